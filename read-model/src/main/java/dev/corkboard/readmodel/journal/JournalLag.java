package dev.corkboard.readmodel.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.SortedSet;

/** The SQL that tells how far a reader is behind. */
final class JournalLag {

  private static final String NEWEST = """
      select xid, ordering from journal.event_journal where kind = ? %s
      order by xid desc, ordering desc limit 1""";

  private static final String READABLE = "and xid < pg_snapshot_xmin(pg_current_snapshot())";

  private static final String UNSEEN = """
      select count(*) as events, coalesce(extract(epoch from now()) * 1000 - min(write_timestamp), 0)::bigint as millis
      from (select write_timestamp from journal.event_journal
            where kind = ? and (xid, ordering) > (?::xid8, ?) order by xid, ordering limit ?) unseen""";

  private JournalLag() {}

  static JournalHead measure(Connection connection, Position position, SortedSet<String> kinds) throws SQLException {
    Position newest = Position.START;
    Position readable = Position.START;
    long events = 0;
    long millis = 0;
    for (String kind : kinds) {
      newest = later(newest, newest(connection, kind, ""));
      readable = later(readable, newest(connection, kind, READABLE));
      long[] unseen = unseen(connection, kind, position);
      events += unseen[0];
      millis = Math.max(millis, unseen[1]);
    }
    return new JournalHead(newest, readable, events, Duration.ofMillis(millis));
  }

  static Position newest(Connection connection, SortedSet<String> kinds) throws SQLException {
    return newest(connection, kinds, "");
  }

  static Position readable(Connection connection, SortedSet<String> kinds) throws SQLException {
    return newest(connection, kinds, READABLE);
  }

  private static Position newest(Connection connection, SortedSet<String> kinds, String condition)
      throws SQLException {
    Position newest = Position.START;
    for (String kind : kinds)
      newest = later(newest, newest(connection, kind, condition));
    return newest;
  }

  private static Position later(Position one, Position other) {
    return one.compareTo(other) >= 0 ? one : other;
  }

  private static Position newest(Connection connection, String kind, String condition) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(NEWEST.formatted(condition))) {
      query.setString(1, kind);
      try (ResultSet row = query.executeQuery()) {
        if (!row.next()) return Position.START;
        return new Position(Long.parseUnsignedLong(row.getString(1)), row.getLong(2));
      }
    }
  }

  /** How many events, and the age of the oldest in milliseconds. */
  private static long[] unseen(Connection connection, String kind, Position position) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(UNSEEN)) {
      query.setString(1, kind);
      query.setString(2, Long.toUnsignedString(position.xid()));
      query.setLong(3, position.ordering());
      query.setInt(4, JournalHead.COUNTED);
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return new long[]{row.getLong("events"), row.getLong("millis")};
      }
    }
  }
}
