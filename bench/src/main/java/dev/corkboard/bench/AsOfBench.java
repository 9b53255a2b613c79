package dev.corkboard.bench;

import com.zaxxer.hikari.HikariDataSource;
import dev.corkboard.readmodel.Database;
import dev.corkboard.readmodel.Migrations;
import dev.corkboard.readmodel.Sql;
import dev.corkboard.readmodel.query.Cursor;
import dev.corkboard.readmodel.query.PageRequest;
import dev.corkboard.readmodel.query.Past;
import dev.corkboard.readmodel.query.Sort;
import dev.corkboard.readmodel.query.VersionQueries;
import dev.corkboard.domain.Fields;
import dev.corkboard.readmodel.task.TaskFilter;
import dev.corkboard.readmodel.task.TaskSorts;
import dev.corkboard.readmodel.task.TaskTable;
import dev.corkboard.readmodel.task.TaskView;
import dev.corkboard.service.embedded.LocalStack;
import java.nio.file.Files;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How long a page of tasks as of an instant takes: all tasks in one sprint, then in a hundred. Arguments: tasks,
 * versions of each, times that each page is read.
 */
public final class AsOfBench {

  /** Tasks come in over 290 days; each changes every 30 hours, and is moved two or three times. */
  private static final String FILL = """
      insert into views.task_version (id, name, name_key, description, sprint, status, "order", assigned, started, due,
        completed, remind_at, labels, created_by, created_at, updated_at, revision, deleted, valid_from, words, number,
        label_keys, priority)
      select '0192' || lpad(to_hex(i), 32, '0'), 'Task number ' || i, 'task number ' || i,
        repeat('some words of a description ', 6), 'sprint' || i % ?,
        (array['todo', 'in_progress', 'testing', 'done'])[least(4, 1 + r / 3)],
        (hashint4(i * 31 + r / 4) & 2147483647)::float8, 'user' || i % 50, null, date '2026-01-01' + i % 300, null, null,
        array['l' || i % 20], 'user' || i % 50, created, at, r, false, at,
        ' task number ' || i || '  some words ', i, array['l' || i % 20], 2
      from (select i, r, timestamptz '2026-01-01' + i * interval '290 days' / ? as created,
              timestamptz '2026-01-01' + i * interval '290 days' / ? + (r - 1) * interval '30 hours' as at
            from generate_series(1, ?) i, generate_series(1, ?) r) made
      order by at""";

  private static final Map<String, Instant> INSTANTS = instants();
  private static final List<String> ORDERS = List.of("order", "-order", "name", "-updated_at");

  private final Past<TaskFilter> past;
  private final int times;

  private AsOfBench(HikariDataSource database, int times) {
    this.past = new VersionQueries<>(database, TaskTable.VERSIONS);
    this.times = times;
  }

  public static void main(String[] arguments) throws Exception {
    int tasks = Integer.parseInt(arguments[0]);
    int versions = Integer.parseInt(arguments[1]);
    try (LocalStack backends = LocalStack.start(Files.createTempDirectory("corkboard-bench"))) {
      Database where = new Database(backends.jdbcUrl(), backends.dbUser(), backends.dbPassword());
      try (HikariDataSource patient = where.migrationPool(); HikariDataSource queries = where.pool("queries", 2)) {
        Migrations.views(patient);
        AsOfBench bench = new AsOfBench(queries, Integer.parseInt(arguments[2]));
        for (int sprints : List.of(1, 100)) {
          fill(patient, tasks, versions, sprints);
          bench.measure(sprints);
        }
      }
    }
  }

  private static void fill(HikariDataSource database, int tasks, int versions, int sprints) {
    long started = System.nanoTime();
    Sql.with(database, connection -> {
      try (Statement statement = connection.createStatement();
          PreparedStatement fill = connection.prepareStatement(FILL)) {
        statement.execute("truncate views.task_version");
        List<Integer> values = List.of(sprints, tasks, tasks, tasks, versions);
        for (int i = 0; i < values.size(); i++)
          fill.setInt(i + 1, values.get(i));
        fill.executeUpdate();
        return statement.execute("vacuum analyze views.task_version");
      }
    });
    System.out.printf("%d versions of %d tasks in %d sprint(s), written in %.0f s%n", tasks * versions, tasks, sprints,
        (System.nanoTime() - started) / 1e9);
  }

  private void measure(int sprints) {
    for (Optional<String> sprint : List.of(Optional.of("sprint0"), Optional.<String>empty())) {
      for (String order : ORDERS) {
        // Then every version is read and sorted.
        if (!order.endsWith("order") && (sprints == 1 || sprint.isEmpty())) continue;
        INSTANTS.forEach((name, instant) -> measure(sprint, order, name, instant));
      }
    }
  }

  private void measure(Optional<String> sprint, String order, String name, Instant instant) {
    Sort<TaskView> sort = TaskSorts.named(order).orElseThrow();
    TaskFilter filter = Fields.of(TaskFilter.class).with(TaskFilter.ALL,
        Map.of("sprints", sprint.stream().toList(), "sort", sort));
    String middle = order.endsWith("order")
        ? ", middle page " + figures(filter, new PageRequest(20, Optional.of(new Cursor(order, "1073741824", "x"))),
            instant)
        : "";
    System.out.printf("sprint %s, by %s, %s: first page %s%s%n", sprint.orElse("any"), order, name,
        figures(filter, PageRequest.first(20), instant), middle);
  }

  private String figures(TaskFilter filter, PageRequest page, Instant instant) {
    Figures figures = new Figures(times);
    for (int i = 0; i < times; i++) {
      long started = System.nanoTime();
      past.list(filter, page, instant);
      figures.add(System.nanoTime() - started);
    }
    return "p50=%.1f p90=%.1f max=%.1f ms".formatted(figures.percentile(0.5), figures.percentile(0.9),
        figures.percentile(1));
  }

  private static Map<String, Instant> instants() {
    Map<String, Instant> instants = new LinkedHashMap<>();
    instants.put("first hour", Instant.parse("2026-01-01T01:00:00Z"));
    instants.put("day 3", Instant.parse("2026-01-04T00:00:00Z"));
    instants.put("middle", Instant.parse("2026-06-01T00:00:00Z"));
    instants.put("end", Instant.parse("2026-11-20T00:00:00Z"));
    return instants;
  }
}
