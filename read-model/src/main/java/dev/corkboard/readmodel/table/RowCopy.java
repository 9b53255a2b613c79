package dev.corkboard.readmodel.table;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;

/**
 * Rows as text for COPY, which takes values only and calls no function: what SQL makes of a text is asked for before,
 * once for each text, as most revisions leave it as it is.
 */
final class RowCopy<V extends Shown> {
  private static final String NULL = "\\N";

  private final Connection connection;
  private final Table<V> table;
  private final Map<Column<V>, Map<String, String>> computed = new HashMap<>();

  /**
   * @param rows all that will be written
   */
  RowCopy(Connection connection, Table<V> table, List<Row<V>> rows) throws SQLException {
    this.connection = connection;
    this.table = table;
    for (Column<V> column : table.columns())
      if (column.isComputed()) computed.put(column, compute(column, rows));
  }

  void into(String name, List<Row<V>> rows) throws SQLException {
    StringBuilder text = new StringBuilder();
    for (Row<V> row : rows)
      add(text, row).append('\n');
    copy(name, "", text);
  }

  void versionsInto(String name, List<Version<V>> versions) throws SQLException {
    StringBuilder text = new StringBuilder();
    for (Version<V> version : versions)
      add(text, version.row()).append('\t').append(instant(version.at())).append('\n');
    copy(name, ", valid_from", text);
  }

  private void copy(String name, String more, StringBuilder text) throws SQLException {
    String columns = table.columns().stream().map(Column::quoted).collect(Collectors.joining(", "));
    String sql = "copy " + name + " (id, revision, deleted, " + columns + more + ") from stdin";
    try {
      connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql,
          new ByteArrayInputStream(text.toString().getBytes(UTF_8)));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private Map<String, String> compute(Column<V> column, List<Row<V>> rows) throws SQLException {
    String[] texts = rows.stream().map(row -> (String) column.from().apply(row.view())).distinct()
        .toArray(String[]::new);
    Map<String, String> values = HashMap.newHashMap(texts.length);
    String sql = "select (" + column.value().replace("?", "text") + ")::text from unnest(?) with ordinality"
        + " as texts (text, place) order by place";
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      query.setArray(1, connection.createArrayOf("text", texts));
      try (ResultSet row = query.executeQuery()) {
        for (int i = 0; row.next(); i++)
          values.put(texts[i], row.getString(1));
      }
    }
    return values;
  }

  private StringBuilder add(StringBuilder line, Row<V> row) {
    escape(line, row.view().key());
    line.append('\t').append(row.view().revision()).append('\t').append(row.deleted());
    for (Column<V> column : table.columns()) {
      Object value = column.from().apply(row.view());
      line.append('\t');
      switch (value) {
        case null -> line.append(NULL);
        case String[] texts -> escape(line, array(texts));
        case String text -> escape(line, column.isComputed() ? computed.get(column).get(text) : text);
        default -> line.append(value);
      }
    }
    return line;
  }

  private static String instant(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC).toString();
  }

  private static String array(String[] texts) {
    StringBuilder array = new StringBuilder("{");
    for (String text : texts) {
      if (array.length() > 1) array.append(',');
      array.append('"').append(text.replace("\\", "\\\\").replace("\"", "\\\"")).append('"');
    }
    return array.append('}').toString();
  }

  private static void escape(StringBuilder line, String text) {
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      switch (letter) {
        case '\\' -> line.append("\\\\");
        case '\t' -> line.append("\\t");
        case '\n' -> line.append("\\n");
        case '\r' -> line.append("\\r");
        default -> line.append(letter);
      }
    }
  }
}
