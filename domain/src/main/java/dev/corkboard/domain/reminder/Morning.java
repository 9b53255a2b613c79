package dev.corkboard.domain.reminder;

import dev.corkboard.domain.TimeZones;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** When somebody's digest comes, and where that is. */
public record Morning(ZoneId zone, int hour) {

  public static Morning of(String zone, int hour) {
    return new Morning(TimeZones.of(zone), hour);
  }

  /** In a gap what a clock shows that nobody put forward; in an overlap the earlier of the two. */
  public Instant on(LocalDate date) {
    return date.atTime(hour, 0).atZone(zone).toInstant();
  }

  public LocalDate dateAt(Instant instant) {
    return LocalDate.ofInstant(instant, zone);
  }

  /** When the date began that a clock in the zone shows now. */
  public static Instant beginning(ZoneId zone, Instant now) {
    return LocalDate.ofInstant(now, zone).atStartOfDay(zone).toInstant();
  }

  /** Zones that changed sides of the date line have lost whole dates. */
  boolean has(LocalDate date) {
    return date.atStartOfDay(zone).toLocalDate().equals(date);
  }
}
