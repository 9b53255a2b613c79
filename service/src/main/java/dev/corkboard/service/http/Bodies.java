package dev.corkboard.service.http;

import java.time.Duration;
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
import org.apache.pekko.util.ByteString;

/**
 * Takes the bodies of requests, up to a limit. What goes beyond it, or is not wanted, is still taken off the wire, up
 * to a further limit: a client that is not done sending would see a broken connection instead of the answer.
 */
final class Bodies {
  private static final Duration LONGEST = Duration.ofSeconds(6);
  private static final Duration LONGEST_UNWANTED = Duration.ofSeconds(2);
  private static final int DROPPED = 16;

  private final ActorSystem<?> system;
  private final long maxBytes;

  Bodies(ActorSystem<?> system, long maxBytes) {
    this.system = system;
    this.maxBytes = maxBytes;
  }

  byte[] whole(HttpRequest request) throws Exception {
    ByteString body = request.entity() instanceof HttpEntity.Strict strict
        ? strict.getData()
        : await(limited(request).getDataBytes().runFold(ByteString.emptyByteString(), this::plus, system),
            LONGEST);
    if (body.size() > maxBytes) throw new Failures.TooLarge(maxBytes);
    return body.toArrayUnsafe();
  }

  /** For a body that nobody reads. */
  void drop(HttpRequest request) throws Exception {
    boolean heldBack = request.getHeader("Expect").isPresent();
    if (heldBack || request.entity() instanceof HttpEntity.Strict) return;
    await(limited(request).getDataBytes().runWith(Sink.ignore(), system), LONGEST_UNWANTED);
  }

  private HttpEntity limited(HttpRequest request) {
    return request.entity().withSizeLimit(maxBytes * DROPPED);
  }

  private ByteString plus(ByteString before, ByteString more) {
    return before.size() > maxBytes ? before : before.concat(more);
  }

  private <T> T await(CompletionStage<T> reading, Duration atMost) throws Exception {
    try {
      return reading.toCompletableFuture().get(atMost.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException slow) {
      throw new Failures.TooSlow();
    } catch (ExecutionException failed) {
      throw switch (failed.getCause()) {
        case EntityStreamSizeException size -> new Failures.TooLarge(maxBytes);
        case EntityStreamException broken when isChunkTooLarge(broken) -> new Failures.TooLarge(maxBytes);
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
