package dev.corkboard.readmodel.task;

import dev.corkboard.domain.task.TaskPriority;
import dev.corkboard.domain.task.TaskStatus;
import dev.corkboard.readmodel.query.Conditions;
import dev.corkboard.readmodel.query.Filter;
import dev.corkboard.readmodel.query.Sort;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * Which tasks; what is not asked for does not matter, of several values any will do, and bounds are included.
 *
 * @param backlog whether they have no sprint
 * @param unassigned whether they are nobody's
 * @param unlabelled whether they have no label
 */
public record TaskFilter(List<String> sprints, List<TaskStatus> statuses, List<TaskPriority> priorities,
    List<String> assigned, List<String> labels, List<String> ids, Optional<String> createdBy, Optional<Long> number,
    Optional<Boolean> backlog, Optional<Boolean> unassigned, Optional<Boolean> unlabelled, Optional<LocalDate> dueMin,
    Optional<LocalDate> dueMax, Optional<Long> estimateMin, Optional<Long> estimateMax, Optional<Instant> updatedSince,
    Optional<String> q, Sort<TaskView> sort) implements Filter<TaskView> {

  public static final TaskFilter ALL = new TaskFilter(List.of(), List.of(), List.of(), List.of(), List.of(), List.of(),
      Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
      Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), TaskSorts.ORDER);

  /** Sorts the values, since equal filters must be equal keys of the caches. */
  public TaskFilter {
    sprints = distinct(sprints);
    statuses = distinct(statuses);
    priorities = distinct(priorities);
    assigned = distinct(assigned);
    labels = distinct(labels);
    ids = distinct(ids);
  }

  /** The same in another order. */
  public TaskFilter in(Sort<TaskView> order) {
    return new TaskFilter(sprints, statuses, priorities, assigned, labels, ids, createdBy, number, backlog, unassigned,
        unlabelled, dueMin, dueMax, estimateMin, estimateMax, updatedSince, q, order);
  }

  @Override
  public Conditions conditions() {
    Conditions conditions = new Conditions();
    if (sort.expression().equals(TaskSorts.ORDER.expression()))
      conditions.along("sprint", sprints).along("assigned", assigned).along("created_by", createdBy);
    else
      conditions.equal("sprint", sprints).equal("assigned", assigned).equal("created_by", createdBy);
    return conditions.oneOf("status", statuses.stream().map(TaskTable::stored).toList())
        .oneOfWhole("priority", priorities.stream().map(TaskTable::stored).toList())
        .isNull("sprint", backlog).isNull("assigned", unassigned)
        .has("labels", labels).isEmpty("labels", unlabelled)
        .isNull("due", dueMin.map(date -> false)).atLeast(TaskSorts.DUE, dueMin).atMost(TaskSorts.DUE, dueMax)
        .isNull("estimate", estimateMin.map(number -> false)).atLeastWhole(TaskSorts.ESTIMATE, estimateMin)
        .atMostWhole(TaskSorts.ESTIMATE, estimateMax).equalWhole("number", number).oneOf("id", ids)
        .since("updated_at", updatedSince).words(q);
  }

  private static <T extends Comparable<T>> List<T> distinct(List<T> values) {
    return values.size() < 2 ? List.copyOf(values) : values.stream().distinct().sorted().toList();
  }
}
