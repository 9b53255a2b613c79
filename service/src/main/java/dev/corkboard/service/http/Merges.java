package dev.corkboard.service.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.corkboard.domain.Command;
import dev.corkboard.domain.Conflict;
import dev.corkboard.domain.Rejection;
import dev.corkboard.domain.Rejection.Kind;
import dev.corkboard.domain.State;
import dev.corkboard.readmodel.json.FieldNames;
import dev.corkboard.readmodel.json.Json;
import dev.corkboard.service.entity.Gateway;
import dev.corkboard.service.entity.PastStates;
import dev.corkboard.service.entity.Reply;
import dev.corkboard.service.http.Problem.FieldConflict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Sends changes that name a revision. Whether a field was changed since is the decider's to say; what the field was
 * at that revision is read from the entity's own events, and only where there is a conflict to tell.
 */
final class Merges<C extends Command, S extends State> {
  /** More rounds than two people typing can cause; then the conflict is told. */
  private static final int MOST_ROUNDS = 3;

  /** What came of it. */
  sealed interface Outcome<S extends State> {}

  /** The entity's own reply. */
  record Replied<S extends State>(Reply<S> reply) implements Outcome<S> {}

  /** Somebody else was faster; the problem names the fields. */
  record Lost<S extends State>(Problem problem) implements Outcome<S> {}

  private final Gateway<C, S> gateway;
  private final PastStates<S> past;
  private final BiFunction<S, String, Optional<Object>> field;

  /**
   * {@code field} reads a field by its name from a state: what it was last where the state is a deletion, as whoever
   * names the revision of one knows nothing newer.
   */
  Merges(Gateway<C, S> gateway, PastStates<S> past, BiFunction<S, String, Optional<Object>> field) {
    this.gateway = gateway;
    this.past = past;
    this.field = field;
  }

  Outcome<S> send(String id, OptionalLong ifMatch, Function<OptionalLong, C> command) {
    OptionalLong known = ifMatch;
    for (int round = 1;; round++) {
      Reply<S> reply = gateway.send(id, command.apply(known));
      if (!(reply instanceof Reply.Rejected<S>(Rejection rejection, long revision))
          || rejection.kind() != Kind.LOST_RACE) {
        return new Replied<>(reply);
      }
      List<FieldConflict> conflicts = conflicts(id, ifMatch.orElseThrow(), rejection.conflicts());
      boolean changedBack = conflicts.isEmpty() && !rejection.conflicts().isEmpty();
      if (!changedBack || round == MOST_ROUNDS) return new Lost<>(Problem.lostRace(rejection.detail(), conflicts));
      known = OptionalLong.of(revision);
    }
  }

  /** A field that was changed and changed back is as the sender knew it: no conflict. */
  private List<FieldConflict> conflicts(String id, long revision, List<Conflict> found) {
    if (found.isEmpty()) return List.of();
    S before = past.at(id, revision);
    List<FieldConflict> conflicts = new ArrayList<>();
    for (Conflict conflict : found) {
      JsonNode base = tree(field.apply(before, conflict.field()).orElse(null));
      JsonNode theirs = tree(conflict.theirs());
      if (base.equals(theirs)) continue;
      conflicts.add(new FieldConflict(FieldNames.snake(conflict.field()), base, tree(conflict.yours()), theirs));
    }
    return conflicts;
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
