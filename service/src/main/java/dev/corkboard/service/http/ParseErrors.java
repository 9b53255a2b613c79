package dev.corkboard.service.http;

import dev.corkboard.readmodel.Cause;
import io.micrometer.core.instrument.Metrics;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.pekko.event.LoggingAdapter;
import org.apache.pekko.http.ParsingErrorHandler;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.scaladsl.model.ErrorInfo;
import org.apache.pekko.http.scaladsl.model.StatusCode;
import org.apache.pekko.http.scaladsl.settings.ServerSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC.MDCCloseable;

/** Answers what is not even HTTP with a problem, too; named in http.conf. */
public final class ParseErrors extends ParsingErrorHandler {
  private static final Logger LOG = LoggerFactory.getLogger(ParseErrors.class);
  /** Pekko makes this handler itself, so it counts in the registry of the process, which the node's own is part of. */
  private static final Requests REQUESTS = new Requests(Metrics.globalRegistry);
  private static final Pattern METHOD = Pattern.compile("[A-Z]+");
  /** What has a status of its own, and its code; Pekko knows more, as 422 for a TRACE with a body. */
  private static final Map<Integer, String> TELLING = Map.of(414, "uri-too-long", 431, "headers-too-large");
  private static final Pattern IN_TARGET = Pattern.compile("request-target.*line 1, column (\\d+)", Pattern.DOTALL);
  private static final String METHODS = "GET, HEAD, POST, PATCH, DELETE";

  @Override
  public HttpResponse handle(StatusCode status, ErrorInfo error, LoggingAdapter log, ServerSettings settings) {
    String requestId = UUID.randomUUID().toString();
    Problem problem = problem(status.intValue(), error);
    try (MDCCloseable cause = Cause.of(requestId)) {
      LOG.debug("not HTTP as we take it: {}", error.summary());
      REQUESTS.done(Requests.NO_ROUTE, "-", problem.status(), Requests.NOBODY, 0);
    }
    return Responses.of(problem.answer(), HttpRequest.create("/"), requestId);
  }

  /** What we do not know is the client's mistake, never a failure of ours. */
  private static Problem problem(int status, ErrorInfo error) {
    if (status == 501 && METHOD.matcher(error.detail()).matches()) {
      return Problem.of(405, "method-not-allowed", "Not with this method.").with("Allow", METHODS);
    }
    return TELLING.containsKey(status)
        ? Problem.of(status, TELLING.get(status), detail(error))
        : Problem.of(400, "malformed-request", detail(error));
  }

  private static String detail(ErrorInfo error) {
    Matcher place = IN_TARGET.matcher(error.summary());
    return place.find()
        ? "The request target has something at character " + place.group(1) + " that is not allowed there unescaped."
        : "The request is not valid HTTP.";
  }
}
