package dev.corkboard.readmodel.store;

import dev.corkboard.readmodel.journal.Position;
import dev.corkboard.readmodel.projection.Offsets;
import dev.corkboard.readmodel.projection.View;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Repairs a restored store's main database, in the transaction that gives it another epoch. */
final class StoreRepair {
  private static final Logger LOG = LoggerFactory.getLogger(StoreRepair.class);

  /**
   * All old events come before all new ones, in the order of their numbers, in which each entity's events are as well.
   * The table is written anew with its indexes: an update of all rows took more than twice as long, and left twice the size.
   */
  private static final String[] RENUMBER = {
      "alter table journal.event_journal alter column xid type xid8 using '0'::xid8",
      "analyze journal.event_journal",
      """
          select setval('journal.event_journal_ordering_seq', newest) from (select max(ordering) as newest
          from journal.event_journal) it
          where newest > (select last_value from journal.event_journal_ordering_seq)"""};

  private static final String UNREAD = """
      select min(ordering) from (select ordering from journal.event_journal
        where kind = ? and (xid, ordering) > (?::xid8, ?)) unread""";

  private static final String PARKED = """
      update projection.dead_event d set position = '0000000000000000-' || lpad(to_hex(e.ordering), 16, '0')
      from journal.event_journal e
      where e.persistence_id = d.kind || '|' || d.id and e.sequence_number = d.revision""";

  /** One may be of a revision that was lost, and come back otherwise. */
  private static final String SNAPSHOTS = "truncate journal.snapshot";

  /** The sequence may come from another moment than the events. */
  private static final String TASK_NUMBERS = "select journal.settle_task_numbers()";

  private final Connection connection;
  private final DataSource main;
  private final List<View> views;

  StoreRepair(Connection connection, DataSource main, List<View> all) {
    this.connection = connection;
    this.main = main;
    this.views = all.stream().filter(view -> view.database() == main).toList();
  }

  /** {@code rebuild}: whether the views that are not in the journal's database, or not of its moment, are built again. */
  void run(StoreLook look, boolean rebuild) throws SQLException {
    List<View> again = new ArrayList<>();
    List<View> kept = new ArrayList<>();
    for (View view : views)
      (look.ahead().contains(view.name()) || rebuild && !look.apart() ? again : kept).add(view);
    ViewReset reset = new ViewReset(connection);
    reset.rebuild(again);
    for (View view : kept)
      reset.dropOtherBuilds(view);
    if (look.journal().fromElsewhere()) renumber(kept);
    StoreCheck.execute(connection, SNAPSHOTS);
    StoreCheck.execute(connection, TASK_NUMBERS);
  }

  /** A view has read all before its oldest unread event; what it reads again changes nothing, by its revision. */
  private void renumber(List<View> kept) throws SQLException {
    LOG.warn("Events get the transaction numbers of this PostgreSQL; this takes some ten seconds for a million");
    Map<View, OptionalLong> unread = new HashMap<>();
    for (View view : kept) {
      Position position = Offsets.of(connection, view.name());
      if (!position.equals(Position.START)) unread.put(view, unread(view, position));
    }
    for (String sql : RENUMBER)
      StoreCheck.execute(connection, sql);
    StoreCheck.execute(connection, PARKED);
    for (Map.Entry<View, OptionalLong> each : unread.entrySet()) {
      View view = each.getKey();
      OptionalLong next = each.getValue();
      Offsets.store(connection, view.name(), next.isPresent()
          ? new Position(0, next.getAsLong() - 1)
          : JournalEnds.of(connection, view.kinds()).of(view.kinds()));
    }
  }

  private OptionalLong unread(View view, Position position) throws SQLException {
    OptionalLong least = OptionalLong.empty();
    try (PreparedStatement query = connection.prepareStatement(UNREAD)) {
      for (String kind : view.kinds()) {
        query.setString(1, kind);
        query.setString(2, Long.toUnsignedString(position.xid()));
        query.setLong(3, position.ordering());
        try (ResultSet row = query.executeQuery()) {
          row.next();
          long found = row.getLong(1);
          if (!row.wasNull()) least = OptionalLong.of(Math.min(found, least.orElse(found)));
        }
      }
    }
    return least;
  }
}
