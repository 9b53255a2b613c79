package dev.corkboard.service.auth;

/** Who makes a request, as the accounts know them now, and in which session. */
public record SignedIn(Account account, String sessionId) {}
