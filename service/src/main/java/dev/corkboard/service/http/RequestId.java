package dev.corkboard.service.http;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.apache.pekko.http.javadsl.model.HttpRequest;

/** The id under which a request is found in every log line and event: the client's own if it is fit, else a new one. */
final class RequestId {
  static final String HEADER = "X-Request-ID";
  private static final Pattern FIT = Pattern.compile("[A-Za-z0-9._-]{1,128}");

  private RequestId() {}

  static String of(HttpRequest request) {
    return request.getHeader(HEADER).map(header -> header.value()).filter(given -> FIT.matcher(given).matches())
        .orElseGet(RequestId::made);
  }

  /** Nothing hangs on whether it can be guessed, and it is made for each request. */
  private static String made() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return new UUID(random.nextLong(), random.nextLong()).toString();
  }
}
