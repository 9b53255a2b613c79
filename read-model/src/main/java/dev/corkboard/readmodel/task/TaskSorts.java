package dev.corkboard.readmodel.task;

import dev.corkboard.domain.task.TaskStatus;
import dev.corkboard.readmodel.query.Sort;
import dev.corkboard.readmodel.query.Stretches;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The orders in which tasks can be listed; names as people read them. */
public final class TaskSorts {

  public static final Sort<TaskView> ORDER = Sort.number("order", "\"order\"", task -> task.content().order());

  /** Column by column, as a board shows it. */
  public static final Sort<TaskView> BOARD = ORDER.within("board", new Stretches<>("status",
      Arrays.stream(TaskStatus.values()).map(TaskTable::stored).toList(),
      task -> TaskTable.stored(task.content().status())));

  /** The date by which tasks are indexed: those without one are due last. */
  static final String DUE = Sort.noneLast("due");

  /** The estimate by which tasks are indexed: those without one come last. */
  static final String ESTIMATE = Sort.noNumberLast("estimate");

  private static final List<Sort<TaskView>> ALL = all();

  private TaskSorts() {}

  public static Optional<Sort<TaskView>> named(String name) {
    return ALL.stream().filter(sort -> sort.name().equals(name)).findFirst();
  }

  private static List<Sort<TaskView>> all() {
    List<Sort<TaskView>> all = new ArrayList<>();
    both(all, ORDER);
    both(all, Sort.name("name", "name_key", task -> task.content().name()));
    both(all, Sort.instant("created_at", "created_at", TaskView::createdAt));
    both(all, Sort.instant("updated_at", "updated_at", TaskView::updatedAt));
    both(all, Sort.whole("number", "number", TaskView::number));
    both(all, Sort.whole("priority", "priority", task -> TaskTable.stored(task.content().priority())));
    all.add(Sort.wholeOrNone("estimate", "estimate", TaskSorts::estimate));
    all.add(Sort.wholeOrNoneDescending("estimate", "estimate", TaskSorts::estimate));
    dates(all, "due", task -> task.content().due());
    dates(all, "started", task -> task.content().started());
    dates(all, "completed", task -> task.content().completed());
    return List.copyOf(all);
  }

  private static Optional<Long> estimate(TaskView task) {
    return task.content().estimate().map(Integer::longValue);
  }

  private static void both(List<Sort<TaskView>> all, Sort<TaskView> upwards) {
    all.add(upwards);
    all.add(upwards.downwards());
  }

  private static void dates(List<Sort<TaskView>> all, String column, Function<TaskView, Optional<LocalDate>> date) {
    all.add(Sort.dateOrNone(column, column, date));
    all.add(Sort.dateOrNoneDescending(column, column, date));
  }
}
