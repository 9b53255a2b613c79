package dev.corkboard.service.http;

import java.util.HashSet;
import java.util.Set;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;

/**
 * The names of headers that Pekko HTTP does not know and that came on one connection. Its parser keeps each of them for
 * as long as the connection lasts, some four bytes for each character, so a connection with too many ends.
 */
final class HeaderNames {
  private static final int MOST_CHARACTERS = 2 << 10;

  private final Set<String> seen = new HashSet<>(0);
  private int characters;

  void add(HttpRequest request) {
    for (HttpHeader header : request.getHeaders()) {
      if (header instanceof RawHeader && !areTooMany() && seen.add(header.lowercaseName())) {
        characters += header.lowercaseName().length();
      }
    }
  }

  boolean areTooMany() {
    return characters > MOST_CHARACTERS;
  }
}
