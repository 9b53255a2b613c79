package dev.corkboard.service;

import dev.corkboard.domain.sprint.SprintId;
import dev.corkboard.readmodel.Outage;
import dev.corkboard.readmodel.cache.AnswerCache;
import dev.corkboard.readmodel.cache.CacheKeeper;
import dev.corkboard.readmodel.cache.CachedQueries;
import dev.corkboard.readmodel.cache.NearAnswers;
import dev.corkboard.readmodel.cache.NearCache;
import dev.corkboard.readmodel.cache.Redis;
import dev.corkboard.readmodel.post.PostFilter;
import dev.corkboard.readmodel.post.PostView;
import dev.corkboard.readmodel.query.Filter;
import dev.corkboard.readmodel.query.Queries;
import dev.corkboard.readmodel.sprint.SprintFilter;
import dev.corkboard.readmodel.sprint.SprintView;
import dev.corkboard.readmodel.table.RowTables;
import dev.corkboard.readmodel.table.Shown;
import dev.corkboard.readmodel.table.Table;
import dev.corkboard.readmodel.task.TaskFilter;
import dev.corkboard.readmodel.task.TaskView;
import dev.corkboard.readmodel.tweet.TweetFilter;
import dev.corkboard.readmodel.tweet.TweetView;
import dev.corkboard.readmodel.post.PostProjection;
import dev.corkboard.readmodel.post.PostTable;
import dev.corkboard.readmodel.projection.AfterCommit;
import dev.corkboard.readmodel.projection.Projections;
import dev.corkboard.readmodel.projection.View;
import dev.corkboard.readmodel.query.Arrivals;
import dev.corkboard.readmodel.query.TableQueries;
import dev.corkboard.readmodel.sprint.SprintProjection;
import dev.corkboard.readmodel.sprint.SprintTable;
import dev.corkboard.readmodel.task.TaskColumns;
import dev.corkboard.readmodel.task.TaskProjection;
import dev.corkboard.readmodel.task.TaskTable;
import dev.corkboard.readmodel.tweet.TweetProjection;
import dev.corkboard.readmodel.tweet.TweetTable;
import dev.corkboard.service.http.ApiRoutes.ReadSide;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** Starts the views on this node and puts their queries together. */
final class Views {
  private static final String SCHEMA = "views";
  private static final String TASKS = "tasks";
  private static final Kept<PostView> POST = new Kept<>("posts", "post", PostTable.TABLE, PostProjection.TABLES);
  private static final Kept<TweetView> TWEET = new Kept<>("tweets", "tweet", TweetTable.TABLE,
      TweetProjection.TABLES);
  private static final Kept<SprintView> SPRINT = new Kept<>("sprints", "sprint", SprintTable.TABLE,
      SprintProjection.TABLES);
  private static final Kept<TaskView> TASK = new Kept<>(TASKS, "task", TaskTable.TABLE, TaskProjection.TABLES);
  private static final Duration LONGEST_CATCH_UP = Duration.ofSeconds(2);

  /** A view: its name for ever, the kind of events that it reads, the table that is read, and all that is written. */
  private record Kept<V extends Shown>(String name, String kind, Table<V> table, RowTables<V> tables) {
    View in(DataSource database, AfterCommit afterCommit) {
      return new View(name, Set.of(kind), SCHEMA, tables, database, afterCommit);
    }
  }

  private final Projections projections;
  private final Pools pools;
  private final Redis redis;
  private final NearCache near;
  private final Arrivals arrivals;

  private Views(Projections projections, Pools pools, Redis redis, NearCache near) {
    this.projections = projections;
    this.pools = pools;
    this.redis = redis;
    this.near = near;
    this.arrivals = new Arrivals(pools.queries(), Map.of("post", PostTable.TABLE.name(), "tweet",
        TweetTable.TABLE.name(), "sprint", SprintTable.TABLE.name(), "task", TaskTable.TABLE.name()));
  }

  static ReadSide start(Projections projections, Pools pools, Redis redis, NearCache near) {
    return new Views(projections, pools, redis, near).start();
  }

  /** All of them, to be kept by nobody: none is told of their commits. */
  static List<View> in(DataSource database) {
    return Stream.of(POST, TWEET, SPRINT, TASK).map(kept -> kept.in(database, AfterCommit.NOTHING)).toList();
  }

  private ReadSide start() {
    TaskColumns columns = new TaskColumns(pools.queries());
    return new ReadSide(this.<PostView, PostFilter>view(POST), this.<TweetView, TweetFilter>view(TWEET),
        this.<SprintView, SprintFilter>view(SPRINT), this.<TaskView, TaskFilter>view(TASK),
        columns, sprint -> isEmpty(columns, sprint), this::catchUp, arrivals::awaitReached);
  }

  /** Starts one view, and answers its queries with the cache in front. */
  private <V extends Shown, F extends Filter<V>> Queries<F> view(Kept<V> kept) {
    // Who waits for a row reads past the cache, and so need not wait for it to be told.
    AfterCommit waiting = arrivals::committed;
    NearAnswers answers = near.of(kept.kind());
    projections.start(kept.in(pools.projections(), waiting.and(new CacheKeeper(redis, kept.kind(), answers))));
    return new CachedQueries<>(new TableQueries<V, F>(pools.queries(), kept.table()),
        new AnswerCache(redis, kept.kind()), answers);
  }

  private boolean isEmpty(TaskColumns columns, SprintId sprint) {
    if (!catchUp()) throw new Outage("the view of tasks is behind");
    return columns.countInSprint(sprint.value()) == 0;
  }

  /** A task that was acknowledged a moment ago must count; false if the view does not come that far in time. */
  private boolean catchUp() {
    return projections.awaitCaughtUp(TASKS, LONGEST_CATCH_UP);
  }
}
