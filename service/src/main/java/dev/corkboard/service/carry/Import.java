package dev.corkboard.service.carry;

import dev.corkboard.readmodel.Sql;
import dev.corkboard.readmodel.journal.EventDecoder;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/** Loads a file into an empty store: all of it or, whatever happens, nothing. */
public final class Import {
  private static final String LOCK_NOT_HAD = "55P03";

  /** What PostgreSQL calls values that it cannot take, or rows that break a rule of the schema. */
  private static final String BAD_VALUE = "22";
  private static final String BROKEN_RULE = "23";

  private Import() {}

  /** Reads the whole file and judges it, without a store. */
  public static Totals verify(Path file, EventDecoder decoder, Meter meter) {
    EventRows events = new EventRows(decoder);
    try {
      return CarryReader.read(file, meter, (table, row) -> {
        CopyText.of(table, row);
        if (table == CarriedTable.EVENT) events.check(row);
      });
    } catch (SQLException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Refuses a database in which something happened already; schemas need not be there. */
  public static void requireEmpty(DataSource database) {
    Sql.with(database, connection -> {
      requireEmpty(connection);
      return connection;
    });
  }

  /**
   * Loads what {@link #verify} found good, in one transaction.
   *
   * @param database with all schemas; connections whose statements may take their time
   */
  public static Totals load(DataSource database, Path file, Meter meter) {
    try {
      Totals totals = Sql.checkedTransaction(database, connection -> load(connection, file, meter));
      analyze(database);
      return totals;
    } catch (SQLException refused) {
      throw told(refused);
    }
  }

  private static Totals load(Connection connection, Path file, Meter meter) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      // Writers and other imports wait; readers, who have nothing to read yet, do not.
      statement.execute("set local lock_timeout = '30s'");
      statement.execute("lock table " + tables() + " in share row exclusive mode");
      requireEmpty(connection);
      Totals totals = copy(connection, file, meter);
      requireWhole(connection);
      if (totals.events() > 0) {
        statement.execute("select setval('journal.event_journal_ordering_seq', " + totals.events() + ")");
        statement.execute("select journal.settle_task_numbers()");
      }
      return totals;
    }
  }

  private static Totals copy(Connection connection, Path file, Meter meter) throws SQLException {
    try (CopyLoad load = new CopyLoad(connection)) {
      Totals totals = CarryReader.read(file, meter, load);
      load.end();
      return totals;
    }
  }

  private static void requireEmpty(Connection connection) throws SQLException {
    Optional<String> filled = EmptyStore.filled(connection);
    if (filled.isPresent()) {
      throw new CarryException("The store is not empty: there are rows in " + filled.get()
          + ". Import into a new one: another database in DB_URL, or another folder in CORKBOARD_HOME.");
    }
  }

  private static void requireWhole(Connection connection) throws SQLException {
    Optional<Hole> hole = Hole.first(connection);
    if (hole.isPresent()) throw new CarryException("The journal in the file has a hole: " + hole.get() + ".");
  }

  private static CarryException told(SQLException refused) {
    String state = Optional.ofNullable(refused.getSQLState()).orElse("");
    String says = refused.getMessage().lines().findFirst().orElse("nothing");
    if (state.equals(LOCK_NOT_HAD)) {
      return new CarryException("Somebody else writes to this store or imports into it. Stop them and try again.",
          refused);
    }
    if (state.startsWith(BAD_VALUE) || state.startsWith(BROKEN_RULE)) {
      return new CarryException("The store does not take what is in the file: " + says, refused);
    }
    return new CarryException("The database did not take the import, and nothing is stored: " + says, refused);
  }

  private static void analyze(DataSource database) {
    Sql.with(database, connection -> {
      try (Statement statement = connection.createStatement()) {
        return statement.execute("analyze " + tables());
      }
    });
  }

  private static String tables() {
    return Arrays.stream(CarriedTable.values()).map(CarriedTable::table).collect(Collectors.joining(", "));
  }
}
