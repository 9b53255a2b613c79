package dev.corkboard.service.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.corkboard.domain.Conflict;
import dev.corkboard.domain.FieldMerge;
import dev.corkboard.domain.Rejection;
import dev.corkboard.domain.Rejection.Kind;
import dev.corkboard.domain.Stamp;
import dev.corkboard.domain.State;
import dev.corkboard.readmodel.json.FieldNames;
import dev.corkboard.readmodel.json.Json;
import dev.corkboard.service.entity.PastStates;
import dev.corkboard.service.entity.PastStates.Since;
import dev.corkboard.service.entity.Reply;
import dev.corkboard.service.http.Problem.FieldConflict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * Sends changes that name a revision. Whether a field was changed since is the decider's to say; what it was at that
 * revision is read from the entity's own events, and only where there is a conflict. Fields that merge are settled here.
 */
final class Merges<S extends State> {
  /** More rounds than two people typing can cause; then the conflict is told. */
  private static final int MOST_ROUNDS = 3;

  /** What came of it. */
  sealed interface Outcome<S extends State> {}

  /** What the entity itself replied, or why it was not asked. */
  record Replied<S extends State>(Parsed<Reply<S>> reply) implements Outcome<S> {}

  /** Somebody else was faster; the problem names the fields. */
  record Lost<S extends State>(Problem problem) implements Outcome<S> {}

  /** Sends the change for a known revision; {@code merged} replaces the sender's values of fields that were merged. */
  interface Sending<S extends State> {
    Parsed<Reply<S>> send(OptionalLong known, Map<String, Object> merged);
  }

  /** The conflicts that remain, and the fields that were merged. */
  private record Judged(List<FieldConflict> conflicts, Map<String, Object> merged) {}

  private final PastStates<S> past;
  private final Function<S, Map<String, Object>> fields;
  private final FieldMerge fieldMerge;

  /**
   * {@code fields} reads all fields from a state: what they were last where the state is a deletion, as whoever names
   * the revision of one knows nothing newer.
   */
  Merges(PastStates<S> past, Function<S, Map<String, Object>> fields, FieldMerge fieldMerge) {
    this.past = past;
    this.fields = fields;
    this.fieldMerge = fieldMerge;
  }

  /** The state of the newest revision up to this one. */
  S at(String id, long revision) {
    return past.at(id, revision);
  }

  /** The fields of a state with their values; with a known revision only those that differ from it. */
  Map<String, Object> changes(String id, OptionalLong known, S wanted) {
    Map<String, Object> values = new LinkedHashMap<>(fields.apply(wanted));
    known.ifPresent(revision -> values.entrySet().removeAll(fields.apply(past.at(id, revision)).entrySet()));
    return values;
  }

  Outcome<S> send(String id, OptionalLong ifMatch, Sending<S> sending) {
    OptionalLong known = ifMatch;
    Map<String, Object> merged = Map.of();
    Map<String, Object> wanted = new HashMap<>();
    for (int round = 1;; round++) {
      Parsed<Reply<S>> reply = sending.send(known, merged);
      if (!(reply instanceof Parsed.Good<Reply<S>>(Reply.Rejected<S>(Rejection rejection, long revision)))
          || rejection.kind() != Kind.LOST_RACE) {
        return new Replied<>(reply);
      }
      rejection.conflicts().forEach(conflict -> wanted.putIfAbsent(conflict.field(), conflict.yours()));
      Judged judged = judged(id, ifMatch.orElseThrow(), revision, rejection.conflicts(), wanted);
      boolean goesTogether = judged.conflicts().isEmpty() && !rejection.conflicts().isEmpty();
      if (!goesTogether || round == MOST_ROUNDS) {
        return new Lost<>(Problem.lostRace(rejection.detail(), revision, judged.conflicts()));
      }
      known = OptionalLong.of(revision);
      merged = judged.merged();
    }
  }

  /** A field that was changed and changed back is as the sender knew it: no conflict. */
  private Judged judged(String id, long known, long newest, List<Conflict> found, Map<String, Object> wanted) {
    List<FieldConflict> conflicts = new ArrayList<>();
    Map<String, Object> merged = new HashMap<>();
    if (found.isEmpty()) return new Judged(conflicts, merged);
    Since<S> since = past.since(id, known, newest);
    Map<String, Object> base = fields.apply(since.then());
    for (Conflict conflict : found) {
      String name = conflict.field();
      Object before = base.get(name);
      Object yours = wanted.get(name);
      if (tree(before).equals(tree(conflict.theirs()))) continue;
      Optional<Object> both = fieldMerge.merge(name, before, yours, conflict.theirs());
      if (both.isPresent()) merged.put(name, both.get());
      else
        conflicts.add(conflict(name, before, yours, conflict.theirs(), since.changed().get(name)));
    }
    return new Judged(conflicts, merged);
  }

  private static FieldConflict conflict(String field, Object base, Object yours, Object theirs, Stamp stamp) {
    return new FieldConflict(FieldNames.snake(field), tree(base), tree(yours), tree(theirs), stamp.by(), stamp.at());
  }

  /** Written and read again, so that values compare as JSON, wherever they came from. */
  private static JsonNode tree(Object value) {
    try {
      return Json.mapper().readTree(Json.bytes(value));
    } catch (IOException impossible) {
      throw new UncheckedIOException("what was written cannot be read", impossible);
    }
  }
}
