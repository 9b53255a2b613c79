package dev.corkboard.service.clock;

import dev.corkboard.readmodel.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The database's clock, as all nodes read it: this process's own count of nanoseconds, and how far the database's clock
 * is from it, measured again every few seconds. The machine's clock may be wrong, or be set while we run. While the
 * database is away the last measurement holds. It never goes back, unless the database's own clock was set back.
 */
public final class DatabaseClock extends Clock {
  private static final Logger LOG = LoggerFactory.getLogger(DatabaseClock.class);
  private static final String READ = "select (extract(epoch from clock_timestamp()) * 1000000)::bigint";
  private static final int ROUND_TRIPS = 5;
  /** Beyond it the machine's clock is told to be wrong; what it dates, as log lines, misleads. */
  private static final long APART = Duration.ofSeconds(2).toNanos();
  /** More than any measurement is wrong by: then the database's clock has been set. */
  private static final long SET = Duration.ofSeconds(1).toNanos();

  private final Supplier<Trip> fastest;
  private final InstantSource machine;
  private final LongSupplier nanos;
  /** Nanoseconds since 1970 by the database, less our own count of them. */
  private volatile long offset;
  private volatile boolean apart;
  /** The newest that was told, in nanoseconds since 1970. */
  private final AtomicLong newest = new AtomicLong();

  /** The database's time in nanoseconds since 1970, and our own count of them before and after it was read. */
  record Trip(long sent, long database, long received) {
    long lowest() {
      return database - received;
    }

    long highest() {
      return database - sent;
    }

    long duration() {
      return received - sent;
    }
  }

  DatabaseClock(Supplier<Trip> fastest, InstantSource machine, LongSupplier nanos) {
    this.fastest = fastest;
    this.machine = machine;
    this.nanos = nanos;
    Trip trip = fastest.get();
    this.offset = (trip.lowest() + trip.highest()) / 2;
    compare();
  }

  /** Throws an outage if the database does not answer. */
  public static DatabaseClock of(DataSource database) {
    return of(database, InstantSource.system());
  }

  /** {@code machine} is only compared. */
  public static DatabaseClock of(DataSource database, InstantSource machine) {
    return new DatabaseClock(() -> fastest(database), machine, System::nanoTime);
  }

  @Override
  public Instant instant() {
    long now = newest.accumulateAndGet(nanos.getAsLong() + offset,
        (before, read) -> before - read > SET ? read : Math.max(before, read));
    return Instant.ofEpochSecond(0, now);
  }

  /** Every few seconds; it may block. */
  public void measure() {
    try {
      Trip trip = fastest.get();
      long within = Math.clamp(offset, trip.lowest(), trip.highest());
      if (Math.abs(within - offset) > SET) {
        LOG.warn("The database's clock has moved by {} s, and all our times with it",
            TimeUnit.NANOSECONDS.toSeconds(within - offset));
      }
      offset = within;
      compare();
    } catch (RuntimeException away) {
      LOG.info("The database's clock could not be read, the last measurement holds: {}", away.toString());
    }
  }

  /** How many seconds the machine's clock is ahead of the database's. */
  public double secondsAhead() {
    return Duration.between(instant(), machine.instant()).toNanos() / 1e9;
  }

  private void compare() {
    double ahead = secondsAhead();
    boolean now = Math.abs(ahead) * 1e9 > APART;
    if (now && !apart) {
      LOG.warn("This machine's clock is {} s ahead of the database's (less than 0: behind). Times go by the database's;"
          + " set both by NTP", "%.1f".formatted(ahead));
    }
    if (apart && !now) LOG.info("This machine's clock agrees with the database's again");
    apart = now;
  }

  private static Trip fastest(DataSource database) {
    return Sql.with(database, connection -> {
      Trip fastest = trip(connection);
      for (int i = 1; i < ROUND_TRIPS; i++) {
        Trip next = trip(connection);
        if (next.duration() < fastest.duration()) fastest = next;
      }
      return fastest;
    });
  }

  private static Trip trip(Connection connection) throws SQLException {
    try (PreparedStatement read = connection.prepareStatement(READ)) {
      long sent = System.nanoTime();
      try (ResultSet row = read.executeQuery()) {
        long received = System.nanoTime();
        row.next();
        return new Trip(sent, TimeUnit.MICROSECONDS.toNanos(row.getLong(1)), received);
      }
    }
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("instants only; who needs a zone brings it along");
  }
}
