package dev.corkboard.service.auth;

import java.time.Instant;

/** A sign-in that has not ended. */
public record Session(String id, Instant createdAt, Instant lastUsedAt, String ip, String userAgent) {}
