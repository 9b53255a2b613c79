package dev.corkboard.readmodel.sprint;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** How the tasks of a sprint went from open to done, day by day. */
public final class Burndown {

  /** Ten years; only the last days of a longer sprint are told. */
  static final int MOST_DAYS = 3_660;

  /** How many tasks of the sprint were not done and how many were at the end of a day, or are now. */
  public record Day(LocalDate date, long open, long done) {}

  /** At an instant so many more (or fewer) tasks are in the sprint, done or not. */
  record Change(Instant at, boolean done, long tasks) {}

  private Burndown() {}

  /** A row for each day, both included, in this zone; none if the last comes before the first. */
  static List<Day> days(List<Change> changes, LocalDate first, LocalDate last, ZoneId zone) {
    LocalDate earliest = last.minusDays(MOST_DAYS - 1);
    LocalDate from = first.isBefore(earliest) ? earliest : first;
    int count = (int) Math.max(0, ChronoUnit.DAYS.between(from, last) + 1);
    long[] open = new long[count];
    long[] done = new long[count];
    for (Change change : changes) {
      long day = Math.max(0, ChronoUnit.DAYS.between(from, LocalDate.ofInstant(change.at(), zone)));
      if (day < count) (change.done() ? done : open)[(int) day] += change.tasks();
    }
    List<Day> days = new ArrayList<>(count);
    long opened = 0;
    long finished = 0;
    for (int i = 0; i < count; i++) {
      opened += open[i];
      finished += done[i];
      days.add(new Day(from.plusDays(i), opened, finished));
    }
    return days;
  }
}
