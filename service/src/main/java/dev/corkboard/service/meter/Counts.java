package dev.corkboard.service.meter;

import io.micrometer.core.instrument.Metrics;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Counts what happens deep inside, in actors and threads that Pekko or the broker's client makes, into Micrometer's
 * registry of the process, to which a node adds its own. Names are in docs/operations.md.
 */
public final class Counts {
  private static final List<String> KINDS = List.of("digest", "task", "password-reset", "confirm-email", "invitation");
  private static final List<String> ENTITIES = List.of("post", "tweet", "sprint", "task");
  private static final String LATE = "corkboard.writes.late";
  private static final String UNSETTLED = "corkboard.writes.unsettled";

  /** What became of a mail: given to the SMTP server, put off, refused by it for good, too old, or given up. */
  public enum Mail {
    SENT, RETRIED, REFUSED, EXPIRED, DEAD
  }

  private Counts() {}

  /** Makes the counters that begin at nothing, so that their first step is seen as one. */
  public static void begin() {
    for (Mail result : Mail.values())
      Metrics.counter("corkboard.mails", "result", name(result));
    KINDS.forEach(kind -> Metrics.counter("corkboard.reminders.published", "kind", kind));
    for (String kind : ENTITIES) {
      Metrics.counter(LATE, "kind", kind);
      Metrics.counter(UNSETTLED, "kind", kind);
    }
    Metrics.counter("corkboard.slow.reads.refused");
  }

  /** A search or a look at earlier times did not find its turn in time. */
  public static void slowReadRefused() {
    Metrics.counter("corkboard.slow.reads.refused").increment();
  }

  public static void mail(Mail result) {
    Metrics.counter("corkboard.mails", "result", name(result)).increment();
  }

  /** The broker has confirmed a message of this kind. */
  public static void published(String kind) {
    Metrics.counter("corkboard.reminders.published", "kind", kind).increment();
  }

  public static void stored(String kind, long nanos) {
    persisted(kind, "stored", nanos);
  }

  public static void notStored(String kind, long nanos) {
    persisted(kind, "failed", nanos);
  }

  /** A command or its events came after the deadline, and were not stored. */
  public static void late(String kind) {
    Metrics.counter(LATE, "kind", kind).increment();
  }

  /** A client was told that its change is not made before the database could be asked whether it still may be. */
  public static void unsettled(String kind) {
    Metrics.counter(UNSETTLED, "kind", kind).increment();
  }

  private static void persisted(String kind, String result, long nanos) {
    Metrics.timer("corkboard.persists", "kind", kind, "result", result).record(nanos, TimeUnit.NANOSECONDS);
  }

  private static String name(Mail result) {
    return result.name().toLowerCase(Locale.ROOT);
  }
}
