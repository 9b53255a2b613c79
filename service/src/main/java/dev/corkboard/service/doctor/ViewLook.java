package dev.corkboard.service.doctor;

import dev.corkboard.readmodel.projection.ViewStatus;
import java.time.Duration;

/** Whether a view shows what the journal has. */
public final class ViewLook {
  private static final String MATTER = "views";
  private static final Duration MOST_LAG = Duration.ofSeconds(10);

  private ViewLook() {}

  public static Finding of(ViewStatus view) {
    if (view.parkedEvents() > 0) {
      return Finding.fail(MATTER, view.name() + " could not take " + view.parkedEvents() + " events: "
          + view.lastError().orElse("no reason is known") + ".",
          "See corkboard dead-letters " + view.name() + "; once the cause is mended, corkboard retry " + view.name()
              + ".");
    }
    if (view.position().compareTo(view.head().newest()) > 0) {
      return Finding.fail(MATTER, view.name() + " is ahead of the journal, and will not see new events: the databases"
          + " are of different times, or were restored from a dump.",
          "Stop all nodes and start one: it builds the view again before it serves.");
    }
    if (view.head().lagEvents() > 0 && view.head().lag().compareTo(MOST_LAG) > 0) {
      return Finding.warn(MATTER, view.name() + " is %,d events behind.".formatted(view.head().lagEvents()),
          "If no node runs, the next start brings it up; else look for a long writing transaction.");
    }
    return Finding.ok(MATTER, view.name() + " shows all that the journal has.");
  }
}
