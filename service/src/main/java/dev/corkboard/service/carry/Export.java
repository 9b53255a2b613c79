package dev.corkboard.service.carry;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.corkboard.readmodel.Sql;
import dev.corkboard.service.carry.CarriedTable.Column;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import javax.sql.DataSource;

/** Writes what must outlive an installation, as it is at one moment; the service may go on meanwhile. */
public final class Export {
  private static final int METERED = 1_000;

  private final Connection connection;
  private final CarryWriter writer;
  private final Meter meter;
  private final ByteArrayOutputStream json = new ByteArrayOutputStream();
  private long done;

  private Export(Connection connection, CarryWriter writer, Meter meter) {
    this.connection = connection;
    this.writer = writer;
    this.meter = meter;
  }

  /**
   * @param database connections whose statements may take their time
   */
  public static Totals write(DataSource database, String release, Instant at, Meter meter, OutputStream out) {
    return Sql.with(database, connection -> {
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      connection.setReadOnly(true);
      connection.setAutoCommit(false);
      try {
        CarryWriter writer = new CarryWriter(out);
        writer.header(release, at);
        new Export(connection, writer, meter).tables();
        return writer.end();
      } catch (IOException full) {
        throw new CarryException("The file cannot be written: " + full.getMessage(), full);
      } finally {
        connection.rollback();
      }
    });
  }

  private void tables() throws SQLException, IOException {
    long all = 0;
    for (CarriedTable table : CarriedTable.values())
      all += count(table);
    for (CarriedTable table : CarriedTable.values())
      rows(table, all);
    meter.at(all, all);
  }

  private long count(CarriedTable table) throws SQLException {
    try (Statement query = connection.createStatement(); ResultSet row = query.executeQuery(table.countSql())) {
      row.next();
      return row.getLong(1);
    }
  }

  private void rows(CarriedTable table, long all) throws SQLException, IOException {
    try (Statement query = connection.createStatement()) {
      query.setFetchSize(table.fetched());
      try (ResultSet row = query.executeQuery(table.selectSql())) {
        while (row.next()) {
          writer.row(table, data(table, row));
          if (++done % METERED == 0) meter.at(done, all);
        }
      }
    }
  }

  private byte[] data(CarriedTable table, ResultSet row) throws SQLException, IOException {
    json.reset();
    try (JsonGenerator generator = CarryJson.MAPPER.getFactory().createGenerator(json)) {
      generator.writeStartObject();
      int index = 1;
      for (Column column : table.columns())
        value(generator, row, column, index++);
      generator.writeEndObject();
    }
    return json.toByteArray();
  }

  private static void value(JsonGenerator generator, ResultSet row, Column column, int index)
      throws SQLException, IOException {
    generator.writeFieldName(column.name());
    if (row.getObject(index) == null) generator.writeNull();
    else
      column.type().write(generator, row, index);
  }
}
