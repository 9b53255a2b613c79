package dev.corkboard.service.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.slf4j.Marker;

/**
 * Lets through so many lines of one kind in a minute, and says once that there are more: a part that is down must not
 * fill the disk. A kind is a logger and the text of a message without its values. Lines of requests are all let through.
 */
public final class FloodGate extends TurboFilter {
  static final int MOST_A_MINUTE = 20;
  private static final long MINUTE = Duration.ofMinutes(1).toNanos();
  /** Messages that are made up of their values would each be a kind. */
  private static final int MOST_KINDS = 1000;
  private static final String ACCESS = "access";
  private static final String TOLD = "{} \"{}\" come more often than {} times a minute; more of them are left out";

  private record Kind(String logger, String message) {}

  private record Minute(long from, AtomicInteger count) {}

  private final LongSupplier nanos;
  private final Map<Kind, Minute> minutes = new ConcurrentHashMap<>();

  public FloodGate() {
    this(System::nanoTime);
  }

  FloodGate(LongSupplier nanos) {
    this.nanos = nanos;
  }

  @Override
  public FilterReply decide(Marker marker, Logger logger, Level level, String format, Object[] params, Throwable t) {
    boolean isLine = format != null && level.isGreaterOrEqual(logger.getEffectiveLevel());
    boolean isShown = isLine && level.isGreaterOrEqual(Level.INFO);
    if (!isShown || logger.getName().equals(ACCESS) || format.equals(TOLD)) return FilterReply.NEUTRAL;
    int count = count(new Kind(logger.getName(), format));
    if (count == MOST_A_MINUTE + 1) logger.warn(TOLD, level, format, MOST_A_MINUTE);
    return count > MOST_A_MINUTE ? FilterReply.DENY : FilterReply.NEUTRAL;
  }

  /** How many of its kind there were within this minute. */
  private int count(Kind kind) {
    if (minutes.size() >= MOST_KINDS) minutes.clear();
    long now = nanos.getAsLong();
    return minutes.compute(kind,
        (same, minute) -> minute == null || now - minute.from() >= MINUTE
            ? new Minute(now, new AtomicInteger())
            : minute)
        .count().incrementAndGet();
  }
}
