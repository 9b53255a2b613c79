package dev.corkboard.domain.reminder;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;

/**
 * What is known of the digests of somebody, and how a change of the profile changes it.
 *
 * @param sent the dates of the digests of late that were sent
 */
public record Subscription(Morning morning, boolean active, Set<LocalDate> sent, DigestPlan plan) {

  /** The plan after the profile says so. */
  public static DigestPlan plan(Optional<Subscription> known, boolean active, Morning morning, Instant now) {
    if (known.isEmpty()) return DigestPlan.first(morning, Set.of(), now);
    Subscription old = known.get();
    if (active && !old.active()) return DigestPlan.first(morning, old.sent(), now);
    if (morning.equals(old.morning())) return old.plan();
    return old.plan().changed(old.morning(), morning, old.sent(), now);
  }
}
