package dev.corkboard.service.reminder;

import dev.corkboard.domain.reminder.DigestPlan;
import dev.corkboard.domain.reminder.Subscription;
import dev.corkboard.readmodel.Sql;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import javax.sql.DataSource;

/** Hands the reminders' own tables to tests of other packages. */
public final class SqlReminders {
  private SqlReminders() {}

  public static ReminderStore store(DataSource dataSource) {
    return new ReminderTable(dataSource);
  }

  /** Each call in a transaction of its own. */
  public static Subscribers.People people(DataSource dataSource) {
    return new Subscribers.People() {
      @Override
      public Optional<Subscription> find(String username) throws SQLException {
        return Sql.checkedTransaction(dataSource, connection -> new Subscribers.Table(connection).find(username));
      }

      @Override
      public void save(Subscribers.Profile profile, DigestPlan plan, Instant now) throws SQLException {
        Sql.checkedTransaction(dataSource, connection -> {
          new Subscribers.Table(connection).save(profile, plan, now);
          return null;
        });
      }

      @Override
      public void reopen(String username, LocalDate from) throws SQLException {
        Sql.checkedTransaction(dataSource, connection -> {
          new Subscribers.Table(connection).reopen(username, from);
          return null;
        });
      }
    };
  }
}
