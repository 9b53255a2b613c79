package dev.corkboard.domain;

/** A field that the sender wants to change and that was changed since the revision the sender knew. */
public record Conflict(String field, Object yours, Object theirs) {}
