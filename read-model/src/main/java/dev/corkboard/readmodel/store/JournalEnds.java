package dev.corkboard.readmodel.store;

import dev.corkboard.readmodel.journal.Position;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedSet;

/**
 * The newest event of each kind.
 *
 * @param fromElsewhere whether one has a transaction number that this PostgreSQL has not reached, so that readers would
 *        wait for it, and never see what is new
 */
record JournalEnds(Map<String, Position> ends, boolean fromElsewhere) {

  private static final String NEWEST = """
      select xid, ordering, xid >= pg_snapshot_xmax(pg_current_snapshot()) as elsewhere from journal.event_journal
      where kind = ? order by xid desc, ordering desc limit 1""";

  static JournalEnds of(Connection main, Collection<String> kinds) throws SQLException {
    Map<String, Position> ends = new HashMap<>();
    boolean fromElsewhere = false;
    try (PreparedStatement query = main.prepareStatement(NEWEST)) {
      for (String kind : kinds) {
        query.setString(1, kind);
        try (ResultSet row = query.executeQuery()) {
          if (!row.next()) continue;
          ends.put(kind, new Position(Long.parseUnsignedLong(row.getString("xid")), row.getLong("ordering")));
          fromElsewhere |= row.getBoolean("elsewhere");
        }
      }
    }
    return new JournalEnds(ends, fromElsewhere);
  }

  boolean isEmpty() {
    return ends.isEmpty();
  }

  Position of(SortedSet<String> kinds) {
    return kinds.stream().map(kind -> ends.getOrDefault(kind, Position.START)).max(Position::compareTo)
        .orElse(Position.START);
  }
}
