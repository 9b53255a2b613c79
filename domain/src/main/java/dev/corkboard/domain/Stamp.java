package dev.corkboard.domain;

import java.time.Instant;

/** Who made an event, when, and under which request id; stored with each event. */
public record Stamp(Username by, Instant at, String requestId) {}
