package dev.corkboard.service.http;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The origin of a web page, as browsers write it: in small letters, and without the port that its scheme implies. */
public final class Origin {
  private static final Pattern ORIGIN = Pattern
      .compile("(?<host>https?://(?:[a-z0-9_.-]+|\\[[0-9a-f:.]+]))(?::(?<port>\\d{1,5}))?");
  private static final int LAST_PORT = 65_535;

  private Origin() {}

  /** Nothing for what no page has as its origin, such as an address with a path or a slash at its end. */
  public static Optional<String> parse(String text) {
    Matcher parts = ORIGIN.matcher(text.toLowerCase(Locale.ROOT));
    if (!parts.matches()) return Optional.empty();
    String host = parts.group("host");
    if (parts.group("port") == null) return Optional.of(host);
    int port = Integer.parseInt(parts.group("port"));
    if (port < 1 || port > LAST_PORT) return Optional.empty();
    return Optional.of(port == (host.startsWith("https:") ? 443 : 80) ? host : host + ":" + port);
  }
}
