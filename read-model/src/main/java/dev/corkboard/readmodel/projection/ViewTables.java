package dev.corkboard.readmodel.projection;

import java.util.Set;

/** The tables of a view: their shape, and how events become rows of them in whichever schema they are. */
public interface ViewTables {
  Shape shape();

  /** Keeps tables in step that already have what came before. */
  ViewHandler handler(String schema);

  /** Fills tables that are empty. */
  EntityLoad<?> load(String schema);

  /** Columns that are not made of events alone. */
  default Set<String> columnsOfOthers() {
    return Set.of();
  }
}
