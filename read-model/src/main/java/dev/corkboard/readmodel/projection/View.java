package dev.corkboard.readmodel.projection;

import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import javax.sql.DataSource;

/** A view to be kept in step: its name for ever, what it reads, how it is written, and where. */
public record View(String name, SortedSet<String> kinds, String schema, ViewTables tables, ViewHandler handler,
    DataSource database, AfterCommit afterCommit) {

  public View(String name, Set<String> kinds, String schema, ViewTables tables, DataSource database,
      AfterCommit afterCommit) {
    this(name, Collections.unmodifiableSortedSet(new TreeSet<>(kinds)), schema, tables, tables.handler(schema),
        database, afterCommit);
  }

  /** A second one of it beside it, with a position of its own, of which nobody is told. */
  public View beside(String otherName, String otherSchema, DataSource otherConnections) {
    return new View(otherName, kinds, otherSchema, tables, otherConnections, AfterCommit.NOTHING);
  }

  /** The same, with other connections. */
  public View through(DataSource otherConnections) {
    return new View(name, kinds, schema, tables, otherConnections, afterCommit);
  }
}
