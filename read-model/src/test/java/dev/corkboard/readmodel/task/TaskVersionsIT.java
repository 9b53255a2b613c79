package dev.corkboard.readmodel.task;

import static dev.corkboard.readmodel.Samples.NUMBER;
import static dev.corkboard.readmodel.Samples.STAMP;
import static dev.corkboard.readmodel.Samples.task;
import static org.assertj.core.api.Assertions.assertThat;

import dev.corkboard.domain.Change;
import dev.corkboard.domain.Stamp;
import dev.corkboard.domain.Username;
import dev.corkboard.domain.sprint.SprintId;
import dev.corkboard.domain.task.TaskContent;
import dev.corkboard.domain.task.TaskEvent;
import dev.corkboard.domain.task.TaskId;
import dev.corkboard.domain.task.TaskPriority;
import dev.corkboard.domain.task.TaskStatus;
import dev.corkboard.readmodel.Sql;
import dev.corkboard.readmodel.TestDatabase;
import dev.corkboard.readmodel.journal.JournalEvent;
import dev.corkboard.readmodel.journal.Position;
import dev.corkboard.readmodel.projection.ViewHandler;
import dev.corkboard.readmodel.query.Cursor;
import dev.corkboard.readmodel.query.Freshness;
import dev.corkboard.readmodel.query.PageRequest;
import dev.corkboard.readmodel.query.Past;
import dev.corkboard.readmodel.query.Queries;
import dev.corkboard.readmodel.query.Rendered;
import dev.corkboard.readmodel.query.RenderedPage;
import dev.corkboard.readmodel.query.Sort;
import dev.corkboard.readmodel.query.TableQueries;
import dev.corkboard.readmodel.query.TestViews;
import dev.corkboard.readmodel.query.VersionQueries;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class TaskVersionsIT {
  private static final Instant START = Instant.parse("2026-05-04T12:00:00Z");
  private static final LocalDate DAY = LocalDate.of(2026, 5, 4);

  private final List<ViewHandler> handlers = List.of(TaskProjection.TABLES.handler("views"),
      TaskProjection.VERSION_TABLES.handler("views"));
  private final List<JournalEvent> journal = new ArrayList<>();
  private final Map<String, TaskContent> contents = new HashMap<>();
  private TestDatabase database;
  private Queries<TaskFilter> now;
  private Past<TaskFilter> past;

  @BeforeEach
  void start() {
    database = TestDatabase.create();
    now = new TableQueries<>(database.pool(), TaskTable.TABLE);
    past = new VersionQueries<>(database.pool(), TaskTable.VERSIONS);
  }

  @AfterEach
  void stop() {
    database.close();
  }

  @Test
  void listsOfThePastAreWhatTheyWereThen() {
    Random random = new Random(5);
    Map<Instant, Map<TaskFilter, String>> then = new LinkedHashMap<>();
    for (int second = 0; second < 40; second++) {
      Instant at = START.plusSeconds(second);
      for (int i = 0; i < 4; i++)
        apply(somethingHappens(random, at));
      then.put(at, shownNow());
    }
    then.forEach((instant, lists) -> lists.forEach((filter, shown) -> {
      assertThat(text(past.list(filter, PageRequest.first(100), instant))).isEqualTo(shown);
      assertThat(text(past.list(filter, PageRequest.first(100), instant.plusMillis(999)))).isEqualTo(shown);
    }));
    assertThat(text(past.list(TaskFilter.ALL, PageRequest.first(100), START.minusMillis(1))))
        .contains("\"results\":[]");
  }

  @Test
  void everyOrderPagesThroughThePastWhileOthersWrite() {
    Random random = new Random(6);
    for (int second = 0; second < 30; second++)
      for (int i = 0; i < 4; i++)
        apply(somethingHappens(random, START.plusSeconds(second)));
    Instant instant = START.plusSeconds(30);
    Map<TaskFilter, String> lists = shownNow();
    int later = 31;
    for (Map.Entry<TaskFilter, String> list : lists.entrySet()) {
      List<String> ids = new ArrayList<>();
      Optional<String> next = Optional.empty();
      do {
        Optional<Cursor> after = next.map(it -> Cursor.read(it, list.getKey().sort()).orElseThrow());
        RenderedPage page = past.list(list.getKey(), new PageRequest(3, after), instant);
        ids.addAll(TestViews.ids(page));
        next = page.next();
        apply(somethingHappens(random, START.plusSeconds(later++)));
      } while (next.isPresent());
      assertThat(ids).isEqualTo(ids(list.getValue()));
    }
  }

  @Test
  void lastOfSeveralEventsAtOneInstantCounts() {
    apply(created("a", START), renamed("a", 2, "second", START), renamed("a", 3, "third", START));
    assertThat(past.find("a", START).orElseThrow().revision()).isEqualTo(3);
    assertThat(past.find("a", START.minusMillis(1))).isEmpty();
    assertThat(text(past.list(TaskFilter.ALL, PageRequest.first(5), START))).contains("third").doesNotContain("second");
  }

  @Test
  void clockThatWentBackHidesNoRevision() {
    apply(created("a", START.plusSeconds(10)));
    apply(renamed("a", 2, "second", START));
    apply(renamed("a", 3, "third", START.plusSeconds(20)));
    assertThat(past.find("a", START.plusSeconds(9))).isEmpty();
    assertThat(past.find("a", START.plusSeconds(10)).orElseThrow().revision()).isEqualTo(2);
    assertThat(past.find("a", START.plusSeconds(20)).orElseThrow().revision()).isEqualTo(3);
    assertThat(text(past.find("a", 2).orElseThrow())).contains("\"updated_at\":\"2026-05-04T12:00:00.000Z\"");
  }

  @Test
  void deletionAndRestorationShowWhenTheyWere() {
    apply(created("a", START), deleted("a", 2, START.plusSeconds(1)), restored("a", 3, START.plusSeconds(2)));
    assertThat(past.find("a", START).orElseThrow().revision()).isEqualTo(1);
    assertThat(past.find("a", START.plusSeconds(1))).isEmpty();
    assertThat(past.find("a", START.plusSeconds(2)).orElseThrow().revision()).isEqualTo(3);
    assertThat(past.find("a", 1)).isPresent();
    assertThat(past.find("a", 2)).isEmpty();
    assertThat(past.find("a", 3)).isPresent();
    assertThat(past.find("a", 4)).isEmpty();
    assertThat(past.find("b\0", 1)).isEmpty();
  }

  @Test
  void repeatAndReplayGiveTheSameVersions() {
    Random random = new Random(7);
    for (int second = 0; second < 20; second++)
      apply(somethingHappens(random, START.plusSeconds(second * (second % 3))));
    String eventByEvent = versions();
    journal.forEach(this::applyOnly);
    assertThat(versions()).isEqualTo(eventByEvent);
    database.execute("truncate views.task, views.task_version");
    apply(journal);
    assertThat(versions()).isEqualTo(eventByEvent).hasSizeGreaterThan(100);
  }

  @Test
  void pageOfThePastIsReadByAnIndex() {
    database.execute("""
        insert into views.task_version (id, name, name_key, description, sprint, status, "order", assigned, started, due,
          completed, remind_at, labels, created_by, created_at, updated_at, revision, deleted, valid_from, words, number,
          label_keys, priority) select 'id' || i, 'name', 'name', '', 's' || i % 2, 'todo', i * 7919 % 20011, null,
          null, null, null, null, '{}', 'anna', t, t, r, false, t + r * interval '1 hour', '', i, '{}', 2
        from (select i, timestamptz '2026-01-01' + i * interval '1 minute' as t from generate_series(1, 4000) i) tasks,
          generate_series(1, 5) r""");
    database.execute("analyze views.task_version");
    for (String instant : List.of("2026-01-01T02:00:00Z", "2026-01-02T00:00:00Z", "2026-01-04T00:00:00Z")) {
      assertThat(plan("sprint = 's1'", instant)).doesNotContain("Seq Scan").contains("task_version_pkey");
      assertThat(plan("true", instant)).doesNotContain("Seq Scan").contains("task_version_pkey");
    }
  }

  private String plan(String condition, String instant) {
    return database.text("explain (format json) select id from views.task_version version where not deleted and "
        + condition + " and valid_from <= '" + instant + "' and not exists (select from views.task_version next"
        + " where next.id = version.id and next.revision = version.revision + 1 and next.valid_from <= '" + instant
        + "') order by \"order\", id limit 21");
  }

  private Map<TaskFilter, String> shownNow() {
    Map<TaskFilter, String> shown = new LinkedHashMap<>();
    for (TaskFilter filter : filters())
      shown.put(filter, text(now.list(filter, PageRequest.first(100), Freshness.FRESH)));
    return shown;
  }

  /** Each filter once, and all in every order. */
  private static List<TaskFilter> filters() {
    Stream<Map<String, Object>> filters = Stream.of(Map.of("sprints", List.of("s1")),
        Map.of("sprints", List.of("s1", "s2")),
        Map.of("statuses", List.of(TaskStatus.TODO), "backlog", Optional.of(true)),
        Map.of("statuses", List.of(TaskStatus.DONE, TaskStatus.TESTING)),
        Map.of("priorities", List.of(TaskPriority.URGENT, TaskPriority.LOW)), Map.of("assigned", List.of("ben")),
        Map.of("unassigned", Optional.of(true)), Map.of("createdBy", Optional.of(STAMP.by().value())),
        Map.of("labels", List.of("x")), Map.of("labels", List.of("x", "z")), Map.of("unlabelled", Optional.of(false)),
        Map.of("ids", List.of("t1", "t2", "t3")), Map.of("number", Optional.of(NUMBER)),
        Map.of("estimateMin", Optional.of(1L), "estimateMax", Optional.of(2L)),
        Map.of("updatedSince", Optional.of(START.plusSeconds(60))),
        Map.of("dueMin", Optional.of(DAY.plusDays(2)), "dueMax", Optional.of(DAY.plusDays(4))),
        Map.of("q", Optional.of("alpha or zoe")));
    Stream<TaskFilter> orders = Stream.of("order", "name", "due", "started", "completed", "created_at", "updated_at",
        "number", "estimate", "priority")
        .flatMap(name -> Stream.of(name, "-" + name))
        .map(name -> TaskFilters.sorted(TaskFilter.ALL, TaskSorts.named(name).orElseThrow()));
    return Stream.concat(filters.map(TaskFilters::with), orders).toList();
  }

  private JournalEvent somethingHappens(Random random, Instant at) {
    String id = "t" + random.nextInt(12);
    long revision = revision(id) + 1;
    boolean deleted = revision > 1 && last(id) instanceof TaskEvent.Deleted;
    if (revision == 1) return created(id, content(random), at);
    if (deleted) return restored(id, revision, at);
    if (random.nextInt(5) == 0) return deleted(id, revision, at);
    TaskContent before = contents.get(id);
    TaskContent after = content(random);
    contents.put(id, after);
    return event(id, revision,
        new TaskEvent.Changed(new TaskId(id), TaskContent.FIELDS.diff(before, after), stamp(at)));
  }

  private static TaskContent content(Random random) {
    Optional<LocalDate> date = Optional.of(DAY.plusDays(random.nextInt(5))).filter(any -> random.nextBoolean());
    return task(List.of("alpha", "Beta", "Zoë", "zebra").get(random.nextInt(4)), Map.of(
        "order", (double) random.nextInt(5), "due", date, "started", date, "completed", date,
        "sprint", Optional.of(new SprintId("s" + random.nextInt(3))).filter(any -> random.nextInt(3) > 0),
        "status", TaskStatus.values()[random.nextInt(4)],
        "assigned", Optional.of(new Username("ben")).filter(any -> random.nextBoolean()),
        "estimate", Optional.of(random.nextInt(4)).filter(any -> random.nextBoolean()),
        "labels", random.nextBoolean() ? List.of("x", "y") : List.of("y")));
  }

  private JournalEvent created(String id, Instant at) {
    return created(id, task("first", 1), at);
  }

  private JournalEvent created(String id, TaskContent content, Instant at) {
    contents.put(id, content);
    return event(id, 1, new TaskEvent.Created(new TaskId(id), OptionalLong.of(NUMBER), content, stamp(at)));
  }

  private JournalEvent renamed(String id, long revision, String to, Instant at) {
    return event(id, revision, new TaskEvent.Changed(new TaskId(id), Map.of("name", new Change("", to)), stamp(at)));
  }

  private JournalEvent deleted(String id, long revision, Instant at) {
    return event(id, revision, new TaskEvent.Deleted(new TaskId(id), Optional.empty(), stamp(at)));
  }

  private JournalEvent restored(String id, long revision, Instant at) {
    return event(id, revision, new TaskEvent.Restored(new TaskId(id), Map.of(), Optional.empty(), stamp(at)));
  }

  private static JournalEvent event(String id, long revision, TaskEvent event) {
    return new JournalEvent(new Position(1, revision), "task", id, revision, "test", event, START);
  }

  private static Stamp stamp(Instant at) {
    return new Stamp(STAMP.by(), at, "request");
  }

  private long revision(String id) {
    return journal.stream().filter(event -> event.id().equals(id)).count();
  }

  private Object last(String id) {
    return journal.stream().filter(event -> event.id().equals(id)).reduce((first, second) -> second).orElseThrow()
        .event();
  }

  private void apply(JournalEvent... events) {
    for (JournalEvent event : events) {
      journal.add(event);
      applyOnly(event);
    }
  }

  private void applyOnly(JournalEvent event) {
    apply(List.of(event));
  }

  private void apply(List<JournalEvent> events) {
    Sql.transaction(database.pool(), connection -> {
      for (ViewHandler handler : handlers)
        handler.apply(connection, events);
      return handlers;
    });
  }

  private String versions() {
    return database.text("select string_agg(version::text, ';' order by id, revision) from views.task_version version");
  }

  private static List<String> ids(String page) {
    return TestViews.ids(new RenderedPage(page.getBytes(StandardCharsets.UTF_8), Optional.empty()));
  }

  private static String text(RenderedPage page) {
    return new String(page.json(), StandardCharsets.UTF_8);
  }

  private static String text(Rendered rendered) {
    return new String(rendered.json(), StandardCharsets.UTF_8);
  }
}
