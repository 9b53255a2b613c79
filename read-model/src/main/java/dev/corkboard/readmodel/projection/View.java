package dev.corkboard.readmodel.projection;

import java.util.SortedSet;
import java.util.TreeSet;
import java.util.Set;
import javax.sql.DataSource;

/** A view to be kept in step: its name for ever, what it reads, how it is written, and where. */
public record View(String name, SortedSet<String> kinds, ViewHandler handler, DataSource database,
    AfterCommit afterCommit) {

  public View(String name, Set<String> kinds, ViewHandler handler, DataSource database, AfterCommit afterCommit) {
    this(name, new TreeSet<>(kinds), handler, database, afterCommit);
  }
}
