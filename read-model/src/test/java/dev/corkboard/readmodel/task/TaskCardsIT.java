package dev.corkboard.readmodel.task;

import static dev.corkboard.readmodel.Samples.task;
import static dev.corkboard.readmodel.Samples.taskCreated;
import static dev.corkboard.readmodel.Samples.taskDeleted;
import static dev.corkboard.readmodel.Samples.taskRenamed;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.corkboard.domain.sprint.SprintId;
import dev.corkboard.domain.task.TaskStatus;
import dev.corkboard.readmodel.Sql;
import dev.corkboard.readmodel.TestDatabase;
import dev.corkboard.readmodel.journal.Position;
import dev.corkboard.readmodel.projection.Offsets;
import dev.corkboard.readmodel.projection.ViewHandler;
import dev.corkboard.readmodel.query.Cursor;
import dev.corkboard.readmodel.query.Freshness;
import dev.corkboard.readmodel.query.ListPosition;
import dev.corkboard.readmodel.query.Listing;
import dev.corkboard.readmodel.query.PageRequest;
import dev.corkboard.readmodel.query.RenderedPage;
import dev.corkboard.readmodel.query.TableQueries;
import dev.corkboard.readmodel.query.TestViews;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A whole board at once. */
final class TaskCardsIT {
  private static final PageRequest WHOLE = PageRequest.first(PageRequest.MAX_OF_BOARD);

  private final ViewHandler handler = TaskProjection.TABLES.handler("views");
  private TestDatabase database;
  private TestViews views;
  private Listing<TaskFilter> board;

  @BeforeEach
  void start() {
    database = TestDatabase.create();
    views = new TestViews(database);
    board = new TableQueries<>(database.pool(), TaskCards.TABLE,
        new ListPosition(List.of("tasks"), UnaryOperator.identity()), TaskCards.form(Position::toString));
  }

  @AfterEach
  void stop() {
    database.close();
  }

  @Test
  void cardsStandByStatusAndOrderWithoutTheirDescriptions() {
    create("a", TaskStatus.DONE, 1);
    create("b", TaskStatus.TODO, 2);
    create("c", TaskStatus.TODO, 1);
    create("d", TaskStatus.TESTING, 3);
    create("e", TaskStatus.IN_PROGRESS, 9);
    create("f", TaskStatus.TODO, 1);
    views.apply(handler, "task", "f", 2, taskDeleted("f"));
    views.apply(handler, "task", "x", 1, taskCreated("x", task("of no sprint", 1)));
    JsonNode shown = json(board.list(ofSprint(), WHOLE, Freshness.FRESH));
    assertThat(shown.get("results").findValuesAsText("id")).containsExactly("c", "b", "e", "d", "a");
    assertThat(shown.get("counts").toString()).isEqualTo("""
        {"todo":2,"in_progress":1,"testing":1,"done":1}""");
    assertThat(shown.get("results").get(0).has("description")).isFalse();
    assertThat(shown.get("results").get(0).get("labels").isArray()).isTrue();
    assertThat(shown.propertyStream().map(Map.Entry::getKey)).containsExactly("position", "counts", "results", "next");
  }

  @Test
  void pagesGoThroughAllColumnsAndCountAllOfThem() {
    for (int i = 0; i < 40; i++)
      create("t" + i, TaskStatus.values()[i % 4], i % 7);
    List<String> whole = TestViews.ids(board.list(ofSprint(), WHOLE, Freshness.FRESH));
    List<String> seen = new ArrayList<>();
    Optional<Cursor> after = Optional.empty();
    do {
      RenderedPage page = board.list(ofSprint(), new PageRequest(3, after, true), Freshness.FRESH);
      assertThat(json(page).get("counts").toString()).contains("\"todo\":10");
      assertThat(json(page).get("total").asInt()).isEqualTo(40);
      seen.addAll(TestViews.ids(page));
      after = page.next().map(cursor -> Cursor.read(cursor, TaskSorts.BOARD).orElseThrow());
    } while (after.isPresent());
    assertThat(whole).hasSize(40);
    assertThat(seen).isEqualTo(whole);
  }

  @Test
  void cursorOfAnotherListIsNone() {
    create("a", TaskStatus.TODO, 1);
    create("b", TaskStatus.TODO, 2);
    String cursor = board.list(ofSprint(), PageRequest.first(1), Freshness.FRESH).next().orElseThrow();
    assertThat(Cursor.read(cursor, TaskSorts.BOARD)).isPresent();
    assertThat(Cursor.read(cursor, TaskSorts.ORDER)).isEmpty();
    for (String key : List.of("doing:1", "todo:x", "todo", ":", "1.0", ""))
      assertThat(Cursor.read(new Cursor("board", key, "a").toString(), TaskSorts.BOARD)).as(key).isEmpty();
  }

  @Test
  void largeBoardEndsAtFourMegabytesAndGoesOn() {
    List<String> labels = new ArrayList<>();
    for (int i = 0; i < 20; i++)
      labels.add(i + "\u6771".repeat(38));
    for (int i = 0; i < 2_000; i++)
      views.apply(handler, "task", "t%04d".formatted(i), 1, taskCreated("t%04d".formatted(i), task("n", Map.of("labels",
          labels, "sprint", Optional.of(new SprintId("s1")), "order", (double) i))));
    RenderedPage page = board.list(ofSprint(), WHOLE, Freshness.FRESH);
    assertThat(page.json().length).isBetween(3 << 20, (4 << 20) + 10_000);
    Optional<Cursor> after = Cursor.read(page.next().orElseThrow(), TaskSorts.BOARD);
    RenderedPage rest = board.list(ofSprint(), new PageRequest(2_000, after), Freshness.FRESH);
    assertThat(cards(page) + cards(rest)).isEqualTo(2_000);
  }

  /** Our own reader takes no document that large. */
  private static int cards(RenderedPage page) {
    return new String(page.json(), StandardCharsets.UTF_8).split("\"id\":", -1).length - 1;
  }

  /** The ETag leaves the position out; otherwise a change of any task would make clients read every board again. */
  @Test
  void tagIsOfTheContentWhateverThePosition() {
    create("a", TaskStatus.TODO, 1);
    store(new Position(5, 5));
    RenderedPage before = board.list(ofSprint(), WHOLE, Freshness.FRESH);
    store(new Position(6, 6));
    RenderedPage after = board.list(ofSprint(), WHOLE, Freshness.FRESH);
    assertThat(after.etag()).isEqualTo(before.etag());
    assertThat(before.position()).contains(new Position(5, 5));
    assertThat(after.position()).contains(new Position(6, 6));
    assertThat(json(after).get("position").asText()).isEqualTo(new Position(6, 6).toString());
    views.apply(handler, "task", "a", 2, taskRenamed("a", "a", "b"));
    assertThat(board.list(ofSprint(), WHOLE, Freshness.FRESH).etag()).isNotEqualTo(before.etag());
  }

  private void store(Position position) {
    Sql.transaction(database.pool(), connection -> {
      Offsets.store(connection, "tasks", position);
      return null;
    });
  }

  private void create(String id, TaskStatus status, double order) {
    views.apply(handler, "task", id, 1, taskCreated(id, task("a", Map.of("status", status, "order", order,
        "description", "long", "sprint", Optional.of(new SprintId("s1"))))));
  }

  private static TaskFilter ofSprint() {
    return TaskFilters.with(Map.of("sprints", List.of("s1"), "sort", TaskSorts.BOARD));
  }

  private static JsonNode json(RenderedPage page) {
    return TestViews.json(page.json());
  }
}
