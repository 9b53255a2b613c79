package dev.corkboard.service;

import dev.corkboard.domain.sprint.SprintId;
import dev.corkboard.readmodel.Outage;
import dev.corkboard.readmodel.cache.AnswerCache;
import dev.corkboard.readmodel.cache.CacheKeeper;
import dev.corkboard.readmodel.cache.CachedListing;
import dev.corkboard.readmodel.cache.CachedQueries;
import dev.corkboard.readmodel.cache.NearAnswers;
import dev.corkboard.readmodel.cache.NearCache;
import dev.corkboard.readmodel.cache.Redis;
import dev.corkboard.readmodel.journal.EntityHistory;
import dev.corkboard.readmodel.journal.Position;
import dev.corkboard.readmodel.post.PostFilter;
import dev.corkboard.readmodel.post.PostProjection;
import dev.corkboard.readmodel.post.PostTable;
import dev.corkboard.readmodel.post.PostView;
import dev.corkboard.readmodel.projection.AfterCommit;
import dev.corkboard.readmodel.projection.Projections;
import dev.corkboard.readmodel.projection.View;
import dev.corkboard.readmodel.projection.ViewTables;
import dev.corkboard.readmodel.query.Arrivals;
import dev.corkboard.readmodel.query.Derived;
import dev.corkboard.readmodel.query.Filter;
import dev.corkboard.readmodel.query.InTurn;
import dev.corkboard.readmodel.query.ListPosition;
import dev.corkboard.readmodel.query.Listing;
import dev.corkboard.readmodel.query.PageForm;
import dev.corkboard.readmodel.query.Queries;
import dev.corkboard.readmodel.query.TableQueries;
import dev.corkboard.readmodel.query.VersionQueries;
import dev.corkboard.readmodel.query.ViewQueries;
import dev.corkboard.readmodel.search.SearchQueries;
import dev.corkboard.readmodel.sprint.Burndowns;
import dev.corkboard.readmodel.sprint.SprintCounts;
import dev.corkboard.readmodel.sprint.SprintFilter;
import dev.corkboard.readmodel.sprint.SprintProjection;
import dev.corkboard.readmodel.sprint.SprintTable;
import dev.corkboard.readmodel.sprint.SprintView;
import dev.corkboard.readmodel.sprint.Timelines;
import dev.corkboard.readmodel.table.Shown;
import dev.corkboard.readmodel.table.Table;
import dev.corkboard.readmodel.table.VersionTable;
import dev.corkboard.readmodel.task.LabelQueries;
import dev.corkboard.readmodel.task.TaskCards;
import dev.corkboard.readmodel.task.TaskColumns;
import dev.corkboard.readmodel.task.TaskFilter;
import dev.corkboard.readmodel.task.TaskProjection;
import dev.corkboard.readmodel.task.TaskTable;
import dev.corkboard.readmodel.task.TaskView;
import dev.corkboard.readmodel.tweet.TweetFilter;
import dev.corkboard.readmodel.tweet.TweetProjection;
import dev.corkboard.readmodel.tweet.TweetTable;
import dev.corkboard.readmodel.tweet.TweetView;
import dev.corkboard.service.http.ApiRoutes.Bins;
import dev.corkboard.service.http.ApiRoutes.PastSide;
import dev.corkboard.service.http.ApiRoutes.ReadSide;
import dev.corkboard.service.http.Consistency;
import dev.corkboard.service.http.Versions;
import dev.corkboard.service.serialization.EventSerializer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/** Starts the views on this node and puts their queries together. */
final class Views {
  private static final String SCHEMA = "views";
  private static final Kept POST = new Kept("posts", "post", PostProjection.TABLES);
  private static final Kept TWEET = new Kept("tweets", "tweet", TweetProjection.TABLES);
  private static final Kept SPRINT = new Kept("sprints", "sprint", SprintProjection.TABLES);
  private static final Kept TASK = new Kept("tasks", "task", TaskProjection.TABLES);
  private static final Kept POST_VERSIONS = new Kept("post_versions", "post", PostProjection.VERSION_TABLES);
  private static final Kept SPRINT_VERSIONS = new Kept("sprint_versions", "sprint", SprintProjection.VERSION_TABLES);
  private static final Kept TASK_VERSIONS = new Kept("task_versions", "task", TaskProjection.VERSION_TABLES);
  private static final List<Kept> ALL = List.of(POST, POST_VERSIONS, TWEET, SPRINT, SPRINT_VERSIONS, TASK,
      TASK_VERSIONS);

  /** The names of the views of what the rows of others were, by the names of those. */
  static final Map<String, String> VERSIONS = Map.of(POST.name(), POST_VERSIONS.name(), SPRINT.name(),
      SPRINT_VERSIONS.name(), TASK.name(), TASK_VERSIONS.name());

  private static final Duration LONGEST_CATCH_UP = Duration.ofSeconds(2);
  /** Whoever asks for what was waits at most so long for it, besides what the view itself takes. */
  static final Duration GATHERING = Duration.ofMillis(25);

  /** A view: its name for ever, the kind of events that it reads, and all that is written. */
  private record Kept(String name, String kind, ViewTables tables) {
    View in(DataSource database, AfterCommit afterCommit) {
      return new View(name, Set.of(kind), SCHEMA, tables, database, afterCommit);
    }
  }

  private final Projections projections;
  private final Pools pools;
  private final Redis redis;
  private final NearCache near;
  private final Function<Position, String> positions;
  private final BiFunction<Set<String>, Position, Position> known;
  private final Arrivals arrivals;

  private Views(Projections projections, Pools pools, Redis redis, NearCache near,
      Function<Position, String> positions, BiFunction<Set<String>, Position, Position> known) {
    this.projections = projections;
    this.pools = pools;
    this.redis = redis;
    this.near = near;
    this.positions = positions;
    this.known = known;
    this.arrivals = new Arrivals(pools.queries(), Map.of("post", PostTable.TABLE.name(), "tweet",
        TweetTable.TABLE.name(), "sprint", SprintTable.TABLE.name(), "task", TaskTable.TABLE.name()));
  }

  /** Both sides are of the same views. */
  record Sides(ReadSide now, PastSide past) {}

  /**
   * @param positions a position as clients have it
   * @param known up to where who has all events of some kinds up to a position has all of them
   */
  static Sides start(Projections projections, Pools pools, Redis redis, NearCache near,
      Function<Position, String> positions, BiFunction<Set<String>, Position, Position> known) {
    Views views = new Views(projections, pools, redis, near, positions, known);
    return new Sides(views.startNow(), views.startPast());
  }

  /** All of them, to be kept by nobody: none is told of their commits. */
  static List<View> in(DataSource database) {
    return ALL.stream().map(kept -> kept.in(database, AfterCommit.NOTHING)).toList();
  }

  private ReadSide startNow() {
    TaskColumns columns = new TaskColumns(pools.queries());
    Bins bins = new Bins(TableQueries.ofDeleted(pools.queries(), PostTable.TABLE, position(POST), Derived.nothing()),
        TableQueries.ofDeleted(pools.queries(), TweetTable.TABLE, position(TWEET), Derived.nothing()),
        TableQueries.ofDeleted(pools.queries(), SprintTable.TABLE, position(SPRINT, TASK), SprintCounts.now()),
        TableQueries.ofDeleted(pools.queries(), TaskTable.TABLE, position(TASK), Derived.nothing()));
    return new ReadSide(this.<PostView, PostFilter>view(POST, PostTable.TABLE),
        this.<TweetView, TweetFilter>view(TWEET, TweetTable.TABLE),
        sprints(),
        this.<TaskView, TaskFilter>view(TASK, TaskTable.TABLE), new LabelQueries(pools.queries()), bins, board(),
        new SearchQueries(pools.queries()),
        columns, sprint -> isEmpty(columns, sprint), () -> catchUp(TASK), this::awaitReached);
  }

  /** Starts one view, and answers its queries with the cache in front. */
  private <V extends Shown, F extends Filter<V>> Queries<F> view(Kept kept, Table<V> table) {
    start(kept);
    return new CachedQueries<>(new TableQueries<V, F>(pools.queries(), table, position(kept), PageForm.plain()),
        new AnswerCache(redis, kept.kind()), near.of(kept.kind()));
  }

  /** Lists of sprints tell how many tasks are in them. */
  private Queries<SprintFilter> sprints() {
    start(SPRINT);
    ViewQueries<SprintFilter> view = new TableQueries<>(pools.queries(), SprintTable.TABLE,
        position(SPRINT, TASK), PageForm.with(SprintCounts.now()));
    NearAnswers answers = near.of(SPRINT.kind());
    return new CachedQueries<>(view, CachedListing.ofSeveral(view, answers, List.of(near.of(TASK.kind()))),
        new AnswerCache(redis, SPRINT.kind()), answers);
  }

  private Listing<TaskFilter> board() {
    Listing<TaskFilter> view = new TableQueries<>(pools.queries(), TaskCards.TABLE, position(TASK),
        TaskCards.form(positions));
    return new CachedListing<>(new InTurn<>(view), new AnswerCache(redis, TASK.kind()), near.of(TASK.kind()));
  }

  private ListPosition position(Kept... views) {
    Set<String> kinds = Arrays.stream(views).map(Kept::kind).collect(Collectors.toSet());
    return new ListPosition(Arrays.stream(views).map(Kept::name).toList(), position -> known.apply(kinds, position));
  }

  private void start(Kept kept) {
    // Who waits for a row reads past the cache, and so need not wait for it to be told.
    AfterCommit waiting = arrivals::committed;
    AfterCommit caches = new CacheKeeper(redis, kept.kind(), near.of(kept.kind()));
    projections.start(kept.in(pools.projections(), waiting.and(caches)));
  }

  private PastSide startPast() {
    return new PastSide(new EntityHistory(pools.past(), EventSerializer.decoder()),
        this.<PostView, PostFilter>past(POST_VERSIONS, PostTable.VERSIONS), sprintsThen(),
        this.<TaskView, TaskFilter>past(TASK_VERSIONS, TaskTable.VERSIONS),
        new Versions<>(new VersionQueries<TaskView, TaskFilter>(pools.queries(), TaskCards.VERSIONS,
            instant -> TaskCards.form(positions)), () -> catchUp(TASK_VERSIONS)),
        new Burndowns(pools.queries()), new Timelines(pools.queries()));
  }

  private Versions<SprintFilter> sprintsThen() {
    projections.start(SPRINT_VERSIONS.in(pools.projections(), AfterCommit.NOTHING), GATHERING);
    return new Versions<>(new VersionQueries<SprintView, SprintFilter>(pools.queries(), SprintTable.VERSIONS,
        instant -> PageForm.with(SprintCounts.at(instant))), () -> catchUp(SPRINT_VERSIONS) & catchUp(TASK_VERSIONS));
  }

  /** Starts the view of what the rows of another were. */
  private <V extends Shown, F extends Filter<V>> Versions<F> past(Kept kept, VersionTable<V> table) {
    projections.start(kept.in(pools.projections(), AfterCommit.NOTHING), GATHERING);
    return new Versions<>(new VersionQueries<V, F>(pools.queries(), table), () -> catchUp(kept));
  }

  private boolean awaitReached(String kind, String id, long revision, Duration atMost) {
    if (!kind.equals(Consistency.BOARD)) return arrivals.awaitReached(kind, id, revision, atMost);
    long deadline = System.nanoTime() + atMost.toNanos();
    return projections.awaitCaughtUp(TASK.name(), atMost)
        && projections.awaitCaughtUp(SPRINT.name(), Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
  }

  private boolean isEmpty(TaskColumns columns, SprintId sprint) {
    if (!catchUp(TASK)) throw new Outage("the view of tasks is behind");
    return columns.countInSprint(sprint.value()) == 0;
  }

  /** What was acknowledged a moment ago must count; false if the view does not come that far in time. */
  private boolean catchUp(Kept kept) {
    return projections.awaitCaughtUp(kept.name(), LONGEST_CATCH_UP);
  }
}
