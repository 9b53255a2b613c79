package dev.corkboard.service.log;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import java.util.regex.Pattern;
import net.logstash.logback.encoder.LogstashEncoder;
import org.slf4j.LoggerFactory;

/**
 * Sends all log lines to a syslog server too (RFC 5424 over UDP), from a thread of its own behind a bounded queue: a
 * server that is away, or whose name is unknown, costs lines there and nothing else.
 */
public final class Syslog {
  private static final String LINE = "%logger{20} [%X{request_id:--}] %msg%n%rEx";
  /** The breaks and control characters of what others sent must not look like lines of ours. */
  private static final Pattern BREAKS = Pattern.compile("[\\r\\n\\t]+");
  private static final Pattern CONTROLS = Pattern.compile("[\\p{Cntrl}\\x85\\u2028\\u2029]");
  /** A line may have 8 KB, of a path that somebody made up. */
  private static final int QUEUE = 1_024;
  private static final int LONGEST_FLUSH_MILLIS = 500;

  private Syslog() {}

  /** Begins, for all that is logged. */
  public static void start(SyslogServer server, boolean json) {
    start((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME), server, json);
  }

  /** Begins, for all that this logger and those below it say; to stop, stop the context. */
  static void start(Logger logger, SyslogServer server, boolean json) {
    LoggerContext context = logger.getLoggerContext();
    SyslogAppender syslog = new SyslogAppender(server, new SyslogLayout(json ? json(context) : text(context)));
    syslog.setContext(context);
    syslog.setName("syslog");
    syslog.start();
    AsyncAppender queue = new AsyncAppender();
    queue.setContext(context);
    queue.setName("syslog-queue");
    queue.setQueueSize(QUEUE);
    queue.setDiscardingThreshold(0);
    queue.setNeverBlock(true);
    queue.setMaxFlushTime(LONGEST_FLUSH_MILLIS);
    queue.addAppender(syslog);
    queue.start();
    logger.addAppender(queue);
  }

  private static Function<ILoggingEvent, String> text(LoggerContext context) {
    PatternLayout line = new PatternLayout();
    line.setContext(context);
    line.setPattern(LINE);
    line.start();
    return event -> oneLine(line.doLayout(event).stripTrailing());
  }

  private static String oneLine(String text) {
    return CONTROLS.matcher(BREAKS.matcher(text).replaceAll(" | ")).replaceAll("?");
  }

  private static Function<ILoggingEvent, String> json(LoggerContext context) {
    LogstashEncoder encoder = new LogstashEncoder();
    encoder.setContext(context);
    encoder.setTimeZone("UTC");
    encoder.setVersion("[ignore]");
    encoder.start();
    return event -> new String(encoder.encode(event), StandardCharsets.UTF_8).stripTrailing();
  }
}
