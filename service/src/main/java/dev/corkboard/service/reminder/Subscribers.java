package dev.corkboard.service.reminder;

import dev.corkboard.domain.reminder.DigestPlan;
import dev.corkboard.domain.reminder.Morning;
import dev.corkboard.domain.reminder.Subscription;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** What the reminders know of people. The accounts tell every change of a profile, in their own transaction. */
public final class Subscribers {

  /** What of a profile matters here; {@code confirmed} says whether reminders may be mailed to the address. */
  public record Profile(String username, String email, String timeZone, int digestHour, boolean digest,
      boolean active, boolean confirmed) {}

  /** Their rows inside one transaction. */
  public interface People {
    Optional<Subscription> find(String username) throws SQLException;

    void save(Profile profile, DigestPlan plan, Instant now) throws SQLException;

    /** Forgets what was decided on digests of this date and later, but for those that were sent. */
    void reopen(String username, LocalDate from) throws SQLException;
  }

  private final InstantSource clock;

  public Subscribers(InstantSource clock) {
    this.clock = clock;
  }

  /** To be called for a new account and after each change of one; what is so already changes nothing. */
  public void profileChanged(Connection connection, Profile profile) throws SQLException {
    changed(new Table(connection), profile);
  }

  /** Inside one transaction on their rows. */
  public void changed(People people, Profile profile) throws SQLException {
    Instant now = Rows.stored(clock.instant());
    Morning morning = Morning.of(profile.timeZone(), profile.digestHour());
    Optional<Subscription> known = people.find(profile.username());
    DigestPlan plan = Subscription.plan(known, profile.active(), morning, now);
    people.save(profile, plan, now);
    boolean back = known.filter(old -> plan.nextDate().isBefore(old.plan().nextDate())).isPresent();
    if (back) people.reopen(profile.username(), plan.nextDate());
  }

  record Table(Connection connection) implements People {
    /** In days; no two zones are further apart, and no later change looks at dates before. */
    private static final int LATELY = 3;

    @Override
    public Optional<Subscription> find(String username) throws SQLException {
      String sql = """
          select time_zone, digest_hour, active, decided_date, next_date, next_at, make_up_from
          from reminder.subscriber where username = ? for update""";
      try (PreparedStatement select = connection.prepareStatement(sql)) {
        select.setString(1, username);
        ResultSet row = select.executeQuery();
        if (!row.next()) return Optional.empty();
        Morning morning = Morning.of(row.getString(1), row.getInt(2));
        DigestPlan plan = new DigestPlan(Rows.date(row, 5).orElseThrow(), Rows.instant(row, 6).orElseThrow(),
            Rows.date(row, 7));
        Optional<LocalDate> decided = Rows.date(row, 4);
        Set<LocalDate> sent = decided.isPresent() ? sent(username, decided.get().minusDays(LATELY)) : Set.of();
        return Optional.of(new Subscription(morning, row.getBoolean(3), sent, plan));
      }
    }

    private Set<LocalDate> sent(String username, LocalDate from) throws SQLException {
      String sql = """
          select date from reminder.decision
          where username = ? and kind = 'digest' and outcome = 'sent' and date >= ?""";
      try (PreparedStatement select = connection.prepareStatement(sql)) {
        select.setString(1, username);
        select.setObject(2, from);
        ResultSet row = select.executeQuery();
        Set<LocalDate> sent = new HashSet<>();
        while (row.next())
          sent.add(Rows.date(row, 1).orElseThrow());
        return sent;
      }
    }

    @Override
    public void reopen(String username, LocalDate from) throws SQLException {
      String sql = """
          delete from reminder.decision
          where username = ? and kind = 'digest' and outcome <> 'sent' and date >= ?""";
      try (PreparedStatement delete = connection.prepareStatement(sql)) {
        delete.setString(1, username);
        delete.setObject(2, from);
        delete.executeUpdate();
      }
    }

    @Override
    public void save(Profile profile, DigestPlan plan, Instant now) throws SQLException {
      String sql = """
          insert into reminder.subscriber
            (username, email, time_zone, digest_hour, digest, active, since, next_date, next_at, make_up_from,
             confirmed)
          values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
          on conflict (username) do update set
            email = excluded.email, time_zone = excluded.time_zone, digest_hour = excluded.digest_hour,
            digest = excluded.digest, active = excluded.active, next_date = excluded.next_date,
            next_at = excluded.next_at, make_up_from = excluded.make_up_from,
            confirmed = excluded.confirmed""";
      try (PreparedStatement upsert = connection.prepareStatement(sql)) {
        upsert.setString(1, profile.username());
        upsert.setString(2, profile.email());
        upsert.setString(3, profile.timeZone());
        upsert.setInt(4, profile.digestHour());
        upsert.setBoolean(5, profile.digest());
        upsert.setBoolean(6, profile.active());
        upsert.setObject(7, Rows.stamp(now));
        upsert.setObject(8, plan.nextDate());
        upsert.setObject(9, Rows.stamp(plan.nextAt()));
        upsert.setObject(10, plan.makeUpFrom().orElse(null));
        upsert.setBoolean(11, profile.confirmed());
        upsert.executeUpdate();
      }
    }
  }
}
