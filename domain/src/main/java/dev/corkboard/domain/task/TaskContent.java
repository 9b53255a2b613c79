package dev.corkboard.domain.task;

import dev.corkboard.domain.FieldMerge;
import dev.corkboard.domain.Fields;
import dev.corkboard.domain.Nfc;
import dev.corkboard.domain.TextRule;
import dev.corkboard.domain.Username;
import dev.corkboard.domain.sprint.SprintId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What everybody may change about a task; texts are in NFC, whatever they were in events of long ago. */
public record TaskContent(String name, String description, Optional<SprintId> sprint, TaskStatus status, double order,
    Optional<Username> assigned, Optional<LocalDate> started, Optional<LocalDate> due, Optional<LocalDate> completed,
    Optional<Instant> remindAt, List<String> labels, Optional<Integer> estimate, TaskPriority priority) {

  public static final Fields<TaskContent> FIELDS = Fields.of(TaskContent.class);
  public static final TextRule NAME = TextRule.line(1, 100);
  public static final TextRule DESCRIPTION = TextRule.paragraphs(0, 20_000);
  public static final TextRule LABEL = TextRule.line(1, 40);
  public static final int MAX_LABELS = 20;
  public static final int MAX_ESTIMATE = 1000;

  public TaskContent {
    name = Nfc.of(name);
    description = Nfc.of(description);
    Objects.requireNonNull(sprint);
    Objects.requireNonNull(status);
    Objects.requireNonNull(assigned);
    Objects.requireNonNull(started);
    Objects.requireNonNull(due);
    Objects.requireNonNull(completed);
    Objects.requireNonNull(remindAt);
    labels = distinct(labels);
    if (estimate == null) estimate = Optional.empty(); // an older event has neither
    if (priority == null) priority = TaskPriority.NORMAL;
    if (!Double.isFinite(order)) throw new IllegalArgumentException("not an order: " + order);
    order += 0.0; // makes -0.0, which would differ from 0.0, the same
  }

  /** Labels merge one by one; of any other field one value wins. */
  public static Optional<Object> merge(String field, Object base, Object yours, Object theirs) {
    return field.equals("labels")
        ? Optional.of(FieldMerge.byElement((List<?>) base, (List<?>) yours, (List<?>) theirs))
        : Optional.empty();
  }

  /** Labels that are equal in NFC are one; nothing else makes two of them the same. */
  private static List<String> distinct(List<String> labels) {
    return labels.isEmpty() ? List.of() : labels.stream().map(Nfc::of).distinct().toList();
  }
}
