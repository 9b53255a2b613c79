package dev.corkboard.readmodel.table;

import dev.corkboard.readmodel.projection.EntityLoad;
import dev.corkboard.readmodel.projection.Shape;
import dev.corkboard.readmodel.projection.ViewHandler;
import dev.corkboard.readmodel.projection.ViewTables;
import dev.corkboard.readmodel.table.RowHandler.Change;
import java.util.function.Function;

/** The table of a view: with a row for each entity, or with one for each revision of each. */
public final class RowTables implements ViewTables {
  private final Shape shape;
  private final Function<String, ViewHandler> handlers;
  private final Function<String, EntityLoad<?>> loads;

  private RowTables(Shape shape, Function<String, ViewHandler> handlers, Function<String, EntityLoad<?>> loads) {
    this.shape = shape;
    this.handlers = handlers;
    this.loads = loads;
  }

  public static <V extends Shown> RowTables of(Shape shape, Table<V> table, Change<V> change) {
    return new RowTables(shape, schema -> new RowHandler<>(table.in(schema), change),
        schema -> new RowLoad<>(table.in(schema), change));
  }

  public static <V extends Shown> RowTables of(Shape shape, VersionTable<V> versions, Change<V> change) {
    return new RowTables(shape, schema -> new VersionHandler<>(versions.in(schema), change),
        schema -> new VersionLoad<>(versions.in(schema), change));
  }

  @Override
  public Shape shape() {
    return shape;
  }

  @Override
  public ViewHandler handler(String schema) {
    return handlers.apply(schema);
  }

  @Override
  public EntityLoad<?> load(String schema) {
    return loads.apply(schema);
  }
}
