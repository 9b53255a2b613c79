package dev.corkboard.service.http;

import dev.corkboard.domain.Nfc;
import dev.corkboard.domain.Username;
import dev.corkboard.domain.task.TaskContent;
import dev.corkboard.domain.task.TaskPriority;
import dev.corkboard.domain.task.TaskStatus;
import dev.corkboard.readmodel.task.TaskFilter;
import dev.corkboard.readmodel.task.TaskSorts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongBinaryOperator;

/** Reads which tasks a list is to have. */
final class TaskFilters {
  private static final int MOST_VALUES = 100;

  /** The query parameters that {@link #of} reads. */
  static final List<String> PARAMETERS = List.of("sprint", "status", "priority", "assigned", "unassigned", "created_by",
      "id", "number", "backlog", "label", "unlabelled", "estimate", "estimate_min", "estimate_max", "due_min",
      "due_max",
      "updated_since", "q", "ordering");

  private TaskFilters() {}

  static TaskFilter of(Query query) {
    Optional<Long> estimate = estimate(query, "estimate");
    return new TaskFilter(ids(query, "sprint"), choices(query, "status", TaskBodies.STATUSES),
        choices(query, "priority", TaskBodies.PRIORITIES),
        query.some("assigned", MOST_VALUES, "a username", text -> Filters.username(text).map(Username::value)),
        query.some("label", MOST_VALUES, "1 to 40 characters, and not blank", TaskFilters::label), ids(query, "id"),
        Filters.user(query, "created_by").map(Username::value), number(query), Filters.flag(query, "backlog"),
        Filters.flag(query, "unassigned"), Filters.flag(query, "unlabelled"), Filters.date(query, "due_min"),
        Filters.date(query, "due_max"), both(estimate, estimate(query, "estimate_min"), Math::max),
        both(estimate, estimate(query, "estimate_max"), Math::min), Filters.instant(query, "updated_since"),
        query.search("q"),
        query.one("ordering", "order, name, due, started, completed, created_at, updated_at, number, estimate or"
            + " priority, with - for descending", TaskSorts::named).orElse(TaskSorts.ORDER));
  }

  private static List<String> ids(Query query, String name) {
    return query.some(name, MOST_VALUES, "an id", Filters::id);
  }

  private static <T> List<T> choices(Query query, String name, Map<String, T> choices) {
    return query.some(name, MOST_VALUES, "one of " + String.join(", ", choices.keySet()),
        text -> Optional.ofNullable(choices.get(text)));
  }

  private static Optional<String> label(String text) {
    return Optional.of(Nfc.of(text)).filter(label -> TaskContent.LABEL.violation(label).isEmpty());
  }

  private static Optional<Long> number(Query query) {
    return query.one("number", "a number, from 1 on",
        text -> text.matches("[1-9]\\d{0,17}") ? Optional.of(Long.valueOf(text)) : Optional.empty());
  }

  private static Optional<Long> estimate(Query query, String name) {
    return query.one(name, "a number from 0 to " + TaskContent.MAX_ESTIMATE, text -> text.matches("\\d{1,4}")
        ? Optional.of(Long.valueOf(text)).filter(number -> number <= TaskContent.MAX_ESTIMATE)
        : Optional.empty());
  }

  /** The stricter of two bounds. */
  private static Optional<Long> both(Optional<Long> one, Optional<Long> other, LongBinaryOperator stricter) {
    return one.isPresent() && other.isPresent()
        ? Optional.of(stricter.applyAsLong(one.get(), other.get()))
        : one.or(() -> other);
  }
}
