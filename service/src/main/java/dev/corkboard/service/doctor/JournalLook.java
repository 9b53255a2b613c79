package dev.corkboard.service.doctor;

import dev.corkboard.readmodel.journal.EventDecoder;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;

/** Whether the journal is whole, can be read, and is seen by its readers. */
public final class JournalLook {
  private static final String MATTER = "journal";
  private static final int TOLD_EVERY = 500;

  private static final String HOLES = """
      select persistence_id, count(*) as has, max(sequence_number) as last from journal.event_journal
      group by persistence_id having count(*) <> max(sequence_number) or min(sequence_number) <> 1
      order by persistence_id""";

  private static final String FROM_THE_FUTURE = """
      select count(*) from journal.event_journal where xid >= pg_snapshot_xmax(pg_current_snapshot())""";

  private static final String EVENTS = """
      select persistence_id, sequence_number, kind, event_ser_manifest, event_payload from journal.event_journal""";

  private static final String HELD_BACK = """
      select 'process ' || pid || ' (' || coalesce(nullif(application_name, ''), usename) || ')' as who,
        extract(epoch from now() - xact_start)::int as seconds
      from pg_stat_activity where backend_xid is not null and xact_start < now() - interval '10 seconds'
      union all
      select 'the prepared transaction ' || gid, extract(epoch from now() - prepared)::int
      from pg_prepared_xacts where prepared < now() - interval '10 seconds'""";

  private final Connection connection;
  private final List<Finding> findings = new ArrayList<>();

  private JournalLook(Connection connection) {
    this.connection = connection;
  }

  /**
   * @param connection without auto-commit, so that rows come in portions
   * @param kinds of entities that there are
   */
  public static List<Finding> at(Connection connection, Set<String> kinds, EventDecoder decoder, LongConsumer progress)
      throws SQLException {
    JournalLook look = new JournalLook(connection);
    look.holes();
    look.transactions();
    long events = look.events(kinds, decoder, progress);
    if (look.findings.isEmpty()) {
      look.findings.add(Finding.ok(MATTER, "%,d events, without a hole, and all can be read.".formatted(events)));
    }
    look.heldBack();
    return look.findings;
  }

  private void holes() throws SQLException {
    List<String> holes = Look.all(connection, HOLES, row -> row.getString("persistence_id") + " has "
        + row.getLong("has") + " of " + row.getLong("last") + " events");
    for (String hole : holes.subList(0, Math.min(Look.SHOWN, holes.size()))) {
      findings.add(Finding.fail(MATTER, "A hole: " + hole + ".",
          "Rows were deleted; bring them back from a backup. Until then the entity is not what it was."));
    }
    if (holes.size() > Look.SHOWN) {
      findings.add(Finding.fail(MATTER, holes.size() - Look.SHOWN + " more entities have holes.", "See above."));
    }
  }

  private void transactions() throws SQLException {
    long future = Look.number(connection, FROM_THE_FUTURE);
    if (future == 0) return;
    findings.add(Finding.fail(MATTER, future + " events have transaction numbers that this PostgreSQL has not reached:"
        + " it was restored from a dump, and views will not see new events.",
        "Stop all nodes and start one: it repairs this before it serves."));
  }

  private long events(Set<String> kinds, EventDecoder decoder, LongConsumer progress) throws SQLException {
    long seen = 0;
    long unread = 0;
    try (Statement query = connection.createStatement()) {
      query.setFetchSize(Look.FETCHED);
      try (ResultSet row = query.executeQuery(EVENTS)) {
        while (row.next()) {
          String fault = fault(row, kinds, decoder);
          if (!fault.isEmpty() && unread++ < Look.SHOWN) unread(row, fault);
          if (++seen % TOLD_EVERY == 0) progress.accept(seen);
        }
      }
    }
    if (unread > Look.SHOWN) {
      findings.add(Finding.fail(MATTER, unread - Look.SHOWN + " more events cannot be read.", "See above."));
    }
    return seen;
  }

  private void unread(ResultSet row, String fault) throws SQLException {
    findings.add(Finding.fail(MATTER, "Event " + row.getLong("sequence_number") + " of "
        + row.getString("persistence_id") + " cannot be read: " + fault + ".",
        "If a newer release wrote it, run that one; else bring the row back from a backup."));
  }

  private static String fault(ResultSet row, Set<String> kinds, EventDecoder decoder) throws SQLException {
    if (!kinds.contains(row.getString("kind"))) return "there is no kind " + row.getString("kind");
    String manifest = row.getString("event_ser_manifest");
    try {
      decoder.decode(row.getBytes("event_payload"), manifest);
      return "";
    } catch (SQLException failed) {
      throw failed;
    } catch (Exception undecodable) {
      return "its payload is no " + manifest;
    }
  }

  private void heldBack() throws SQLException {
    for (Finding held : Look.all(connection, HELD_BACK, row -> Finding.fail(MATTER, "For " + row.getInt("seconds")
        + " s a transaction of " + row.getString("who") + " has been writing: views wait for it.",
        "End it, or wait.")))
      findings.add(held);
  }
}
