package dev.corkboard.service.clock;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ch.qos.logback.classic.Level;
import dev.corkboard.readmodel.Outage;
import dev.corkboard.service.clock.DatabaseClock.Trip;
import dev.corkboard.service.log.Lines;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DatabaseClockTest {
  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

  /** Our own count of nanoseconds; the database's and the machine's clocks go on with it. */
  private long nanos = SECONDS.toNanos(77);
  private Instant database = NOON;
  private Instant machine = NOON;
  /** How long the question and the answer take. */
  private long there = MILLISECONDS.toNanos(1);
  private long back = MILLISECONDS.toNanos(1);
  private boolean away;

  @Test
  void itTellsTheDatabasesTime() {
    DatabaseClock clock = clock();
    assertThat(clock.instant()).isEqualTo(database);
    pass(SECONDS.toNanos(10));
    assertThat(clock.instant()).isEqualTo(database);
  }

  @Test
  void machinesClockIsOnlyCompared() {
    machine = NOON.plusSeconds(600);
    try (Lines lines = Lines.of(Level.INFO, DatabaseClock.class.getName())) {
      DatabaseClock clock = clock();
      assertThat(clock.instant()).isEqualTo(database);
      assertThat(clock.secondsAhead()).isCloseTo(600, within(0.1));
      assertThat(lines.messages()).singleElement().asString().contains("600.0 s ahead");
      clock.measure();
      assertThat(lines.messages()).hasSize(1);
      machine = database;
      clock.measure();
      assertThat(clock.instant()).isEqualTo(database);
      assertThat(lines.messages()).hasSize(2).last().asString().contains("agrees");
    }
  }

  @Test
  void slowAnswerMovesItNoFurtherThanItProves() {
    DatabaseClock clock = clock();
    back = MILLISECONDS.toNanos(900);
    clock.measure();
    assertThat(clock.instant()).isEqualTo(database);
    database = database.plusMillis(400);
    clock.measure();
    assertThat(clock.instant()).isEqualTo(database.minusMillis(400));
    back = MILLISECONDS.toNanos(1);
    clock.measure();
    assertThat(clock.instant()).isBetween(database.minusMillis(1), database.plusMillis(1));
  }

  @Test
  void itStandsStillRatherThanGoBack() {
    DatabaseClock clock = clock();
    Instant told = clock.instant();
    database = database.minusMillis(100);
    clock.measure();
    long spent = MILLISECONDS.toNanos(2); // for the measurement
    assertThat(clock.instant()).isEqualTo(told);
    pass(MILLISECONDS.toNanos(200) - spent);
    assertThat(clock.instant()).isAfter(told).isBetween(database.minusMillis(2), database.plusMillis(2));
  }

  @Test
  void itFollowsADatabaseWhoseClockWasSet() {
    DatabaseClock clock = clock();
    for (int seconds : new int[]{-3600, 7200}) {
      clock.instant();
      database = database.plusSeconds(seconds);
      clock.measure();
      assertThat(clock.instant()).isBetween(database.minusMillis(2), database.plusMillis(2));
    }
  }

  @Test
  void lastMeasurementHoldsWhileTheDatabaseIsAway() {
    DatabaseClock clock = clock();
    away = true;
    clock.measure();
    pass(SECONDS.toNanos(3600));
    assertThat(clock.instant()).isEqualTo(database);
  }

  private DatabaseClock clock() {
    return new DatabaseClock(this::trip, () -> machine, () -> nanos);
  }

  private Trip trip() {
    if (away) throw new Outage("away");
    long sent = nanos;
    pass(there);
    long read = SECONDS.toNanos(database.getEpochSecond()) + database.getNano();
    pass(back);
    return new Trip(sent, read, nanos);
  }

  private void pass(long time) {
    nanos += time;
    database = database.plusNanos(time);
    machine = machine.plusNanos(time);
  }
}
