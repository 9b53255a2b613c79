package dev.corkboard.service.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.corkboard.domain.Command;
import dev.corkboard.domain.Patch;
import dev.corkboard.domain.Rejection;
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
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * How the entities of one kind are written over HTTP: what creations, changes and deletions have in common, whatever
 * the kind.
 */
final class Resource<C extends Command, S extends State> {
  private static final Shape REVERT = Shape.of().required("revision", Reader.revision());
  private static final Pattern VISIBLE_ASCII = Pattern.compile("[!-~]{1,255}");

  /** What a kind of resource brings with it; {@code view} is empty where there is nothing (any more). */
  record Description<S extends State>(String kind, String path, Function<S, Optional<Object>> view) {}

  private final Description<S> description;
  private final Gateway<C, S> gateway;
  private final Merges<S> merges;
  private final IdempotencyKeys keys;
  private final URI publicUrl;

  Resource(Description<S> description, Gateway<C, S> gateway, Merges<S> merges, IdempotencyKeys keys,
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

  /** A change that merges with what others changed since the revision that If-Match names. */
  <R extends Record> Answer merge(Call call, String id, Map<String, Object> values,
      BiFunction<Patch<R>, OptionalLong, C> command) {
    return knowing(call, id, known -> merge(id, known, values, command));
  }

  /** The answer to a change that made others, with a token for all of them. */
  Answer changed(String id, Reply<S> reply, String token) {
    return answer(id, 200, reply, token);
  }

  /** The same for who knows that revision. */
  <R extends Record> Answer merge(String id, OptionalLong known, Map<String, Object> values,
      BiFunction<Patch<R>, OptionalLong, C> command) {
    Patch<R> patch = new Patch<>(values);
    return merge(id, known,
        (then, merged) -> Parsed.good(gateway.send(id, command.apply(patch.with(merged), then))));
  }

  /** The answer to a change that is sent in any way, for a known revision. */
  Answer merge(String id, OptionalLong known, Merges.Sending<S> sending) {
    return switch (merges.send(id, known, sending)) {
      case Merges.Replied<S>(Parsed<Reply<S>> reply) -> reply.then(good -> answer(id, 200, good));
      case Merges.Lost<S>(Problem problem) -> problem.answer();
    };
  }

  /**
   * Back to what was at a revision, by the change that is made of these values: all or, for who knows a revision, those
   * that are others there.
   */
  Answer revert(Call call, String id, BiFunction<OptionalLong, Map<String, Object>, Answer> change) {
    return REVERT.whole(call).then(body -> knowing(call, id, known -> {
      long revision = (long) body.get("revision");
      S then = merges.at(id, revision);
      boolean there = then.revision() == revision && description.view().apply(then).isPresent();
      return there ? change.apply(known, merges.changes(id, known, then)) : Problem.notFound().answer();
    }));
  }

  /** Answers for who names a revision, or none, in If-Match. */
  Answer knowing(Call call, String id, Function<OptionalLong, Answer> answer) {
    if (!Ids.isId(id)) return Problem.notFound().answer();
    return Preconditions.ifMatch(call, () -> gateway.read(id).revision()).then(answer);
  }

  Answer delete(Call call, String id, Function<OptionalLong, C> command) {
    return knowing(call, id, known -> switch (gateway.send(id, command.apply(known))) {
      case Reply.Accepted<S>(S state) -> Answer.noContent().with(Consistency.HEADER, token(id, state));
      case Reply.Rejected<S>(Rejection rejection, long revision) -> Problem.of(rejection, revision).answer();
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
      case Reply.Rejected<S>(Rejection rejection, long revision) -> Problem.of(rejection, revision).answer();
      case Reply.Accepted<S>(S state) -> description.view().apply(state)
          .map(view -> Answer.json(status, Json.bytes(view))
              .with("ETag", Preconditions.etag(state.revision()))
              .with(Consistency.HEADER, token))
          .orElseGet(() -> Problem.notFound().answer());
    };
  }

  private String token(String id, S state) {
    return Consistency.token(description.kind(), id, state.revision());
  }
}
