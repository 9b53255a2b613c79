package dev.corkboard.readmodel.table;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Rows for COPY, which takes values only and calls no function. */
final class RowCopy<V extends Shown> {
  private static final int EXPECTED_ROW = 600;

  private final Table<V> table;
  private final List<Field> fields;

  /** Rows as they are sent, and the statement that takes them. */
  record Copy(String sql, byte[] rows) {
    void write(Connection connection) throws SQLException {
      CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql);
      try {
        copy.writeToCopy(rows, 0, rows.length);
        copy.endCopy();
      } finally {
        // One that is left open would let the connection wait for ever to be rolled back.
        if (copy.isActive()) copy.cancelCopy();
      }
    }
  }

  RowCopy(Table<V> table) {
    this.table = table;
    this.fields = table.columns().stream().map(Field::new).toList();
  }

  Copy into(String name, List<Row<V>> rows) {
    CopyBytes bytes = new CopyBytes(rows.size() * EXPECTED_ROW);
    for (Row<V> row : rows)
      add(bytes, row, 0);
    return copy(name, "", bytes);
  }

  Copy versionsInto(String name, List<Version<V>> versions) {
    CopyBytes bytes = new CopyBytes(versions.size() * EXPECTED_ROW);
    for (Version<V> version : versions) {
      add(bytes, version.row(), 1);
      bytes.instant(version.from());
    }
    return copy(name, ", valid_from", bytes);
  }

  private Copy copy(String name, String more, CopyBytes rows) {
    String columns = table.columns().stream().map(Column::quoted).collect(Collectors.joining(", "));
    return new Copy("copy " + name + " (id, revision, deleted, " + columns + more + ") from stdin (format binary)",
        rows.whole());
  }

  /** A column, and what the row before has in it: most revisions leave a text as it is, and its words are dear. */
  private final class Field {
    private final Column<V> column;
    private Object source;
    private Object value;

    Field(Column<V> column) {
      this.column = column;
    }

    Object of(V view) {
      Object next = column.source().apply(view);
      if (next == null || !next.equals(source)) {
        source = next;
        value = column.make().apply(next);
      }
      return value;
    }
  }

  private void add(CopyBytes bytes, Row<V> row, int more) {
    bytes.row(3 + fields.size() + more);
    bytes.text(row.view().key());
    bytes.number(row.view().revision());
    bytes.bool(row.deleted());
    for (Field field : fields)
      add(bytes, field.of(row.view()));
  }

  private static void add(CopyBytes bytes, Object value) {
    switch (value) {
      case null -> bytes.none();
      case String text -> bytes.text(text);
      case String[] texts -> bytes.texts(texts);
      case Double number -> bytes.number(number);
      case LocalDate date -> bytes.date(date);
      case OffsetDateTime at -> bytes.instant(at.toInstant());
      default -> throw new IllegalArgumentException("no value of a column: " + value.getClass());
    }
  }
}
