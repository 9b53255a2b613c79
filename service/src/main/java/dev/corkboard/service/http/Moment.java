package dev.corkboard.service.http;

import java.time.Instant;
import java.util.Optional;

/** Which state of things a read asks for. */
sealed interface Moment {

  /** As they are. */
  record Now() implements Moment {}

  /** As they were at an instant. */
  record At(Instant instant) implements Moment {}

  /** As one resource was at a revision. */
  record Revision(long number) implements Moment {}

  /** From {@code as_of} and {@code revision}; what is wrong with them is noted in the query. */
  static Moment of(Call call) {
    Query query = call.query();
    Optional<Instant> instant = query.one("as_of", "an instant that is not in the future, as 2026-11-21T07:00:00.000Z",
        text -> Filters.instant(text).filter(asked -> !asked.isAfter(call.at())));
    Optional<Long> revision = query.one("revision", "a revision, from 1 on", Moment::revision);
    boolean both = !query.all("as_of").isEmpty() && !query.all("revision").isEmpty();
    if (both) query.wrong("revision", "not-with-as-of", "Give as_of or revision, not both.");
    return instant.<Moment>map(At::new).or(() -> revision.map(Revision::new)).orElseGet(Now::new);
  }

  private static Optional<Long> revision(String text) {
    return text.matches("[1-9]\\d{0,17}") ? Optional.of(Long.parseLong(text)) : Optional.empty();
  }
}
