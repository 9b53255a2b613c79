package dev.corkboard.service.reminder;

import dev.corkboard.readmodel.Sql;
import dev.corkboard.domain.reminder.Outcome;
import dev.corkboard.service.reminder.ReminderReport.Day;
import dev.corkboard.service.reminder.ReminderReport.Decided;
import dev.corkboard.service.reminder.ReminderReport.Place;
import dev.corkboard.service.reminder.ReminderReport.Planned;
import dev.corkboard.service.reminder.ReportedPlan.Person;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** Tells what became of somebody's reminders, what is to come, and why there was none or will be none. */
public final class ReminderReports {
  private static final String SENT = "sent";
  private static final String NOT_SENT = "not-sent";
  private static final String PLANNED = "planned";
  /** No digest was ever planned for that date: the account was not there, or its hour had passed. */
  private static final String NOT_PLANNED = "not-planned";

  private final DataSource dataSource;

  /** One way to look at somebody's reminders, at one moment of the database. */
  private record Look(Connection connection, Person person, ReportedPlan plan, ReportedDecisions decisions,
      Instant now) {

    LocalDate today() {
      return person.morning().dateAt(now);
    }

    /** The next digest, today's before it if it was decided that there is none, and reminders of tasks. */
    List<Planned> planned(Optional<LocalDate> date) throws SQLException {
      List<Planned> planned = new ArrayList<>();
      if (today().isBefore(person.nextDate())) decidedToday().ifPresent(planned::add);
      planned.add(plan.digest(person.nextDate(), person.nextAt()));
      planned.addAll(plan.tasks(decisions, now));
      planned.removeIf(each -> date.filter(day -> !day.equals(each.date())).isPresent());
      planned.sort(Comparator.comparing(Planned::at));
      return planned;
    }

    private Optional<Planned> decidedToday() throws SQLException {
      Optional<String> outcome = outcome(today()).filter(it -> !ReportedDecisions.wasMade(it));
      if (outcome.isEmpty()) return Optional.empty();
      Planned digest = plan.digest(today(), person.morning().on(today()));
      return Optional.of(new Planned(digest.messageId(), digest.kind(), digest.date(), digest.at(), digest.task(),
          digest.dueCount(), digest.overdueCount(), outcome));
    }

    Day day(LocalDate date) throws SQLException {
      Instant at = date.equals(person.nextDate()) ? person.nextAt() : person.morning().on(date);
      Optional<String> outcome = outcome(date);
      if (outcome.isPresent()) {
        boolean sent = outcome.get().equals(Outcome.SENT.code());
        return new Day(date, at, sent ? SENT : NOT_SENT, sent ? Optional.empty() : outcome,
            sent ? Optional.of(person.digestId(date)) : Optional.empty());
      }
      if (date.isBefore(person.nextDate())) {
        return new Day(date, at, NOT_SENT, Optional.of(NOT_PLANNED), Optional.empty());
      }
      return new Day(date, at, PLANNED, plan.digest(date, at).reason(), Optional.of(person.digestId(date)));
    }

    private Optional<String> outcome(LocalDate date) throws SQLException {
      String id = person.digestId(date);
      return Optional.ofNullable(decisions.outcomes(List.of(id)).get(id));
    }
  }

  public ReminderReports(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /**
   * Of that date alone if there is one; nothing if there is nobody of that name. There is one decision more than the
   * limit if there is a further page.
   */
  public Optional<ReminderReport> of(String username, Optional<LocalDate> date, Optional<Place> after, int limit,
      Instant now) {
    return Sql.snapshot(dataSource, connection -> {
      Optional<Person> person = ReportedPlan.person(connection, username);
      if (person.isEmpty()) return Optional.empty();
      Look look = new Look(connection, person.get(), new ReportedPlan(connection, person.get()),
          new ReportedDecisions(connection, username), now);
      return Optional.of(report(look, date, after, limit));
    });
  }

  private static ReminderReport report(Look look, Optional<LocalDate> date, Optional<Place> after, int limit)
      throws SQLException {
    Person person = look.person();
    List<Decided> sent = look.decisions().sent(date, limit);
    return new ReminderReport(person.username(), person.timeZone(), person.digestHour(), person.digest(), look.today(),
        look.day(date.orElse(look.today())), look.planned(date), sent, look.decisions().all(date, after, limit + 1));
  }
}
