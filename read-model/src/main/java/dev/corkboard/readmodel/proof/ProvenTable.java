package dev.corkboard.readmodel.proof;

import dev.corkboard.readmodel.proof.ProvenView.Shape;
import dev.corkboard.readmodel.table.Column;
import dev.corkboard.readmodel.table.Shown;
import dev.corkboard.readmodel.table.Table;
import dev.corkboard.readmodel.table.VersionTable;
import java.sql.Types;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A table that is compared: which columns, and what each should have by the state that an entity's events lead to.
 *
 * @param everyRevision whether it has a row for each revision of an entity, not only for the latest
 */
public record ProvenTable<S>(String name, boolean everyRevision, List<ProvenColumn<S>> columns) {

  /** A table of its own kind, column by column. */
  public static <S> ProvenTable<S> named(String name) {
    return new ProvenTable<>(name, false, List.of());
  }

  public ProvenTable<S> with(String column, int type, Function<S, Object> value) {
    List<ProvenColumn<S>> more = new ArrayList<>(columns);
    more.add(new ProvenColumn<>(column, type, value));
    return new ProvenTable<>(name, everyRevision, List.copyOf(more));
  }

  static <V extends Shown> ProvenTable<Shape<V>> of(Table<V> table) {
    return new ProvenTable<>(table.name(), false, columns(table));
  }

  static <V extends Shown> ProvenTable<Shape<V>> of(VersionTable<V> versions) {
    return new ProvenTable<>(versions.name(), true, columns(versions.rows()))
        .with("valid_from", Types.TIMESTAMP_WITH_TIMEZONE, shape -> shape.validFrom().atOffset(ZoneOffset.UTC));
  }

  private static <V extends Shown> List<ProvenColumn<Shape<V>>> columns(Table<V> table) {
    List<ProvenColumn<Shape<V>>> columns = new ArrayList<>();
    columns.add(new ProvenColumn<>("revision", Types.BIGINT, shape -> shape.row().view().revision()));
    columns.add(new ProvenColumn<>("deleted", Types.BOOLEAN, shape -> shape.row().deleted()));
    columns.add(new ProvenColumn<>("deleted_by", Types.VARCHAR,
        shape -> shape.row().deletion().map(deletion -> deletion.by().value()).orElse(null)));
    columns.add(new ProvenColumn<>("deleted_at", Types.TIMESTAMP_WITH_TIMEZONE,
        shape -> shape.row().deletion().map(deletion -> deletion.at().atOffset(ZoneOffset.UTC)).orElse(null)));
    for (Column<V> column : table.columns()) {
      columns.add(new ProvenColumn<>(column.name(), column.type(), shape -> column.value(shape.row().view())));
    }
    return columns;
  }

  String key() {
    return everyRevision ? "id, revision" : "id";
  }
}
