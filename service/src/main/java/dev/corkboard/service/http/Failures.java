package dev.corkboard.service.http;

import dev.corkboard.readmodel.Outage;
import java.util.concurrent.RejectedExecutionException;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns what was thrown into a problem that tells the client what to do, and the log what happened. */
final class Failures {
  private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

  private Failures() {}

  /** The body is larger than we take. */
  static final class TooLarge extends RuntimeException {
    TooLarge(long maxBytes) {
      super("At most " + maxBytes + " bytes.", null, false, false);
    }
  }

  /** The body did not come in time. */
  static final class TooSlow extends RuntimeException {
    TooSlow() {
      super("The body did not come in time.", null, false, false);
    }
  }

  /** There is no room for the body, or for one more request to be worked on. */
  static final class Overloaded extends RuntimeException {
    Overloaded() {
      super("Too much at once.", null, false, false);
    }
  }

  /** The body was cut off, or not sent as HTTP has it. */
  static final class Broken extends RuntimeException {
    Broken() {
      super("The body did not come whole.", null, false, false);
    }
  }

  static Problem problem(Throwable failure, HttpRequest request) {
    if (failure instanceof TooLarge) return Problem.of(413, "too-large", failure.getMessage());
    if (failure instanceof Broken) return Problem.badRequest("malformed", failure.getMessage());
    if (failure instanceof TooSlow) return Problem.of(408, "too-slow", failure.getMessage());
    if (failure instanceof Overloaded) return Problem.overloaded();
    if (failure instanceof RejectedExecutionException || Outage.isBehind(failure)) {
      LOG.warn("{} {} failed because a part that is needed is down: {}", request.method().value(),
          request.getUri().path(), rootMessage(failure));
      return Problem.unavailable("A part that is needed does not answer; whether the change was made is unknown."
          + " Try again, with the same Idempotency-Key where there was one.");
    }
    LOG.error("{} {} failed", request.method().value(), request.getUri().path(), failure);
    return Problem.of(500, "internal-error", "Something went wrong here; the log has it under the request id.");
  }

  private static String rootMessage(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null && root.getCause() != root)
      root = root.getCause();
    return root.toString();
  }
}
