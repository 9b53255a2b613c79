package dev.corkboard.readmodel.task;

import dev.corkboard.domain.task.TaskStatus;
import dev.corkboard.readmodel.query.Conditions;
import dev.corkboard.readmodel.query.Filter;
import dev.corkboard.readmodel.query.Sort;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * Which tasks; what is not asked for does not matter, and both bounds are included.
 *
 * @param statuses any of them; empty for all
 * @param backlog whether they have no sprint
 */
public record TaskFilter(Optional<String> sprint, List<TaskStatus> statuses, Optional<String> assigned,
    Optional<Boolean> backlog, Optional<String> label, Optional<LocalDate> dueMin, Optional<LocalDate> dueMax,
    Optional<String> q, Sort<TaskView> sort) implements Filter<TaskView> {

  public static final TaskFilter ALL = new TaskFilter(Optional.empty(), List.of(), Optional.empty(), Optional.empty(),
      Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), TaskSorts.ORDER);

  public TaskFilter {
    statuses = statuses.stream().distinct().sorted().toList();
  }

  /** The same in another order. */
  public TaskFilter in(Sort<TaskView> order) {
    return new TaskFilter(sprint, statuses, assigned, backlog, label, dueMin, dueMax, q, order);
  }

  @Override
  public Conditions conditions() {
    Conditions conditions = new Conditions();
    if (sort.expression().equals(TaskSorts.ORDER.expression()))
      conditions.along("sprint", sprint)
          .along("assigned", assigned);
    else
      conditions.equal("sprint", sprint).equal("assigned", assigned);
    return conditions.oneOf("status", statuses.stream().map(TaskTable::stored).toList()).isNull("sprint", backlog)
        .has("labels", label)
        .isNull("due", dueMin.map(date -> false)).atLeast(TaskSorts.DUE, dueMin).atMost(TaskSorts.DUE, dueMax).words(q);
  }
}
