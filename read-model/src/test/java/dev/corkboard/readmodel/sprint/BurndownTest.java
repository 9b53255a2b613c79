package dev.corkboard.readmodel.sprint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corkboard.readmodel.sprint.Burndown.Change;
import dev.corkboard.readmodel.sprint.Burndown.Day;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class BurndownTest {
  private static final LocalDate MONDAY = LocalDate.of(2026, 5, 4);

  @Test
  void eachDayTellsWhatWasThereAtItsEnd() {
    List<Change> changes = List.of(change("2026-05-01T08:00:00Z", false, 3), change("2026-05-05T23:45:00Z", false, -1),
        change("2026-05-05T23:45:00Z", true, 1), change("2026-05-06T00:00:00Z", false, 2),
        change("2026-05-09T00:00:00Z", false, 9));
    assertThat(Burndown.days(changes, MONDAY, MONDAY.plusDays(3), ZoneOffset.UTC)).containsExactly(
        new Day(MONDAY, 3, 0), new Day(MONDAY.plusDays(1), 2, 1), new Day(MONDAY.plusDays(2), 4, 1),
        new Day(MONDAY.plusDays(3), 4, 1));
  }

  @Test
  void daysAreThoseOfTheZone() {
    List<Change> changes = List.of(change("2026-05-04T10:00:00Z", false, 1));
    assertThat(Burndown.days(changes, MONDAY, MONDAY.plusDays(1), ZoneId.of("Pacific/Kiritimati")))
        .containsExactly(new Day(MONDAY, 0, 0), new Day(MONDAY.plusDays(1), 1, 0));
    assertThat(Burndown.days(changes, MONDAY, MONDAY, ZoneId.of("Etc/GMT+12"))).containsExactly(new Day(MONDAY, 1, 0));
  }

  @Test
  void ofAnAbsurdlyLongSprintTheLastDaysAreTold() {
    List<Change> changes = List.of(change("2001-01-01T00:00:00Z", true, 1));
    List<Day> days = Burndown.days(changes, LocalDate.of(1, 1, 1), MONDAY, ZoneOffset.UTC);
    assertThat(days).hasSize(Burndown.MOST_DAYS).startsWith(new Day(MONDAY.minusDays(3659), 0, 1))
        .endsWith(new Day(MONDAY, 0, 1));
  }

  @Test
  void whatHasNotBegunHasNoDays() {
    assertThat(Burndown.days(List.of(), MONDAY.plusDays(1), MONDAY, ZoneOffset.UTC)).isEmpty();
  }

  private static Change change(String at, boolean done, long tasks) {
    return new Change(Instant.parse(at), done, tasks);
  }
}
