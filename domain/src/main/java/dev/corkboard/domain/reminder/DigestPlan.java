package dev.corkboard.domain.reminder;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which local date of a person is decided next, and when. A date is decided once, when its hour comes. If a change of zone
 * or hour puts that hour ahead again, it is decided anew, unless its digest was sent.
 */
public record DigestPlan(LocalDate nextDate, Instant nextAt, Optional<LocalDate> makeUpFrom) {

  /** A downtime of years is not written down date by date. */
  private static final int MOST_MISSED = 366;

  /** The dates that are decided now, those that are only recorded as missed, and the plan after that. */
  public record Step(List<LocalDate> decided, List<LocalDate> missed, DigestPlan next) {}

  /** The plan of somebody new: the first digest hour to come on a date whose digest was not sent. */
  public static DigestPlan first(Morning morning, Set<LocalDate> sent, Instant now) {
    return at(morning, ahead(morning, sent, now), Optional.empty());
  }

  /** The plan, from now on, of somebody all of whose dates before this one are decided. */
  public static DigestPlan from(Morning morning, LocalDate date, Instant now) {
    return at(morning, date, Optional.empty()).notBefore(now);
  }

  /**
   * What is due by the horizon, which is never later than now: up to there the tasks are known. Now says which date it
   * is, and so what is too late.
   */
  public Step step(Morning morning, Instant horizon, Instant now) {
    LocalDate today = morning.dateAt(now);
    LocalDate oldest = today.minusDays(MOST_MISSED);
    LocalDate date = nextDate.isBefore(oldest) ? oldest : nextDate;
    List<LocalDate> decided = new ArrayList<>();
    List<LocalDate> missed = new ArrayList<>();
    for (; !morning.on(date).isAfter(horizon); date = date.plusDays(1)) {
      if (!morning.has(date)) continue;
      LocalDate dueOn = morning.dateAt(morning.on(date)); // a gap at midnight moves it into the next date
      LocalDate skipped = makeUpFrom.orElse(LocalDate.MAX);
      boolean inTime = !dueOn.isBefore(today) || !date.isBefore(skipped);
      (inTime ? decided : missed).add(date);
    }
    // Dates to make up may still lie between the horizon and now.
    return new Step(decided, missed, at(morning, date, date.isBefore(today) ? makeUpFrom : Optional.empty()));
  }

  /**
   * The plan after a change of zone or hour. Dates that lay ahead and that the change skips are made up; one whose digest
   * was sent gets no second, and one whose hour lies ahead again without that is decided anew.
   *
   * @param sent the dates of the digests of late
   */
  public DigestPlan changed(Morning before, Morning after, Set<LocalDate> sent, Instant now) {
    LocalDate today = after.dateAt(now);
    LocalDate ahead = ahead(after, sent, now);
    LocalDate date = ahead.isBefore(nextDate) ? ahead : nextDate;
    LocalDate lived = before.dateAt(now);
    LocalDate from = makeUpFrom.filter(earlier -> earlier.isBefore(lived)).orElse(lived);
    return at(after, date, date.isBefore(today) ? Optional.of(from) : Optional.empty()).notBefore(now);
  }

  private static LocalDate ahead(Morning morning, Set<LocalDate> sent, Instant now) {
    LocalDate date = morning.dateAt(now);
    while (sent.contains(date) || !morning.on(date).isAfter(now))
      date = date.plusDays(1);
    return date;
  }

  /** What a change makes due is due as of the change: only when the tasks are known up to there it is decided. */
  private DigestPlan notBefore(Instant now) {
    return nextAt.isBefore(now) ? new DigestPlan(nextDate, now, makeUpFrom) : this;
  }

  private static DigestPlan at(Morning morning, LocalDate date, Optional<LocalDate> makeUpFrom) {
    LocalDate real = date;
    while (!morning.has(real))
      real = real.plusDays(1);
    return new DigestPlan(real, morning.on(real), makeUpFrom);
  }
}
