package dev.corkboard.readmodel.task;

import static dev.corkboard.readmodel.Samples.NUMBER;
import static dev.corkboard.readmodel.Samples.STAMP;
import static dev.corkboard.readmodel.Samples.task;
import static dev.corkboard.readmodel.Samples.taskCreated;
import static dev.corkboard.readmodel.Samples.taskDeleted;
import static dev.corkboard.readmodel.query.TestViews.list;
import static dev.corkboard.readmodel.query.TestViews.pageThrough;
import static org.assertj.core.api.Assertions.assertThat;

import dev.corkboard.domain.Change;
import dev.corkboard.domain.Stamp;
import dev.corkboard.domain.Username;
import dev.corkboard.domain.sprint.SprintId;
import dev.corkboard.domain.task.TaskContent;
import dev.corkboard.domain.task.TaskEvent;
import dev.corkboard.domain.task.TaskId;
import dev.corkboard.domain.task.TaskState;
import dev.corkboard.domain.task.TaskPriority;
import dev.corkboard.domain.task.TaskStatus;
import dev.corkboard.domain.Versions;
import dev.corkboard.readmodel.TestDatabase;
import dev.corkboard.readmodel.projection.ViewHandler;
import dev.corkboard.readmodel.query.Freshness;
import dev.corkboard.readmodel.query.Queries;
import dev.corkboard.readmodel.query.Rendered;
import dev.corkboard.readmodel.query.Sort;
import dev.corkboard.readmodel.query.TableQueries;
import dev.corkboard.readmodel.query.TestViews;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TaskQueriesIT {
  /** In their order. */
  private static final List<String> NAMES = List.of("alpha", "Alpha", "Beta", "émile", "zebra", "Zoë");
  private static final LocalDate DAY = LocalDate.of(2026, 5, 4);

  private final ViewHandler handler = TaskProjection.TABLES.handler("views");
  private final List<TaskView> all = new ArrayList<>();
  private TestDatabase database;
  private TestViews views;
  private Queries<TaskFilter> queries;

  @BeforeEach
  void start() {
    database = TestDatabase.create();
    views = new TestViews(database);
    queries = new TableQueries<>(database.pool(), TaskTable.TABLE);
  }

  @AfterEach
  void stop() {
    database.close();
  }

  /** Events from before texts were stored in one form. */
  @Test
  void labelThatWasStoredInAnotherFormIsFoundAndShownInOurs() {
    create("t1", task("Paint", Map.of()));
    TaskEvent labelled = new TaskEvent.Changed(new TaskId("t1"), Map.of("name", new Change("Paint", "Cafe\u0301"),
        "labels", new Change(List.of(), List.of("u\u0308ber"))), STAMP);
    views.apply(handler, "task", "t1", 2, labelled);
    assertThat(list(queries, filter("label", "\u00FCber"))).containsExactly("t1");
    assertThat(text(queries.find("t1", Freshness.FRESH).orElseThrow())).contains("\"Caf\u00E9\"", "[\"\u00FCber\"]");
  }

  @Test
  void writeSideAndReadSideShowTheSame() {
    TaskContent content = task("Paint", Map.of("sprint", Optional.of(new SprintId("s1")), "status", TaskStatus.TESTING,
        "assigned", Optional.of(new Username("ben")), "started", Optional.of(DAY), "order", 1024.5, "remindAt",
        Optional.of(STAMP.at()), "labels", List.of("big", "a,\"b\"\\"), "estimate", Optional.of(3), "priority",
        TaskPriority.HIGH));
    create("t1", content);
    String shown = text(queries.find("t1", Freshness.FRESH).orElseThrow());
    TaskState.Live live = new TaskState.Live(new TaskId("t1"), NUMBER, content, STAMP.by(), STAMP.at(), STAMP.at(),
        Versions.NONE.next(Map.<String, Object>of().keySet()));
    assertThat(shown).isEqualTo(text(Rendered.of(TaskView.of(live)))).isEqualTo("""
        {"id":"t1","number":7,"name":"Paint","description":"","sprint":"s1","status":"testing","order":1024.5,"assigned":"ben",\
        "started":"2026-05-04","due":null,"completed":null,"remind_at":"2026-05-04T12:00:00.123Z",\
        "labels":["big","a,\\"b\\"\\\\"],"estimate":3,"priority":"high","created_by":"anna","created_at":"2026-05-04T12:00:00.123Z",\
        "updated_at":"2026-05-04T12:00:00.123Z","revision":1}""");
  }

  @Test
  void eachFilterSelects() {
    create("a", task("write a letter", Map.of("sprint", Optional.of(new SprintId("s1")), "status", TaskStatus.DONE,
        "labels", List.of("x", "y"), "due", Optional.of(DAY), "order", 3.0, "estimate", Optional.of(1), "priority",
        TaskPriority.URGENT)));
    create("b", task("read", Map.of("sprint", Optional.of(new SprintId("s1")), "assigned",
        Optional.of(new Username("ben")), "description", "the LETTER of José", "due", Optional.of(DAY.plusDays(1)),
        "order", 2.0, "estimate", Optional.of(2), "priority", TaskPriority.LOW)));
    create("c", task("sleep", Map.of("labels", List.of("y"), "order", 1.0)));
    create("d", task("gone", Map.of("order", 0.0)));
    views.apply(handler, "task", "d", 2, taskDeleted("d"));
    assertThat(list(queries, TaskFilter.ALL)).containsExactly("c", "b", "a");
    assertThat(list(queries, filter("sprint", "s1"))).containsExactly("b", "a");
    assertThat(list(queries, filter("status", "todo"))).containsExactly("c", "b");
    assertThat(list(queries, filter("status", "done,todo"))).containsExactly("c", "b", "a");
    assertThat(list(queries, filter("assigned", "ben"))).containsExactly("b");
    assertThat(list(queries, filter("backlog", "true"))).containsExactly("c");
    assertThat(list(queries, filter("backlog", "false"))).containsExactly("b", "a");
    assertThat(list(queries, filter("label", "y"))).containsExactly("c", "a");
    assertThat(list(queries, by("sprints", List.of("s1", "s2", "s1")))).containsExactly("b", "a");
    assertThat(list(queries, by("assigned", List.of("ben", "anna")))).containsExactly("b");
    assertThat(list(queries, by("labels", List.of("x", "z")))).containsExactly("a");
    assertThat(list(queries, by("ids", List.of("a", "c", "d")))).containsExactly("c", "a");
    assertThat(list(queries, by("priorities", List.of(TaskPriority.URGENT, TaskPriority.LOW)))).containsExactly("b",
        "a");
    assertThat(list(queries, by("createdBy", Optional.of("anna")))).containsExactly("c", "b", "a");
    assertThat(list(queries, by("createdBy", Optional.of("ben")))).isEmpty();
    assertThat(list(queries, by("number", Optional.of(NUMBER)))).containsExactly("c", "b", "a");
    assertThat(list(queries, by("number", Optional.of(NUMBER + 1)))).isEmpty();
    assertThat(list(queries, by("unassigned", Optional.of(true)))).containsExactly("c", "a");
    assertThat(list(queries, by("unlabelled", Optional.of(true)))).containsExactly("b");
    assertThat(list(queries, by("unlabelled", Optional.of(false)))).containsExactly("c", "a");
    assertThat(list(queries, by("estimateMin", Optional.of(2L)))).containsExactly("b");
    assertThat(list(queries, by("estimateMax", Optional.of(2L)))).containsExactly("b", "a");
    assertThat(list(queries, by("updatedSince", Optional.of(STAMP.at().truncatedTo(ChronoUnit.MILLIS)))))
        .containsExactly("c", "b", "a");
    assertThat(list(queries, by("updatedSince", Optional.of(STAMP.at().plusMillis(1))))).isEmpty();
    assertThat(list(queries, filter("dueMin", "2026-05-04"))).containsExactly("b", "a");
    assertThat(list(queries, filter("dueMin", "2026-05-05"))).containsExactly("b");
    assertThat(list(queries, filter("dueMax", "2026-05-04"))).containsExactly("a");
    assertThat(list(queries, filter("q", "letter"))).containsExactly("b", "a");
    assertThat(list(queries, filter("q", "jose"))).containsExactly("b");
    assertThat(list(queries, filter("q", "letter -JOSÉ"))).containsExactly("b");
    assertThat(list(queries, filter("q", "sleep or write"))).isEmpty();
    assertThat(list(queries, filter("q", "\"a letter\""))).containsExactly("a");
    assertThat(list(queries, filter("q", "\"letter read\""))).isEmpty();
    assertThat(list(queries, filter("q", "'\"):&|!*"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"order", "name", "due", "started", "completed", "created_at", "updated_at", "number",
      "estimate",
      "priority"})
  void everyOrderPagesThroughAllWhileOthersWrite(String name) {
    createMany(60);
    for (String direction : List.of("", "-")) {
      Sort<TaskView> sort = TaskSorts.named(direction + name).orElseThrow();
      List<String> expected = all.stream().sorted(comparator(name, !direction.isEmpty())).map(TaskView::key).toList();
      List<String> seen = pageThrough(queries, sorted(sort), 7, this::createOneMore);
      assertThat(seen).doesNotHaveDuplicates();
      assertThat(seen.stream().filter(id -> id.startsWith("t")).toList()).isEqualTo(expected);
    }
  }

  @Test
  void whatCannotBeStoredIsNotFound() {
    create("a", task("a", 1));
    assertThat(list(queries, filter("sprint", "a\0"))).isEmpty();
    assertThat(list(queries, filter("label", "a\0"))).isEmpty();
    assertThat(list(queries, filter("q", "a\0"))).containsExactly("a");
    assertThat(queries.find("a\0", Freshness.FRESH)).isEmpty();
  }

  @Test
  void textsThatFoldingMakesLongAreTaken() {
    create("a", task("\ufdfa".repeat(100), Map.of("description", manyWords())));
    assertThat(pageThrough(queries, sorted(TaskSorts.named("name").orElseThrow()), 1, this::createOneMore))
        .containsOnlyOnce("a");
  }

  @Test
  void deletedTaskIsRestoredAsItWas() {
    create("t", task("first", 1));
    views.apply(handler, "task", "t", 2, taskDeleted("t"));
    assertThat(queries.find("t", Freshness.FRESH)).isEmpty();
    views.apply(handler, "task", "t", 3, new TaskEvent.Restored(new TaskId("t"), Map.of(), Optional.empty(), STAMP));
    views.apply(handler, "task", "t", 3, new TaskEvent.Restored(new TaskId("t"), Map.of(), Optional.empty(), STAMP));
    assertThat(queries.find("t", Freshness.FRESH).orElseThrow().revision()).isEqualTo(3);
  }

  @Test
  void columnsTellWhereCardsStand() {
    for (String id : List.of("a", "b", "c"))
      create(id, task(id, Map.of("order", (double) id.charAt(0), "sprint", Optional.of(new SprintId("s1")))));
    create("x", task("x", 5));
    TaskColumns columns = new TaskColumns(database.pool());
    Optional<String> sprint = Optional.of("s1");
    assertThat(columns.lastOrder(sprint, TaskStatus.TODO)).hasValue('c');
    assertThat(columns.lastOrder(sprint, TaskStatus.DONE)).isEmpty();
    assertThat(columns.countInSprint("s1")).isEqualTo(3);
    TaskCard last = new TaskCard("c", 'c');
    TaskCard first = new TaskCard("a", 'a');
    assertThat(columns.upTo(sprint, TaskStatus.TODO, last, "none", 2)).containsExactly(last, new TaskCard("b", 'b'));
    assertThat(columns.upTo(sprint, TaskStatus.TODO, last, "b", 9)).containsExactly(last, first);
    assertThat(columns.after(sprint, TaskStatus.TODO, first, "b", 9)).containsExactly(last);
    assertThat(columns.after(sprint, TaskStatus.TODO, first, "none", 1)).containsExactly(new TaskCard("b", 'b'));
    assertThat(columns.upTo(Optional.empty(), TaskStatus.TODO, new TaskCard("x", 5), "none", 9)).hasSize(1);
    assertThat(columns.neighbours(sprint, TaskStatus.TODO, last, "none").before()).hasValue(new TaskCard("b", 'b'));
    assertThat(columns.neighbours(sprint, TaskStatus.TODO, last, "b"))
        .isEqualTo(new Neighbours(Optional.of(new TaskCard("a", 'a')), Optional.empty()));
  }

  /** Words of two characters, all different, each character of which folds to six. */
  private static String manyWords() {
    StringBuilder words = new StringBuilder();
    for (char first = '\u3300'; words.length() < 100_000; first = first == '\u3357' ? '\u3300' : (char) (first + 1))
      words.append(first).append((char) ('\u4e00' + words.length() / 3 % 20_000)).append(' ');
    return words.toString();
  }

  private void createMany(int count) {
    Random random = new Random(7);
    for (int i = 0; i < count; i++)
      createRandom("t%03d".formatted(i), random);
  }

  private void createRandom(String id, Random random) {
    String name = NAMES.get(random.nextInt(6));
    long number = random.nextInt(10) + 1;
    Map<String, Object> fields = Map.of("order", (double) random.nextInt(10), "due", maybe(random), "started",
        maybe(random), "completed", maybe(random), "estimate", Optional.of(random.nextInt(5)).filter(it -> it > 1),
        "priority", TaskPriority.values()[random.nextInt(4)]);
    Stamp stamp = new Stamp(STAMP.by(), STAMP.at().plusMillis(random.nextInt(20)), "request");
    views.apply(handler, "task", id, 1, new TaskEvent.Created(new TaskId(id), OptionalLong.of(number),
        task(name, fields), stamp));
    TaskContent content = task(name, fields);
    Stamp later = new Stamp(STAMP.by(), STAMP.at().plusMillis(random.nextInt(20)), "request");
    views.apply(handler, "task", id, 2,
        new TaskEvent.Changed(new TaskId(id), Map.of("description", new Change("", "d")), later));
    all.add(new TaskView(new TaskId(id), number, content, STAMP.by(), stamp.at(), later.at(), 2));
  }

  private void createOneMore() {
    String id = "more" + System.nanoTime();
    create(id, task("mid", Map.of("order", 5.0, "due", Optional.of(DAY.plusDays(2)))));
  }

  private static Optional<LocalDate> maybe(Random random) {
    int days = random.nextInt(6);
    return days == 0 ? Optional.empty() : Optional.of(DAY.plusDays(days));
  }

  private static Comparator<TaskView> comparator(String name, boolean descending) {
    Comparator<TaskView> values = switch (name) {
      case "order" -> Comparator.comparing(task -> task.content().order());
      case "name" -> Comparator.comparing(task -> NAMES.indexOf(task.content().name()));
      case "due" -> dates(task -> task.content().due(), descending);
      case "started" -> dates(task -> task.content().started(), descending);
      case "completed" -> dates(task -> task.content().completed(), descending);
      case "number" -> Comparator.comparing(TaskView::number);
      case "priority" -> Comparator.comparing(task -> task.content().priority());
      case "estimate" ->
        Comparator.comparing(task -> task.content().estimate().orElse(descending ? -1 : Integer.MAX_VALUE));
      case "created_at" -> Comparator.comparing(TaskView::createdAt);
      default -> Comparator.comparing(TaskView::updatedAt);
    };
    Comparator<TaskView> ids = values.thenComparing(TaskView::key);
    return descending ? ids.reversed() : ids;
  }

  private static Comparator<TaskView> dates(Function<TaskView, Optional<LocalDate>> date, boolean descending) {
    LocalDate none = descending ? LocalDate.MIN : LocalDate.MAX;
    return Comparator.comparing(task -> date.apply(task).orElse(none));
  }

  private static TaskFilter sorted(Sort<TaskView> sort) {
    return TaskFilters.sorted(TaskFilter.ALL, sort);
  }

  private static TaskFilter by(String field, Object value) {
    return TaskFilters.with(Map.of(field, value));
  }

  private static TaskFilter filter(String name, String value) {
    return switch (name) {
      case "status" -> by("statuses",
          List.of(value.split(",")).stream().map(status -> TaskStatus.valueOf(status.toUpperCase())).toList());
      case "backlog" -> by(name, Optional.of(Boolean.valueOf(value)));
      case "dueMin", "dueMax" -> by(name, Optional.of(LocalDate.parse(value)));
      case "q" -> by(name, Optional.of(value));
      case "assigned" -> by(name, List.of(value));
      default -> by(name + "s", List.of(value));
    };
  }

  private void create(String id, TaskContent content) {
    views.apply(handler, "task", id, 1, taskCreated(id, content));
  }

  private static String text(Rendered rendered) {
    return new String(rendered.json(), StandardCharsets.UTF_8);
  }
}
