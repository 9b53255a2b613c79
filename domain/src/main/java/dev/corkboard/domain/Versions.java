package dev.corkboard.domain;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** At which revision an aggregate is, and at which each of its fields last changed: what a merge has to know. */
public record Versions(long revision, Map<String, Long> changedAt) {

  public static final Versions NONE = new Versions(0, Map.of());

  public Versions {
    changedAt = Map.copyOf(changedAt);
  }

  /** After one more event, which changed these fields. */
  public Versions next(Set<String> changed) {
    Map<String, Long> newer = new HashMap<>(changedAt);
    changed.forEach(field -> newer.put(field, revision + 1));
    return new Versions(revision + 1, newer);
  }

  /**
   * Why a patch made on the revision {@code ifMatch} cannot be merged; empty if it can. A field stands in the way when
   * it changed since and is not what the patch makes of it. Without {@code ifMatch} the patch wins; with one that never
   * was it is lost.
   */
  public <R extends Record> Optional<Rejection> lostRace(Fields<R> fields, R current, Patch<R> patch,
      OptionalLong ifMatch) {
    if (ifMatch.isEmpty() || ifMatch.getAsLong() == revision) return Optional.empty();
    if (ifMatch.getAsLong() > revision || ifMatch.getAsLong() < 1) return Optional.of(Rejection.lostRace(List.of()));
    R wanted = fields.with(current, patch.values());
    List<Conflict> conflicts = new ArrayList<>();
    for (String field : fields.names()) {
      if (!patch.names(field) || changedAt.getOrDefault(field, 1L) <= ifMatch.getAsLong()) continue;
      Object yours = fields.get(wanted, field);
      Object theirs = fields.get(current, field);
      if (!yours.equals(theirs)) conflicts.add(new Conflict(field, yours, theirs));
    }
    return conflicts.isEmpty() ? Optional.empty() : Optional.of(Rejection.lostRace(conflicts));
  }

  /** A deletion merges with nothing: it needs the newest revision, if it names one. */
  public Optional<Rejection> lostRace(OptionalLong ifMatch) {
    boolean lost = ifMatch.isPresent() && ifMatch.getAsLong() != revision;
    return lost ? Optional.of(Rejection.lostRace(List.of())) : Optional.empty();
  }
}
