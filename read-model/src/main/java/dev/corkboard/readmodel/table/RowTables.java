package dev.corkboard.readmodel.table;

import dev.corkboard.readmodel.projection.EntityLoad;
import dev.corkboard.readmodel.projection.Shape;
import dev.corkboard.readmodel.projection.ViewHandler;
import dev.corkboard.readmodel.projection.ViewTables;
import dev.corkboard.readmodel.table.RowHandler.Change;

/** The table of a view with a row for each entity. */
public final class RowTables<V extends Shown> implements ViewTables {
  private final Shape shape;
  private final Table<V> table;
  private final Change<V> change;

  public RowTables(Shape shape, Table<V> table, Change<V> change) {
    this.shape = shape;
    this.table = table;
    this.change = change;
  }

  @Override
  public Shape shape() {
    return shape;
  }

  @Override
  public ViewHandler handler(String schema) {
    return new RowHandler<>(table.in(schema), change);
  }

  @Override
  public EntityLoad<?> load(String schema) {
    return new RowLoad<>(table.in(schema), change);
  }
}
