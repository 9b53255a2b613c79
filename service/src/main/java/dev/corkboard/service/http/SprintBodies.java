package dev.corkboard.service.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.corkboard.domain.sprint.SprintContent;
import dev.corkboard.domain.sprint.SprintId;
import dev.corkboard.domain.sprint.WipLimits;
import dev.corkboard.service.http.Problem.FieldError;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What is said of sprints in bodies. */
final class SprintBodies {

  static final Shape CONTENT = Shape.of()
      .required("name", Reader.text(SprintContent.NAME))
      .clearable("description", Reader.text(SprintContent.DESCRIPTION), "")
      .nullable("start", Reader.date())
      .required("end", Reader.date())
      .nullable("wip", SprintBodies::limits);

  static final Shape CLOSE = Shape.of().requiredOrNull("moveOpenTo", TaskBodies.SPRINT);

  private static final Shape LIMITS = limitsOfColumns();

  private SprintBodies() {}

  @SuppressWarnings("unchecked")
  static Optional<SprintId> moveOpenTo(Map<String, Object> values) {
    return (Optional<SprintId>) values.get("moveOpenTo");
  }

  /** The values of a reverted sprint as a patch. */
  static Map<String, Object> again(Map<String, Object> values) {
    Map<String, Object> wanted = new HashMap<>(values);
    wanted.computeIfPresent("wip", (field, limits) -> ((Optional<?>) limits).map(WipLimits.class::cast)
        .map(WipLimits::alone));
    return wanted;
  }

  private static Shape limitsOfColumns() {
    Shape shape = Shape.of();
    for (String column : WipLimits.FIELDS.names())
      shape = shape.clearable(column, Reader.integer(1, WipLimits.MAX), WipLimits.TAKEN_BACK);
    return shape;
  }

  /** The limits that are named; null takes one back. */
  private static Reader.Result limits(JsonNode node) {
    if (!node.isObject()) return Reader.wrongType("an object with a limit by status");
    return switch (LIMITS.partly(node)) {
      case Parsed.Good<Map<String, Object>>(Map<String, Object> named) -> {
        Map<String, Object> limits = new HashMap<>();
        named.forEach((column, limit) -> limits.put(column, Optional.of(limit)));
        yield new Reader.Value(WipLimits.FIELDS.with(WipLimits.NONE, limits));
      }
      case Parsed.Bad<Map<String, Object>>(Problem problem) -> {
        FieldError first = problem.errors().getFirst();
        yield new Reader.Wrong(first.code(), first.field() + ": " + first.detail());
      }
    };
  }
}
