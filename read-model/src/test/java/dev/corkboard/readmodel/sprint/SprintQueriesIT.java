package dev.corkboard.readmodel.sprint;

import static dev.corkboard.readmodel.query.TestViews.list;
import static dev.corkboard.readmodel.query.TestViews.pageThrough;
import static org.assertj.core.api.Assertions.assertThat;

import dev.corkboard.domain.sprint.SprintContent;
import dev.corkboard.domain.sprint.SprintEvent;
import dev.corkboard.domain.sprint.SprintId;
import dev.corkboard.readmodel.Samples;
import dev.corkboard.readmodel.TestDatabase;
import dev.corkboard.readmodel.projection.ViewHandler;
import dev.corkboard.readmodel.query.Freshness;
import dev.corkboard.readmodel.query.Queries;
import dev.corkboard.readmodel.query.TableQueries;
import dev.corkboard.readmodel.query.TestViews;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class SprintQueriesIT {
  private static final LocalDate DAY = LocalDate.of(2026, 5, 4);

  private final ViewHandler handler = SprintProjection.TABLES.handler("views");
  private TestDatabase database;
  private TestViews views;
  private Queries<SprintFilter> queries;

  @BeforeEach
  void start() {
    database = TestDatabase.create();
    views = new TestViews(database);
    queries = new TableQueries<>(database.pool(), SprintTable.TABLE);
    plan("s1", "beta", DAY);
    plan("s2", "Alpha", DAY.plusDays(1));
    plan("s3", "gamma", DAY);
  }

  @AfterEach
  void stop() {
    database.close();
  }

  @Test
  void ordersByEndAndName() {
    assertThat(pageThrough(queries, sorted("end"), 1, () -> {})).containsExactly("s1", "s3", "s2");
    assertThat(pageThrough(queries, sorted("-end"), 1, () -> {})).containsExactly("s2", "s3", "s1");
    assertThat(pageThrough(queries, sorted("name"), 1, () -> {})).containsExactly("s2", "s1", "s3");
    assertThat(pageThrough(queries, sorted("-name"), 2, () -> {})).containsExactly("s3", "s1", "s2");
    assertThat(SprintSorts.named("start")).isEmpty();
  }

  @Test
  void boundsAreIncluded() {
    assertThat(list(queries, between(Optional.of(DAY.plusDays(1)), Optional.empty()))).containsExactly("s2");
    assertThat(list(queries, between(Optional.empty(), Optional.of(DAY)))).containsExactly("s1", "s3");
    assertThat(list(queries, new SprintFilter(Optional.empty(), Optional.empty(), Optional.of("ALPHA"),
        SprintSorts.END))).containsExactly("s2");
  }

  @Test
  void deletedSprintIsGone() {
    views.apply(handler, "sprint", "s1", 2,
        new SprintEvent.Deleted(new SprintId("s1"), Optional.empty(), Samples.STAMP));
    assertThat(list(queries, SprintFilter.ALL)).isEqualTo(List.of("s3", "s2"));
    assertThat(queries.find("s1", Freshness.FRESH)).isEmpty();
  }

  private void plan(String id, String name, LocalDate end) {
    SprintContent content = new SprintContent(name, "", Optional.empty(), end, Optional.empty());
    views.apply(handler, "sprint", id, 1, new SprintEvent.Created(new SprintId(id), content, Samples.STAMP));
  }

  private static SprintFilter sorted(String sort) {
    return new SprintFilter(Optional.empty(), Optional.empty(), Optional.empty(),
        SprintSorts.named(sort).orElseThrow());
  }

  private static SprintFilter between(Optional<LocalDate> min, Optional<LocalDate> max) {
    return new SprintFilter(min, max, Optional.empty(), SprintSorts.END);
  }
}
