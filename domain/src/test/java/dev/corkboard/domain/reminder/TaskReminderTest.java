package dev.corkboard.domain.reminder;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaskReminderTest {
  private static final Instant NOW = Instant.parse("2026-11-21T06:30:00Z");
  private static final Optional<Instant> SINCE = Optional.of(NOW.minus(Duration.ofDays(1_000)));

  @Test
  void whatStandsInTheWayIsToldInItsOrder() {
    Optional<String> anna = Optional.of("anna");
    assertThat(outcome(new TaskReminder("t", NOW, true, true, anna, SINCE, true))).isEqualTo(Outcome.TASK_DELETED);
    assertThat(outcome(new TaskReminder("t", NOW, false, true, anna, SINCE, true))).isEqualTo(Outcome.TASK_DONE);
    assertThat(outcome(new TaskReminder("t", NOW, false, false, Optional.empty(), SINCE, true)))
        .isEqualTo(Outcome.NOT_ASSIGNED);
    assertThat(outcome(new TaskReminder("t", NOW, false, false, anna, Optional.empty(), false)))
        .isEqualTo(Outcome.INACTIVE);
    assertThat(outcome(new TaskReminder("t", NOW, false, false, anna, SINCE, false)))
        .isEqualTo(Outcome.EMAIL_UNCONFIRMED);
    assertThat(outcome(at(NOW))).isEqualTo(Outcome.SENT);
  }

  @Test
  void reminderThatIsPastGoesOutUnlessItLiesTooFarBack() {
    assertThat(outcome(at(NOW.minus(Duration.ofDays(299))))).isEqualTo(Outcome.SENT);
    assertThat(outcome(at(NOW.minus(Duration.ofDays(301))))).isEqualTo(Outcome.MISSED);
    TaskReminder beforeTheAccount = new TaskReminder("t", NOW.minusSeconds(2), false, false, Optional.of("anna"),
        Optional.of(NOW.minusSeconds(1)), true);
    assertThat(outcome(beforeTheAccount)).isEqualTo(Outcome.MISSED);
  }

  /** Whoever forgets a decision must not come to another one. */
  @Test
  void nothingIsSentThatMayHaveBeenForgotten() {
    Instant decided = NOW.minus(Memory.KEPT);
    assertThat(Memory.reachesBack(decided, NOW)).isFalse();
    assertThat(Memory.reachesBack(decided.plus(Duration.ofDays(60)), NOW)).isFalse();
    assertThat(Memory.reachesBack(LocalDate.parse("2026-01-20"), NOW)).isFalse();
    assertThat(Memory.reachesBack(LocalDate.parse("2026-02-01"), NOW)).isTrue();
    assertThat(Memory.reachesBack(LocalDate.parse("2026-11-22"), NOW)).isTrue();
  }

  @Test
  void soManyADayGoToEachPerson() {
    DayLimit today = new DayLimit(3, Map.of("anna", 1, "ben", 3));
    TaskReminder anna = at(NOW);
    TaskReminder ben = new TaskReminder("t", NOW, false, false, Optional.of("ben"), SINCE, true);
    TaskReminder done = new TaskReminder("t", NOW, false, true, Optional.of("anna"), SINCE, true);
    assertThat(List.of(done.outcome(NOW, today), anna.outcome(NOW, today), ben.outcome(NOW, today),
        anna.outcome(NOW, today), anna.outcome(NOW, today)))
        .containsExactly(Outcome.TASK_DONE, Outcome.SENT, Outcome.TOO_MANY, Outcome.SENT, Outcome.TOO_MANY);
  }

  @Test
  void fiftyIsTheMost() {
    DayLimit today = new DayLimit(DayLimit.MOST_A_DAY, Map.of());
    assertThat(IntStream.range(0, 60).filter(i -> at(NOW).outcome(NOW, today) == Outcome.SENT)).hasSize(50);
  }

  @ParameterizedTest
  @CsvSource({"UTC, 2026-11-21T00:00:00Z", "Asia/Kathmandu, 2026-11-20T18:15:00Z",
      "Etc/GMT+12, 2026-11-20T12:00:00Z", "Pacific/Kiritimati, 2026-11-20T10:00:00Z"})
  void dayBeginsWhereThePersonIs(ZoneId zone, Instant began) {
    assertThat(Morning.beginning(zone, NOW)).isEqualTo(began);
  }

  /** No midnight on the day that the clocks go forward there, and two of them on the day that they went back. */
  @Test
  void dayBeginsOnceWhateverTheClocksDo() {
    assertThat(Morning.beginning(ZoneId.of("America/Santiago"), Instant.parse("2026-09-06T12:00:00Z")))
        .isEqualTo("2026-09-06T04:00:00Z");
    Instant second = Instant.parse("2010-11-07T03:31:00Z");
    assertThat(Morning.beginning(ZoneId.of("America/St_Johns"), second)).isBefore(second);
  }

  @ParameterizedTest
  @CsvSource({"false, false, false, digest-off", "true, false, false, nothing-due",
      "true, false, true, email-unconfirmed",
      "true, true, true, sent", "false, true, true, digest-off"})
  void digestGoesToWhoWantsItAndHasConfirmed(boolean wanted, boolean confirmed, boolean due, String code) {
    assertThat(Outcome.ofDigest(wanted, confirmed, due).code()).isEqualTo(code);
  }

  private static TaskReminder at(Instant at) {
    return new TaskReminder("t", at, false, false, Optional.of("anna"), SINCE, true);
  }

  private static Outcome outcome(TaskReminder reminder) {
    return reminder.outcome(NOW, new DayLimit(DayLimit.MOST_A_DAY, Map.of()));
  }
}
