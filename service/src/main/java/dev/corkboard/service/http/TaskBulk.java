package dev.corkboard.service.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.corkboard.readmodel.json.FieldNames;
import dev.corkboard.readmodel.json.Json;
import dev.corkboard.service.http.Problem.FieldError;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Runs several operations on tasks in one request, in order; each behaves like its single call. */
final class TaskBulk {
  static final int MOST = 100;
  static final String PATH = "/api/tasks/bulk";
  private static final String TASKS = "/api/tasks";

  /** What can be done, with the fields that say more of it. */
  enum Op {
    CREATE(Set.of("body"), Set.of("key")), PATCH(Set.of("id", "body"), Set.of("ifMatch")), MOVE(Set.of("id", "body"),
        Set.of("ifMatch")), DELETE(Set.of("id"), Set.of("ifMatch")), RESTORE(Set.of("id"), Set.of());

    private final Set<String> required;
    private final Set<String> optional;

    Op(Set<String> required, Set<String> optional) {
      this.required = required;
      this.optional = optional;
    }

    private static Map<String, Op> byName() {
      Map<String, Op> ops = new LinkedHashMap<>();
      Arrays.stream(values()).forEach(op -> ops.put(op.name().toLowerCase(Locale.ROOT), op));
      return ops;
    }
  }

  private static final Reader OBJECT = node -> node.isObject() ? new Reader.Value(node) : Reader.wrongType("an object");
  private static final Reader ANY = Reader.Value::new;
  private static final Shape OPERATIONS = Shape.of().required("operations", Reader.list(ANY, MOST));
  private static final Shape OPERATION = Shape.of()
      .required("op", Reader.choice(Op.byName()))
      .nullable("id", Reader.string())
      .nullable("ifMatch", TaskBulk::ifMatch)
      .nullable("key", Reader.string())
      .nullable("body", OBJECT);

  /** What came of an operation. */
  private record Result(int status, Object body) {}

  private record Results(List<Result> results) {}

  /** A valid operation: it has all fields that it needs, and no others. */
  private record Operation(Op op, Map<String, Object> fields) {
    private String path() {
      String suffix = op == Op.MOVE || op == Op.RESTORE ? "/" + op.name().toLowerCase(Locale.ROOT) : "";
      return field("id").map(id -> TASKS + "/" + id).orElse(TASKS) + suffix;
    }

    @SuppressWarnings("unchecked")
    private <T> Optional<T> field(String name) {
      return (Optional<T>) fields.get(name);
    }
  }

  private final Map<Op, Endpoint.Handler> single;

  /** @param single what makes each as a call of its own, with the id as the first variable */
  TaskBulk(Map<Op, Endpoint.Handler> single) {
    this.single = Map.copyOf(single);
  }

  Answer run(Call call) {
    return OPERATIONS.whole(call).then(values -> {
      List<Result> results = new ArrayList<>();
      for (Object node : (List<?>) values.get("operations"))
        results.add(result(call, (JsonNode) node));
      return Answer.ok(new Results(results)).with(Consistency.HEADER, Consistency.board(call));
    });
  }

  private Result result(Call call, JsonNode node) {
    return switch (OPERATION.of(node).flatMap(TaskBulk::operation)) {
      case Parsed.Good<Operation>(Operation operation) ->
        result(call, operation.path(), answer(call, operation));
      case Parsed.Bad<Operation>(Problem problem) -> result(call, PATH, problem.answer());
    };
  }

  private Answer answer(Call call, Operation operation) {
    Map<String, String> headers = new TreeMap<>();
    operation.<String>field("ifMatch").ifPresent(value -> headers.put("If-Match", value));
    operation.<String>field("key").ifPresent(value -> headers.put("Idempotency-Key", value));
    byte[] body = operation.<JsonNode>field("body").map(Json::bytes).orElseGet(() -> new byte[0]);
    Call part = call.part(operation.path(), operation.<String>field("id").map(List::of).orElseGet(List::of), headers,
        body);
    try {
      return single.get(operation.op()).handle(part);
    } catch (Exception failure) {
      return part.failed(failure).answer();
    }
  }

  private static Result result(Call call, String path, Answer answer) {
    return switch (answer) {
      case Answer.Content content ->
        new Result(content.status(), new RawValue(new String(content.body().plain(), StandardCharsets.UTF_8)));
      case Answer.Empty empty -> new Result(empty.status(), null);
      case Answer.Failed(Problem problem) -> new Result(problem.status(), problem.body(path, call.requestId()));
      case Answer.Stream stream -> throw new IllegalStateException("no operation answers with a stream");
    };
  }

  private static Parsed<Operation> operation(Map<String, Object> fields) {
    Op op = (Op) fields.get("op");
    List<FieldError> errors = new ArrayList<>();
    fields.forEach((name, value) -> {
      boolean given = value instanceof Optional<?> optional && optional.isPresent();
      boolean wanted = op.required.contains(name);
      String field = FieldNames.snake(name);
      if (wanted && !given) errors.add(new FieldError(field, "required", "Must be there."));
      if (given && !wanted && !op.optional.contains(name)) {
        errors.add(new FieldError(field, "not-with-op", "Not with this operation."));
      }
    });
    return errors.isEmpty() ? Parsed.good(new Operation(op, fields)) : Parsed.bad(Problem.invalid(errors));
  }

  /** A revision, or what the header takes. */
  private static Reader.Result ifMatch(JsonNode node) {
    if (node.isIntegralNumber() && node.canConvertToLong()) {
      return new Reader.Value("\"" + node.longValue() + "\"");
    }
    if (!node.isTextual()) return Reader.wrongType("a revision, or a text as the header takes it");
    String text = node.textValue();
    return new Reader.Value(text.matches("\\d{1,18}") ? "\"" + text + "\"" : text);
  }
}
