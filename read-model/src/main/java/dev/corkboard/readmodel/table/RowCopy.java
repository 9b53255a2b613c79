package dev.corkboard.readmodel.table;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Rows for COPY, which takes values only and calls no function. */
final class RowCopy<V extends Shown> {
  private static final int EXPECTED_ROW = 600;
  /** The number of columns that every view has. */
  private static final int EVERY_ROW = 5;
  private static final int PIECE = 1 << 20;
  /** Characters of texts. */
  private static final long MADE_AT_ONCE = 4 << 20;

  private final Table<V> table;
  private final List<Field> fields;

  /** Takes rows as they are sent, a piece after the other. */
  @FunctionalInterface
  interface Pieces {
    void next(byte[] bytes) throws SQLException;
  }

  /** Gives all rows, in pieces. */
  @FunctionalInterface
  interface Sent {
    void to(Pieces pieces) throws SQLException;
  }

  /** Rows as they are sent, and the statement that takes them. */
  record Copy(String sql, Sent rows) {
    void write(Connection connection) throws SQLException {
      CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql);
      try {
        rows.to(piece -> copy.writeToCopy(piece, 0, piece.length));
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
    return copy(name, "", rows, row -> row, (bytes, row) -> add(bytes, row, 0));
  }

  Copy versionsInto(String name, List<Version<V>> versions) {
    return copy(name, ", valid_from", versions, Version::row, (bytes, version) -> {
      add(bytes, version.row(), 1);
      bytes.instant(version.from());
    });
  }

  /** Made now, by who has the time for it; but rows with long texts are made as they are sent, a piece at a time. */
  private <R> Copy copy(String name, String more, List<R> rows, Function<R, Row<V>> row,
      BiConsumer<CopyBytes, R> add) {
    String columns = table.columns().stream().map(Column::quoted).collect(Collectors.joining(", "));
    String sql = "copy " + name + " (id, revision, deleted, deleted_by, deleted_at, " + columns + more
        + ") from stdin (format binary)";
    if (rows.stream().mapToLong(it -> table.characters(row.apply(it).view())).sum() > MADE_AT_ONCE) {
      return new Copy(sql, pieces -> send(rows, add, pieces, PIECE));
    }
    List<byte[]> whole = new ArrayList<>();
    try {
      send(rows, add, whole::add, Integer.MAX_VALUE);
    } catch (SQLException impossible) {
      throw new IllegalStateException("a list takes every piece", impossible);
    }
    return new Copy(sql, pieces -> pieces.next(whole.getFirst()));
  }

  private static <R> void send(List<R> rows, BiConsumer<CopyBytes, R> add, Pieces pieces, int piece)
      throws SQLException {
    CopyBytes bytes = new CopyBytes(Math.min(rows.size() * EXPECTED_ROW, PIECE));
    for (R row : rows) {
      add.accept(bytes, row);
      if (bytes.size() >= piece) pieces.next(bytes.take());
    }
    bytes.end();
    pieces.next(bytes.take());
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
    bytes.row(EVERY_ROW + fields.size() + more);
    bytes.text(row.view().key());
    bytes.number(row.view().revision());
    bytes.bool(row.deleted());
    add(bytes, row.deletion().map(deletion -> deletion.by().value()).orElse(null));
    add(bytes, row.deletion().map(deletion -> deletion.at().atOffset(ZoneOffset.UTC)).orElse(null));
    for (Field field : fields)
      add(bytes, field.of(row.view()));
  }

  private static void add(CopyBytes bytes, Object value) {
    switch (value) {
      case null -> bytes.none();
      case String text -> bytes.text(text);
      case String[] texts -> bytes.texts(texts);
      case Double number -> bytes.number(number);
      case Long number -> bytes.number(number);
      case LocalDate date -> bytes.date(date);
      case OffsetDateTime at -> bytes.instant(at.toInstant());
      default -> throw new IllegalArgumentException("no value of a column: " + value.getClass());
    }
  }
}
