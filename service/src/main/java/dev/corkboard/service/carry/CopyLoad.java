package dev.corkboard.service.carry;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Loads rows, table after table. Events get the transaction 0, before all that come later, and numbers from 1 on. */
final class CopyLoad implements CarryReader.Rows, AutoCloseable {
  private static final int CHUNK = 1 << 16;
  private static final String BEFORE_ALL = "0";

  private final Connection connection;
  private final ByteArrayOutputStream waiting = new ByteArrayOutputStream();
  private Optional<CopyIn> copy = Optional.empty();
  private CarriedTable table;
  private long events;

  CopyLoad(Connection connection) {
    this.connection = connection;
  }

  @Override
  public void row(CarriedTable of, JsonNode row) throws SQLException {
    if (of != table) begin(of);
    String line = of == CarriedTable.EVENT
        ? CopyText.of(of, row, BEFORE_ALL, Long.toString(++events))
        : CopyText.of(of, row);
    waiting.writeBytes(line.getBytes(StandardCharsets.UTF_8));
    if (waiting.size() >= CHUNK) flush();
  }

  /** After the last row. */
  void end() throws SQLException {
    if (copy.isEmpty()) return;
    flush();
    CopyIn ending = copy.get();
    copy = Optional.empty();
    ending.endCopy();
  }

  /** What was not ended is broken off: with a copy under way the connection would wait for ever to be rolled back. */
  @Override
  public void close() throws SQLException {
    if (copy.isPresent() && copy.get().isActive()) copy.get().cancelCopy();
  }

  private void begin(CarriedTable of) throws SQLException {
    end();
    table = of;
    String sql = of == CarriedTable.EVENT ? of.copySql("xid", "ordering") : of.copySql();
    copy = Optional.of(connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql));
  }

  private void flush() throws SQLException {
    byte[] bytes = waiting.toByteArray();
    waiting.reset();
    copy.orElseThrow().writeToCopy(bytes, 0, bytes.length);
  }
}
