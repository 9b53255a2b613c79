package dev.corkboard.readmodel.sprint;

import dev.corkboard.readmodel.query.Sort;
import java.util.List;
import java.util.Optional;

/** The orders in which sprints can be listed; names as people read them. */
public final class SprintSorts {

  public static final Sort<SprintView> END = Sort.date("end", "\"end\"", sprint -> sprint.content().end());

  private static final Sort<SprintView> NAME = Sort.name("name", "name_key",
      sprint -> sprint.content().name());
  private static final List<Sort<SprintView>> ALL = List.of(END, END.downwards(), NAME, NAME.downwards());

  private SprintSorts() {}

  public static Optional<Sort<SprintView>> named(String name) {
    return ALL.stream().filter(sort -> sort.name().equals(name)).findFirst();
  }
}
