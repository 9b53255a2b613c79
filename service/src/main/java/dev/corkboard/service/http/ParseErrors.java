package dev.corkboard.service.http;

import dev.corkboard.readmodel.json.Json;
import java.util.UUID;
import org.apache.pekko.event.LoggingAdapter;
import org.apache.pekko.http.ParsingErrorHandler;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.apache.pekko.http.scaladsl.model.ErrorInfo;
import org.apache.pekko.http.scaladsl.model.StatusCode;
import org.apache.pekko.http.scaladsl.settings.ServerSettings;

/** Answers what is not even HTTP with a problem, too; named in http.conf. */
public final class ParseErrors extends ParsingErrorHandler {

  @Override
  public HttpResponse handle(StatusCode status, ErrorInfo error, LoggingAdapter log, ServerSettings settings) {
    String requestId = UUID.randomUUID().toString();
    log.info("request {} could not be parsed: {}", requestId, error.summary());
    Problem problem = Problem.of(status.intValue(), "malformed-request", "The request is not valid HTTP.");
    return HttpResponse.create().withStatus(status).addHeader(RawHeader.create(RequestId.HEADER, requestId))
        .withEntity(HttpEntities.create(ContentTypes.parse("application/problem+json"),
            Json.bytes(problem.body("/", requestId))));
  }
}
