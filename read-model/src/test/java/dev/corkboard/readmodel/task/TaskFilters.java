package dev.corkboard.readmodel.task;

import dev.corkboard.domain.Fields;
import dev.corkboard.readmodel.query.Sort;
import java.util.Map;

/** Builds filters of tasks for tests. */
public final class TaskFilters {
  private static final Fields<TaskFilter> FIELDS = Fields.of(TaskFilter.class);

  private TaskFilters() {}

  /** By the names of the filter's fields. */
  public static TaskFilter with(Map<String, ?> values) {
    return FIELDS.with(TaskFilter.ALL, values);
  }

  public static TaskFilter sorted(TaskFilter filter, Sort<TaskView> sort) {
    return FIELDS.with(filter, Map.of("sort", sort));
  }
}
