package dev.corkboard.service.log;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a syslog server listens. */
public record SyslogServer(String host, int port) {
  private static final int PORT = 514;
  private static final Pattern FORM = Pattern
      .compile("(?:\\[(?<v6>[0-9a-fA-F:.]+)\\]|(?<host>[A-Za-z0-9._-]+))(?::(?<port>\\d{1,5}))?");

  /** Of {@code host}, {@code host:port} or {@code [IPv6]:port}; empty if it is none of these. */
  public static Optional<SyslogServer> parse(String text) {
    Matcher parts = FORM.matcher(text);
    if (!parts.matches()) return Optional.empty();
    int port = parts.group("port") == null ? PORT : Integer.parseInt(parts.group("port"));
    if (port < 1 || port > 65_535) return Optional.empty();
    return Optional.of(new SyslogServer(parts.group("v6") == null ? parts.group("host") : parts.group("v6"), port));
  }
}
