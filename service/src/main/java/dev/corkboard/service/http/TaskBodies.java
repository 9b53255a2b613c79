package dev.corkboard.service.http;

import dev.corkboard.domain.Nfc;
import dev.corkboard.domain.Username;
import dev.corkboard.domain.sprint.SprintId;
import dev.corkboard.domain.task.NewTask;
import dev.corkboard.domain.task.TaskContent;
import dev.corkboard.domain.task.TaskPriority;
import dev.corkboard.domain.task.TaskStatus;
import dev.corkboard.readmodel.task.TaskFilter;
import dev.corkboard.readmodel.task.TaskSorts;
import dev.corkboard.service.id.Ids;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** What is said of tasks in bodies and query parameters. */
final class TaskBodies {
  static final Map<String, TaskStatus> STATUSES = byName(TaskStatus.values());
  static final Map<String, TaskPriority> PRIORITIES = byName(TaskPriority.values());
  static final Reader SPRINT = Reader.string().then(
      text -> Ids.isId(text) ? Optional.of(new SprintId(text)) : Optional.empty(),
      new Reader.Wrong("unknown-sprint", "There is no such sprint."));
  private static final Reader USER = Reader.string().then(Filters::username,
      new Reader.Wrong("unknown-user", "There is no such user."));
  private static final Reader TASK = Reader.string().then(
      text -> Ids.isId(text) ? Optional.of(text) : Optional.empty(),
      new Reader.Wrong("unknown-task", "There is no such task."));

  static final Shape CONTENT = Shape.of()
      .required("name", Reader.text(TaskContent.NAME))
      .clearable("description", Reader.text(TaskContent.DESCRIPTION), "")
      .nullable("sprint", SPRINT)
      .defaulted("status", Reader.choice(STATUSES), TaskStatus.TODO)
      .optional("order", Reader.order())
      .nullable("assigned", USER)
      .nullable("started", Reader.date())
      .nullable("due", Reader.date())
      .nullable("completed", Reader.date())
      .nullable("remindAt", Reader.instant())
      .clearable("labels", Reader.list(Reader.text(TaskContent.LABEL), TaskContent.MAX_LABELS), List.of())
      .nullable("estimate", Reader.integer(0, TaskContent.MAX_ESTIMATE))
      .clearable("priority", Reader.choice(PRIORITIES), TaskPriority.NORMAL);

  static final Shape MOVE = Shape.of()
      .nullable("sprint", SPRINT)
      .optional("status", Reader.choice(STATUSES))
      .nullable("before", TASK)
      .nullable("after", TASK);

  private TaskBodies() {}

  @SuppressWarnings("unchecked")
  static NewTask newTask(Map<String, Object> values) {
    Object order = values.get("order");
    return new NewTask((String) values.get("name"), (String) values.get("description"), sprint(values),
        (TaskStatus) values.get("status"), order == null ? OptionalDouble.empty() : OptionalDouble.of((double) order),
        assigned(values), (Optional<LocalDate>) values.get("started"), (Optional<LocalDate>) values.get("due"),
        (Optional<LocalDate>) values.get("completed"), (Optional<Instant>) values.get("remindAt"),
        (List<String>) values.get("labels"), (Optional<Integer>) values.get("estimate"),
        (TaskPriority) values.get("priority"));
  }

  /** The sprint that a body names, if it names one. */
  @SuppressWarnings("unchecked")
  static Optional<SprintId> sprint(Map<String, Object> values) {
    return (Optional<SprintId>) values.getOrDefault("sprint", Optional.empty());
  }

  @SuppressWarnings("unchecked")
  static Optional<Username> assigned(Map<String, Object> values) {
    return (Optional<Username>) values.getOrDefault("assigned", Optional.empty());
  }

  /** In small letters. */
  private static <E extends Enum<E>> Map<String, E> byName(E[] values) {
    Map<String, E> names = new LinkedHashMap<>();
    Arrays.stream(values).forEach(value -> names.put(value.name().toLowerCase(Locale.ROOT), value));
    return names;
  }
}
