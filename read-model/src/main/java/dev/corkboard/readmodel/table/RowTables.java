package dev.corkboard.readmodel.table;

import dev.corkboard.readmodel.projection.EntityLoad;
import dev.corkboard.readmodel.projection.Shape;
import dev.corkboard.readmodel.projection.ViewHandler;
import dev.corkboard.readmodel.projection.ViewTables;
import dev.corkboard.readmodel.table.RowHandler.Change;
import java.util.Optional;

/** The tables of a view with a row for each entity, and perhaps one for each of its revisions. */
public final class RowTables<V extends Shown> implements ViewTables {
  private final Shape shape;
  private final Table<V> table;
  private final Optional<VersionTable<V>> versions;
  private final Change<V> change;

  public RowTables(Shape shape, Table<V> table, Change<V> change) {
    this(shape, table, Optional.empty(), change);
  }

  public RowTables(Shape shape, Table<V> table, VersionTable<V> versions, Change<V> change) {
    this(shape, table, Optional.of(versions), change);
  }

  private RowTables(Shape shape, Table<V> table, Optional<VersionTable<V>> versions, Change<V> change) {
    this.shape = shape;
    this.table = table;
    this.versions = versions;
    this.change = change;
  }

  @Override
  public Shape shape() {
    return shape;
  }

  @Override
  public ViewHandler handler(String schema) {
    Table<V> rows = table.in(schema);
    return versions.map(versionTable -> new RowHandler<>(rows, versionTable.in(schema), change))
        .orElseGet(() -> new RowHandler<>(rows, change));
  }

  @Override
  public EntityLoad<?> load(String schema) {
    return new RowLoad<>(table.in(schema), versions.map(versionTable -> versionTable.in(schema)), change);
  }
}
