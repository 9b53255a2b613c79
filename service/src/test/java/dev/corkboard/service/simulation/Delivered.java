package dev.corkboard.service.simulation;

import dev.corkboard.service.mail.Deliveries.End;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** A row of reminder.delivery. */
record Delivered(String kind, String username, String state, int attempts, Optional<Instant> leasedTill,
    Optional<String> error, Optional<Instant> deliveredAt, Optional<Instant> deadAt, Optional<String> body) {

  Delivered claimed(Instant till) {
    return new Delivered(kind, username, "sending", attempts + 1, Optional.of(till), error, deliveredAt, deadAt,
        body);
  }

  Delivered retried(String problem) {
    return new Delivered(kind, username, "retry", attempts, Optional.empty(), Optional.of(problem), deliveredAt,
        deadAt, body);
  }

  Delivered ended(End end, String problem, Instant now, Optional<String> kept) {
    return new Delivered(kind, username, end.name().toLowerCase(Locale.ROOT), attempts, Optional.empty(),
        Optional.of(problem).filter(words -> !words.isEmpty()), Optional.of(now).filter(it -> end == End.SENT),
        Optional.of(now).filter(it -> end == End.DEAD), kept.filter(it -> end == End.DEAD));
  }

  Delivered buried(String problem, Instant now, Optional<String> kept) {
    return new Delivered(kind, username, "dead", attempts, Optional.empty(), Optional.of(problem), deliveredAt,
        Optional.of(now), kept);
  }
}
