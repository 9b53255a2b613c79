package dev.corkboard.readmodel.table;

import dev.corkboard.readmodel.table.RowCopy.Copy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.List;

/** Adds what is most likely not there yet: many by COPY, which is the cheapest way, a few by statements. */
final class Additions {
  /** COPY takes two statements more, as it needs a savepoint. */
  private static final int FEW = 16;
  private static final String THERE_ALREADY = "23505";

  /** Makes what is to be copied. */
  @FunctionalInterface
  interface Copying<R> {
    Copy of(List<R> rows);
  }

  /** Writes what may be there already. */
  @FunctionalInterface
  interface Writing<R> {
    void write(Connection connection, List<R> rows) throws SQLException;
  }

  private Additions() {}

  static <R> void add(Connection connection, List<R> rows, Copying<R> copying, Writing<R> writing)
      throws SQLException {
    if (rows.size() < FEW || !isCopied(connection, copying.of(rows))) writing.write(connection, rows);
  }

  private static boolean isCopied(Connection connection, Copy copy) throws SQLException {
    Savepoint before = connection.setSavepoint();
    try {
      copy.write(connection);
      connection.releaseSavepoint(before);
      return true;
    } catch (SQLException refused) {
      if (!THERE_ALREADY.equals(refused.getSQLState())) throw refused;
      connection.rollback(before);
      return false;
    }
  }
}
