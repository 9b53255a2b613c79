package dev.corkboard.readmodel.journal;

/** An event of which the journal has bytes that cannot be decoded, and why. */
public record UnreadableEvent(Position position, String kind, String id, long revision, Exception reason) {}
