package dev.corkboard.service.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.corkboard.domain.Command;
import dev.corkboard.domain.Rejection;
import dev.corkboard.domain.Rejection.Kind;
import dev.corkboard.domain.State;
import dev.corkboard.readmodel.json.Json;
import dev.corkboard.service.entity.Gateway;
import dev.corkboard.service.entity.Reply;
import dev.corkboard.service.id.Ids;
import dev.corkboard.service.idempotency.IdempotencyKeys;
import dev.corkboard.service.idempotency.IdempotencyKeys.Claim;
import dev.corkboard.service.idempotency.IdempotencyKeys.Key;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * How the entities of one kind are written over HTTP: what creations, changes and deletions have in common, whatever
 * the kind.
 */
final class Resource<C extends Command, S extends State> {
  private static final Pattern VISIBLE_ASCII = Pattern.compile("[!-~]{1,255}");

  /** What a kind of resource brings with it; {@code view} is empty where there is nothing (any more). */
  record Description<S extends State>(String kind, String path, Function<S, Optional<Object>> view) {}

  private final Description<S> description;
  private final Gateway<C, S> gateway;
  private final Merges<C, S> merges;
  private final IdempotencyKeys keys;
  private final URI publicUrl;

  Resource(Description<S> description, Gateway<C, S> gateway, Merges<C, S> merges, IdempotencyKeys keys,
      URI publicUrl) {
    this.description = description;
    this.gateway = gateway;
    this.merges = merges;
    this.keys = keys;
    this.publicUrl = publicUrl;
  }

  /** Creates under a new id, or under the one that the Idempotency-Key stands for. */
  Answer create(Call call, Function<String, C> command) {
    List<String> given = call.lines("idempotency-key");
    if (given.isEmpty()) {
      String id = Ids.next(call.at());
      return created(id, gateway.sendFirst(id, command.apply(id)));
    }
    if (given.size() > 1 || !VISIBLE_ASCII.matcher(given.getFirst()).matches()) {
      return Problem.badRequest("malformed-idempotency-key", "Idempotency-Key takes 1 to 255 visible ASCII characters.")
          .answer();
    }
    Key key = new Key(call.principal().username(), description.path(), given.getFirst());
    return call.json().then(body -> created(call, key, body, command));
  }

  private Answer created(Call call, Key key, JsonNode body, Function<String, C> command) {
    byte[] digest = Canonical.digest(body);
    return held(key, Ids.next(call.at()), digest).map(id -> created(key, digest, id, command)).orElseGet(
        () -> Problem.of(422, "idempotency-key-reused", "This Idempotency-Key was used with another body.").answer());
  }

  /** The id that the key stands for with this body; empty if it was used with another. */
  private Optional<String> held(Key key, String newId, byte[] digest) {
    Claim claim = keys.claim(key, newId, digest);
    boolean taken = !claim.sameBody() && isAbsent(claim.resourceId()) && keys.take(key, digest);
    if (claim.sameBody() || taken) return Optional.of(claim.resourceId());
    // Another request with the same body may have taken it a moment ago.
    Claim again = keys.claim(key, newId, digest);
    return again.sameBody() ? Optional.of(again.resourceId()) : Optional.empty();
  }

  private Answer created(Key key, byte[] digest, String id, Function<String, C> command) {
    Reply<S> reply = gateway.send(id, command.apply(id));
    if (reply instanceof Reply.Rejected<S>(Rejection rejection, long revision) && revision == 0) {
      keys.refused(key, digest);
    }
    return created(id, reply);
  }

  private boolean isAbsent(String id) {
    return gateway.read(id).revision() == 0;
  }

  private Answer created(String id, Reply<S> reply) {
    Answer answer = answer(id, 201, reply);
    boolean done = answer instanceof Answer.Content;
    return done ? answer.with("Location", publicUrl + description.path() + "/" + id) : answer;
  }

  /** What came of a change. */
  Answer changed(String id, Reply<S> reply) {
    return answer(id, 200, reply);
  }

  /** What came of a change that led to others, which a token stands for. */
  Answer changed(String id, Reply<S> reply, String token) {
    return answer(id, 200, reply, token);
  }

  /** A change that merges with what others changed since the revision that If-Match names. */
  Answer merge(Call call, String id, Function<OptionalLong, C> command) {
    if (!Ids.isId(id)) return Problem.notFound().answer();
    return Preconditions.ifMatch(call, () -> gateway.read(id).revision())
        .then(revision -> switch (merges.send(id, revision, command)) {
          case Merges.Replied<S>(Reply<S> reply) -> answer(id, 200, reply);
          case Merges.Lost<S>(Problem problem) -> problem.answer();
        });
  }

  Answer delete(Call call, String id, Function<OptionalLong, C> command) {
    if (!Ids.isId(id)) return Problem.notFound().answer();
    return Preconditions.ifMatch(call, () -> gateway.read(id).revision())
        .then(revision -> switch (gateway.send(id, command.apply(revision))) {
          case Reply.Accepted<S>(S state) -> Answer.noContent().with(Consistency.HEADER, token(id, state));
          case Reply.Rejected<S>(Rejection rejection, long at) -> Problem.of(rejection).answer();
        });
  }

  /** Undoes a deletion. */
  Answer restore(Call call, String id, Supplier<C> command) {
    if (!Ids.isId(id)) return Problem.notFound().answer();
    return Shape.nothing(call).then(nothing -> answer(id, 200, gateway.send(id, command.get())));
  }

  private Answer answer(String id, int status, Reply<S> reply) {
    return answer(id, status, reply,
        reply instanceof Reply.Accepted<S>(S state) ? token(id, state) : "none");
  }

  private Answer answer(String id, int status, Reply<S> reply, String token) {
    return switch (reply) {
      case Reply.Rejected<S>(Rejection rejection, long revision) -> Problem.of(rejection).answer();
      case Reply.Accepted<S>(S state) -> description.view().apply(state)
          .map(view -> Answer.json(status, Json.bytes(view))
              .with("ETag", Preconditions.etag(state.revision()))
              .with(Consistency.HEADER, token))
          .orElseGet(() -> Problem.of(new Rejection(Kind.NOT_FOUND, "not-found", "It is gone.")).answer());
    };
  }

  private String token(String id, S state) {
    return Consistency.token(description.kind(), id, state.revision());
  }
}
