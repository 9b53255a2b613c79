package dev.corkboard.readmodel.projection;

import java.time.Instant;

/**
 * An event that a view could not take, or that came after one such of its entity.
 *
 * @param position where it is in the journal
 * @param at when it was parked
 */
public record DeadEvent(String kind, String id, long revision, String position, String error, Instant at) {}
