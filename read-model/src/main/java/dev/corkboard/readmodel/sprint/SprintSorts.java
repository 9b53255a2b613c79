package dev.corkboard.readmodel.sprint;

import dev.corkboard.readmodel.query.Sort;
import dev.corkboard.readmodel.table.Folding;
import java.util.List;
import java.util.Optional;

/** The orders in which sprints can be listed; names without regard to capitals and accents. */
public final class SprintSorts {

  public static final Sort<SprintView> END = Sort.date("end", "\"end\"", sprint -> sprint.content().end());

  private static final Sort<SprintView> NAME = Sort.text("name", "name_key",
      sprint -> Folding.sortKey(sprint.content().name()));
  private static final List<Sort<SprintView>> ALL = List.of(END, END.downwards(), NAME, NAME.downwards());

  private SprintSorts() {}

  public static Optional<Sort<SprintView>> named(String name) {
    return ALL.stream().filter(sort -> sort.name().equals(name)).findFirst();
  }
}
