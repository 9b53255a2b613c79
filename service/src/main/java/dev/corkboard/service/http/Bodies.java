package dev.corkboard.service.http;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.http.javadsl.model.HttpEntity;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.scaladsl.model.EntityStreamException;
import org.apache.pekko.http.scaladsl.model.EntityStreamSizeException;
import org.apache.pekko.stream.javadsl.Sink;

/**
 * Takes the bodies of requests, up to a limit. What goes beyond it, or is not wanted, is still taken off the wire, up
 * to a further limit: a client that is not done sending would see a broken connection instead of the answer. What is
 * held meanwhile the connection's guard counts, byte by byte.
 */
final class Bodies {
  private static final Duration LONGEST = Duration.ofSeconds(6);
  private static final Duration LONGEST_UNWANTED = Duration.ofSeconds(2);
  private static final long MOST_DROPPED = 16 << 20;

  private final ActorSystem<?> system;
  private final long maxBytes;

  Bodies(ActorSystem<?> system, long maxBytes) {
    this.system = system;
    this.maxBytes = maxBytes;
  }

  byte[] whole(HttpRequest request, Endpoint endpoint) throws Exception {
    long most = endpoint.largestBody(maxBytes);
    RequestBytes held = RequestBytes.of(request);
    if (held.refusal().isDone()) throw new Failures.Overloaded();
    if (request.entity() instanceof HttpEntity.Strict strict) {
      if (strict.getData().size() > most) throw new Failures.TooLarge(most);
      return strict.getData().toArrayUnsafe();
    }
    if (request.entity().getContentLengthOption().orElse(0) > most) return tooLarge(request, most);
    Body body = new Body(most, held);
    try {
      await(limited(request).getDataBytes().runForeach(body::add, system), LONGEST, most, held);
      return body.whole();
    } finally {
      body.end();
    }
  }

  /** There is no need to read it to know that, but the client may have to be done before it reads the answer. */
  private byte[] tooLarge(HttpRequest request, long most) throws Exception {
    try {
      drop(request);
    } catch (Failures.TooSlow | Failures.Broken | Failures.TooLarge stillComing) {
      throw new Failures.TooLarge(most);
    }
    throw new Failures.TooLarge(most);
  }

  /** For a body that nobody reads. */
  void drop(HttpRequest request) throws Exception {
    boolean heldBack = request.getHeader("Expect").isPresent();
    RequestBytes held = RequestBytes.of(request);
    if (heldBack || held.refusal().isDone() || request.entity() instanceof HttpEntity.Strict) return;
    await(limited(request).getDataBytes().runWith(Sink.foreach(dropped -> held.dropped()), system), LONGEST_UNWANTED,
        maxBytes, held);
  }

  private static HttpEntity limited(HttpRequest request) {
    return request.entity().withSizeLimit(MOST_DROPPED);
  }

  private static <T> T await(CompletionStage<T> reading, Duration atMost, long most, RequestBytes held)
      throws Exception {
    CompletableFuture<T> whole = reading.toCompletableFuture();
    try {
      CompletableFuture.anyOf(whole, held.refusal()).get(atMost.toMillis(), TimeUnit.MILLISECONDS);
      if (!whole.isDone()) throw new Failures.Overloaded();
      T read = whole.get();
      held.ended();
      return read;
    } catch (TimeoutException slow) {
      throw new Failures.TooSlow();
    } catch (ExecutionException failed) {
      throw switch (failed.getCause()) {
        case EntityStreamSizeException size -> new Failures.TooLarge(most);
        case EntityStreamException broken when isChunkTooLarge(broken) -> new Failures.TooLarge(most);
        case EntityStreamException broken -> new Failures.Broken();
        default -> failed;
      };
    }
  }

  /** Chunks may be as large as bodies; Pekko has no exception of its own for one that is larger. */
  private static boolean isChunkTooLarge(EntityStreamException broken) {
    return broken.info().summary().matches("HTTP chunk (of|size) .*exceeds.*|HTTP chunk size exceeds.*");
  }
}
