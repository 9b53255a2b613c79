package dev.corkboard.readmodel.table;

import dev.corkboard.domain.Username;
import dev.corkboard.readmodel.table.RowCopy.Copy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The SQL of one view's table. A row is only written over an older revision, so that a repeat changes nothing. */
public final class Table<V extends Shown> {

  /** Makes what is shown of the current row of a result. */
  @FunctionalInterface
  public interface Reading<V> {
    V read(ResultSet row) throws SQLException;
  }

  private final String name;
  private final List<Column<V>> columns;
  private final Reading<V> reading;

  /**
   * @param name with its schema
   * @param columns all but {@code id}, {@code revision}, {@code deleted}, {@code deleted_by} and {@code deleted_at}, which
   *          every view has
   */
  public Table(String name, List<Column<V>> columns, Reading<V> reading) {
    this.name = name;
    this.columns = List.copyOf(columns);
    this.reading = reading;
  }

  public String name() {
    return name;
  }

  /** The same table, read for its deleted rows. */
  public Table<Deleted<V>> ofDeleted() {
    List<Column<Deleted<V>>> all = new ArrayList<>();
    columns.forEach(column -> all.add(column.of(Deleted::view)));
    all.add(Column.text("deleted_by", row -> row.deletedBy().value()));
    all.add(Column.instant("deleted_at", row -> Optional.of(row.deletedAt())));
    return new Table<>(name, all,
        row -> new Deleted<>(read(row), new Username(row.getString("deleted_by")), Rows.instant(row, "deleted_at")));
  }

  /** The same table in another schema. */
  Table<V> in(String schema) {
    return new Table<>(schema + name.substring(name.indexOf('.')), columns, reading);
  }

  /** The same table with one text column read as empty. */
  public Table<V> without(String text) {
    return new Table<>(name,
        columns.stream().map(column -> column.name().equals(text) ? column.unread() : column).toList(), reading);
  }

  /** All but those that every view has. */
  public List<Column<V>> columns() {
    return columns;
  }

  /** What {@link #read} needs, as a list of SQL. */
  public String shownColumns() {
    return "id, revision, " + columns.stream().filter(Column::shown).map(Column::selected)
        .collect(Collectors.joining(", "));
  }

  /** The SQL of how many bytes the texts of a row have, which PostgreSQL knows without reading long ones. */
  public String textBytes() {
    return columns.stream().filter(column -> column.isTextRead())
        .map(column -> "coalesce(octet_length(" + column.quoted() + "), 0)").collect(Collectors.joining(" + "));
  }

  /** How many characters the texts of a row have. */
  long characters(V view) {
    long characters = 0;
    for (Column<V> column : columns)
      if (column.source().apply(view) instanceof String text) characters += text.length();
    return characters;
  }

  /** How many bytes the texts have in the rows of these ids. */
  long bytes(Connection connection, Collection<String> ids) throws SQLException {
    return bytes(connection,
        "select coalesce(sum(" + textBytes() + "), 0) from " + name + " where id = any(?)", ids);
  }

  static long bytes(Connection connection, String sql, Collection<String> ids) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      query.setArray(1, connection.createArrayOf("text", ids.toArray()));
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  public V read(ResultSet row) throws SQLException {
    return reading.read(row);
  }

  /** What {@link #row} needs, as a list of SQL. */
  String rowColumns() {
    return shownColumns() + ", deleted, deleted_by, deleted_at";
  }

  Row<V> row(ResultSet row) throws SQLException {
    if (!row.getBoolean("deleted")) return Row.live(read(row));
    return new Row<>(read(row), Optional.of(
        new Deletion(new Username(row.getString("deleted_by")), Rows.instant(row, "deleted_at"))));
  }

  /** The rows of these ids, deleted ones too. */
  public Map<String, Row<V>> load(Connection connection, Collection<String> ids) throws SQLException {
    Map<String, Row<V>> rows = new HashMap<>();
    if (ids.isEmpty()) return rows;
    String sql = "select " + rowColumns() + " from " + name + " where id = any(?)";
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      query.setArray(1, connection.createArrayOf("text", ids.toArray()));
      try (ResultSet row = query.executeQuery()) {
        while (row.next())
          rows.put(row.getString("id"), row(row));
      }
    }
    return rows;
  }

  /** Writes all rows at once, each entity at most once. */
  public void write(Connection connection, Collection<Row<V>> rows) throws SQLException {
    if (rows.isEmpty()) return;
    try (PreparedStatement upsert = connection.prepareStatement(upsertSql())) {
      for (Row<V> row : rows) {
        bind(connection, upsert, row);
        upsert.addBatch();
      }
      upsert.executeBatch();
    }
  }

  /** Rows of which none is there, to be added by COPY. */
  Copy copy(List<Row<V>> rows) {
    return new RowCopy<>(this).into(name, rows);
  }

  /** Binds a row to the parameters of {@link #insertSql}; answers which parameter comes next. */
  int bind(Connection connection, PreparedStatement insert, Row<V> row) throws SQLException {
    int index = 1;
    insert.setString(index++, row.view().key());
    insert.setLong(index++, row.view().revision());
    insert.setBoolean(index++, row.deleted());
    insert.setString(index++, row.deletion().map(deletion -> deletion.by().value()).orElse(null));
    insert.setObject(index++, row.deletion().map(deletion -> deletion.at().atOffset(ZoneOffset.UTC)).orElse(null),
        Types.TIMESTAMP_WITH_TIMEZONE);
    for (Column<V> column : columns) {
      Object value = column.value(row.view());
      if (value instanceof String[] texts) insert.setArray(index++, connection.createArrayOf("text", texts));
      else
        insert.setObject(index++, value, column.type());
    }
    return index;
  }

  /** A row of a table with these columns and some more, each of which takes one parameter. */
  String insertSql(String into, List<String> more) {
    List<String> names = Stream.concat(names().stream(), more.stream()).toList();
    return "insert into %s (id, %s) values (?%s)".formatted(into, String.join(", ", names),
        ", ?".repeat(names.size()));
  }

  private String upsertSql() {
    String updates = names().stream().map(column -> column + " = excluded." + column)
        .collect(Collectors.joining(", "));
    return insertSql(name + " as old", List.of()) + " on conflict (id) do update set " + updates
        + " where old.revision < excluded.revision";
  }

  private List<String> names() {
    List<String> names = new ArrayList<>(List.of("revision", "deleted", "deleted_by", "deleted_at"));
    columns.forEach(column -> names.add(column.quoted()));
    return names;
  }
}
