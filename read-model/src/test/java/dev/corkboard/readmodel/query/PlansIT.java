package dev.corkboard.readmodel.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.corkboard.domain.task.TaskPriority;
import dev.corkboard.domain.task.TaskStatus;
import dev.corkboard.readmodel.Sql;
import dev.corkboard.readmodel.TestDatabase;
import dev.corkboard.readmodel.journal.EntityHistory;
import dev.corkboard.readmodel.journal.Position;
import dev.corkboard.readmodel.post.PostFilter;
import dev.corkboard.readmodel.post.PostTable;
import dev.corkboard.readmodel.search.SearchKind;
import dev.corkboard.readmodel.search.SearchQueries;
import dev.corkboard.readmodel.sprint.SprintFilter;
import dev.corkboard.readmodel.sprint.SprintSorts;
import dev.corkboard.readmodel.sprint.SprintTable;
import dev.corkboard.readmodel.sprint.SprintView;
import dev.corkboard.readmodel.task.TaskCards;
import dev.corkboard.readmodel.task.TaskFilter;
import dev.corkboard.readmodel.task.TaskFilters;
import dev.corkboard.readmodel.task.TaskSorts;
import dev.corkboard.readmodel.task.TaskTable;
import dev.corkboard.readmodel.task.TaskView;
import dev.corkboard.readmodel.text.WordQuery;
import dev.corkboard.readmodel.tweet.TweetFilter;
import dev.corkboard.readmodel.tweet.TweetTable;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every list of a large board is answered along an index; {@code -Dplans.tasks=1000000} makes a larger one. */
final class PlansIT {
  private static final int TASKS = Integer.getInteger("plans.tasks", 200_000);
  private static final int PAGE = 20;
  private static final LocalDate TODAY = LocalDate.of(2026, 6, 1);
  private static final List<String> ORDERS = List.of("order", "name", "due", "started", "completed", "created_at",
      "updated_at", "number", "estimate", "priority");

  /**
   * Their index leads to few tasks, which may be sorted in whichever order was asked for: an index of each filter with
   * each order would be paid by every write. A page is at most 100; a sprint has about 80.
   */
  private static final List<String> FILTERS_THAT_PICK = List.of("sprint", "assigned", "label", "q some", "q rare",
      "due week", "IN_PROGRESS", "TESTING", "backlog+todo", "created by", "ids", "number", "updated lately",
      "urgent");

  private static TestDatabase database;
  private static Explained explained;

  @BeforeAll
  static void fill() {
    database = TestDatabase.create();
    LargeBoard.fill(database.where(), TASKS);
    explained = new Explained(database.pool(), database.where());
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @Test
  void everyListOfTasksIsReadAlongAnIndex() {
    Queries<TaskFilter> queries = new TableQueries<>(explained.source(), TaskTable.TABLE);
    List<String> bad = new ArrayList<>();
    for (Map.Entry<String, TaskFilter> filter : filters().entrySet()) {
      for (Sort<TaskView> sort : sorts()) {
        for (Map.Entry<String, PageRequest> page : pages(sort).entrySet()) {
          queries.list(TaskFilters.sorted(filter.getValue(), sort), page.getValue(), Freshness.FRESH);
          boolean picks = FILTERS_THAT_PICK.stream().anyMatch(filter.getKey()::contains);
          explained.taken().stream().filter(plan -> isBad(plan, picks ? TASKS / 50 : PAGE + 1))
              .forEach(plan -> bad.add(plan.line(filter.getKey() + " " + sort.name() + " " + page.getKey())));
        }
      }
    }
    assertThat(bad).isEmpty();
  }

  @Test
  void everyListOfPostsTweetsAndSprintsIsReadAlongAnIndex() {
    Queries<PostFilter> posts = new TableQueries<>(explained.source(), PostTable.TABLE);
    Queries<TweetFilter> tweets = new TableQueries<>(explained.source(), TweetTable.TABLE);
    Queries<SprintFilter> sprints = new TableQueries<>(explained.source(), SprintTable.TABLE);
    Optional<String> author = Optional.of("user7");
    list(posts, PostFilter.ALL);
    list(posts, new PostFilter(author, Optional.empty()));
    list(posts, new PostFilter(Optional.empty(), Optional.of("unique12345")));
    list(posts, new PostFilter(Optional.empty(), Optional.of("paint")));
    list(tweets, TweetFilter.ALL);
    list(tweets, new TweetFilter(author, Optional.empty()));
    for (String order : List.of("end", "-end", "name", "-name")) {
      Sort<SprintView> sort = SprintSorts.named(order).orElseThrow();
      list(sprints, new SprintFilter(Optional.empty(), Optional.empty(), Optional.empty(), sort));
      list(sprints, new SprintFilter(Optional.empty(), Optional.empty(), Optional.of("unique12345"), sort));
      if (order.endsWith("end")) {
        list(sprints, new SprintFilter(Optional.of(TODAY), Optional.empty(), Optional.empty(), sort));
        list(sprints, new SprintFilter(Optional.of(TODAY), Optional.of(TODAY.plusDays(30)), Optional.empty(), sort));
      }
    }
    List<Plan> plans = explained.taken();
    assertThat(plans).hasSizeGreaterThan(40);
    assertThat(plans.stream().filter(plan -> isBad(plan, PAGE + 1)).map(plan -> plan.line(plan.sql()))).isEmpty();
  }

  @Test
  void boardIsReadColumnByColumnAlongAnIndex() {
    Listing<TaskFilter> board = new TableQueries<>(explained.source(), TaskCards.TABLE, ListPosition.NONE,
        TaskCards.form(Position::toString));
    for (String filter : List.of("sprint", "backlog")) {
      PageRequest first = PageRequest.first(PAGE);
      String next = board.list(TaskFilters.sorted(filters().get(filter), TaskSorts.BOARD), first, Freshness.FRESH)
          .next()
          .orElseThrow();
      board.list(TaskFilters.sorted(filters().get(filter), TaskSorts.BOARD),
          new PageRequest(PAGE, Cursor.read(next, TaskSorts.BOARD)), Freshness.FRESH);
    }
    // How many there are in a column is counted over the whole column.
    List<Plan> plans = explained.taken().stream().filter(plan -> plan.sql().contains(" page ")).toList();
    assertThat(plans).hasSizeGreaterThan(3);
    assertThat(plans.stream().filter(plan -> isBad(plan, TASKS / 50))
        .map(plan -> plan.line(plan.sql()))).isEmpty();
  }

  @Test
  void searchOverEverythingReadsNoWholeTable() {
    SearchQueries search = new SearchQueries(explained.source());
    for (String words : List.of("unique12345", "paint", "\"paint unique12345\"", "nothing", "pai")) {
      RenderedPage page = search.find(WordQuery.of(words), EnumSet.allOf(SearchKind.class), PageRequest.first(PAGE));
      page.next().flatMap(next -> Cursor.read(next, SearchQueries.ORDER)).ifPresent(after -> search
          .find(WordQuery.of(words), EnumSet.allOf(SearchKind.class), new PageRequest(PAGE, Optional.of(after))));
    }
    List<Plan> plans = explained.taken();
    assertThat(plans).hasSizeGreaterThan(8);
    assertThat(plans.stream().filter(plan -> !plan.sequentialScans().isEmpty()).map(plan -> plan.line(plan.sql())))
        .isEmpty();
  }

  @Test
  void whatIsReadAlongAnIndexIsPlannedOnceForAllValues() {
    try (HikariDataSource one = database.where().pool("plans", 1)) {
      Queries<TaskFilter> queries = new TableQueries<>(one, TaskTable.TABLE);
      for (int i = 0; i < 20; i++) {
        queries.list(filters().get("all"), PageRequest.first(PAGE), Freshness.FRESH);
        queries.list(filters().get("label common"), PageRequest.first(PAGE), Freshness.FRESH);
      }
      assertThat(timesPlannedForAllValues(one, "not deleted order by")).isPositive();
      assertThat(timesPlannedForAllValues(one, "labels @> $1")).isZero();
    }
  }

  private static long timesPlannedForAllValues(DataSource database, String condition) {
    return Sql.with(database, connection -> {
      try (PreparedStatement query = connection.prepareStatement(
          "select sum(generic_plans) from pg_prepared_statements where statement like '%' || ? || '%' and from_sql is false")) {
        query.setString(1, condition);
        try (ResultSet row = query.executeQuery()) {
          row.next();
          return row.getLong(1);
        }
      }
    });
  }

  @Test
  void historyIsReadAlongTheKey() {
    new EntityHistory(explained.source(), (payload, name) -> null).after("task", LargeBoard.id(7), 1, PAGE);
    List<Plan> plans = explained.taken();
    assertThat(plans).hasSize(2).noneMatch(plan -> isBad(plan, PAGE + 1));
  }

  /** A table was read from one end to the other, or more was sorted than may be. */
  private static boolean isBad(Plan plan, long mostSorted) {
    return !plan.sequentialScans().isEmpty() || plan.sorted() > mostSorted;
  }

  private static <F extends Filter<?>> void list(Queries<F> queries, F filter) {
    Optional<String> next = queries.list(filter, PageRequest.first(PAGE), Freshness.FRESH).next();
    next.flatMap(cursor -> Cursor.read(cursor, filter.sort()))
        .ifPresent(after -> queries.list(filter, new PageRequest(PAGE, Optional.of(after)), Freshness.FRESH));
  }

  private static List<Sort<TaskView>> sorts() {
    return ORDERS.stream().flatMap(order -> Stream.of(order, "-" + order))
        .map(name -> TaskSorts.named(name).orElseThrow()).toList();
  }

  private static Map<String, PageRequest> pages(Sort<TaskView> sort) {
    String middle = LargeBoard.id(TASKS / 2 + 3);
    TaskView view = Sql.with(database.pool(),
        connection -> TaskTable.TABLE.load(connection, List.of(middle))).get(middle).view();
    Map<String, PageRequest> pages = new LinkedHashMap<>();
    pages.put("first", PageRequest.first(PAGE));
    pages.put("middle", new PageRequest(PAGE, Optional.of(sort.cursor(view, middle))));
    return pages;
  }

  private static Map<String, TaskFilter> filters() {
    Map<String, TaskFilter> filters = new LinkedHashMap<>();
    List<TaskStatus> open = List.of(TaskStatus.TODO, TaskStatus.IN_PROGRESS, TaskStatus.TESTING);
    List<String> sprint = List.of("s17");
    List<String> user = List.of("user7");
    filters.put("all", TaskFilter.ALL);
    put(filters, "sprint", Map.of("sprints", sprint));
    put(filters, "sprint+done", Map.of("sprints", sprint, "statuses", List.of(TaskStatus.DONE)));
    put(filters, "sprint+open", Map.of("sprints", sprint, "statuses", open));
    put(filters, "sprint+assigned", Map.of("sprints", sprint, "assigned", user));
    put(filters, "sprint, three of them", Map.of("sprints", List.of("s17", "s18", "s19")));
    put(filters, "sprint+unassigned", Map.of("sprints", sprint, "unassigned", Optional.of(true)));
    for (TaskStatus status : TaskStatus.values())
      put(filters, status.name(), Map.of("statuses", List.of(status)));
    put(filters, "open", Map.of("statuses", open));
    put(filters, "assigned", Map.of("assigned", user));
    put(filters, "assigned, two of them", Map.of("assigned", List.of("user7", "user8")));
    put(filters, "assigned+open", Map.of("assigned", user, "statuses", open));
    put(filters, "assigned+done", Map.of("assigned", user, "statuses", List.of(TaskStatus.DONE)));
    put(filters, "assigned+due", Map.of("assigned", user, "dueMin", Optional.of(TODAY), "dueMax",
        Optional.of(TODAY.plusDays(7))));
    put(filters, "nobody's", Map.of("unassigned", Optional.of(true)));
    put(filters, "created by", Map.of("createdBy", Optional.of("user7")));
    put(filters, "backlog", Map.of("backlog", Optional.of(true)));
    put(filters, "backlog+todo", Map.of("backlog", Optional.of(true), "statuses", List.of(TaskStatus.TODO)));
    put(filters, "not backlog", Map.of("backlog", Optional.of(false)));
    put(filters, "label common", Map.of("labels", List.of("l7")));
    put(filters, "label rare", Map.of("labels", List.of("rare7")));
    put(filters, "label, two of them", Map.of("labels", List.of("rare7", "rare8")));
    put(filters, "label none", Map.of("labels", List.of("nobody has it")));
    put(filters, "ids", Map.of("ids", List.of(LargeBoard.id(7), LargeBoard.id(8), LargeBoard.id(9))));
    put(filters, "number", Map.of("number", Optional.of(1_234L)));
    put(filters, "urgent", Map.of("priorities", List.of(TaskPriority.URGENT)));
    put(filters, "normal", Map.of("priorities", List.of(TaskPriority.NORMAL)));
    put(filters, "estimated", Map.of("estimateMin", Optional.of(0L)));
    put(filters, "updated lately", Map.of("updatedSince", Optional.of(Instant.parse("2026-06-11T00:00:00Z"))));
    put(filters, "due_min", Map.of("dueMin", Optional.of(TODAY)));
    put(filters, "due_max", Map.of("dueMax", Optional.of(TODAY)));
    put(filters, "due week", Map.of("dueMin", Optional.of(TODAY), "dueMax", Optional.of(TODAY.plusDays(7))));
    put(filters, "overdue", Map.of("statuses", open, "dueMax", Optional.of(TODAY)));
    put(filters, "q rare", Map.of("q", Optional.of("unique12345")));
    put(filters, "q some", Map.of("q", Optional.of("some7")));
    put(filters, "q common", Map.of("q", Optional.of("paint")));
    return filters;
  }

  private static void put(Map<String, TaskFilter> filters, String name, Map<String, ?> values) {
    filters.put(name, TaskFilters.with(values));
  }
}
