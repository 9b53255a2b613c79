package dev.corkboard.service.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.LayoutBase;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.function.Function;

/** Writes a log line as RFC 5424 has it; what is said is written by another. */
final class SyslogLayout extends LayoutBase<ILoggingEvent> {
  private static final int DAEMON = 3;
  private static final int LONGEST_HOST = 255;
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'")
      .withZone(ZoneOffset.UTC);

  private final Function<ILoggingEvent, String> message;
  private final String origin;

  SyslogLayout(Function<ILoggingEvent, String> message) {
    this.message = message;
    this.origin = hostName() + " corkboard " + ProcessHandle.current().pid() + " - - ";
  }

  @Override
  public String doLayout(ILoggingEvent event) {
    return "<" + (DAEMON * 8 + severity(event.getLevel())) + ">1 " + TIME.format(event.getInstant()) + " " + origin
        + message.apply(event);
  }

  private static int severity(Level level) {
    return switch (level.toInt()) {
      case Level.ERROR_INT -> 3;
      case Level.WARN_INT -> 4;
      case Level.INFO_INT -> 6;
      default -> 7;
    };
  }

  private static String hostName() {
    try {
      String name = InetAddress.getLocalHost().getHostName().replaceAll("[^!-~]", "");
      return name.isEmpty() ? "-" : name.substring(0, Math.min(LONGEST_HOST, name.length()));
    } catch (UnknownHostException nameless) {
      return "-";
    }
  }
}
