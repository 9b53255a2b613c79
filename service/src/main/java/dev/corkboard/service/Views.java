package dev.corkboard.service;

import dev.corkboard.domain.sprint.SprintId;
import dev.corkboard.readmodel.Outage;
import dev.corkboard.readmodel.post.PostProjection;
import dev.corkboard.readmodel.post.PostTable;
import dev.corkboard.readmodel.projection.AfterCommit;
import dev.corkboard.readmodel.projection.Projections;
import dev.corkboard.readmodel.projection.View;
import dev.corkboard.readmodel.projection.ViewHandler;
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
import java.util.Map;
import java.util.Set;

/** Starts the views on this node and puts their queries together. */
final class Views {
  private static final String TASKS = "tasks";
  private static final Duration LONGEST_CATCH_UP = Duration.ofSeconds(2);

  private Views() {}

  static ReadSide start(Projections projections, Pools pools) {
    Arrivals arrivals = new Arrivals(pools.queries(), Map.of("post", PostTable.TABLE.name(), "tweet",
        TweetTable.TABLE.name(), "sprint", SprintTable.TABLE.name(), "task", TaskTable.TABLE.name()));
    AfterCommit afterCommit = arrivals::committed;
    projections.start(view("posts", "post", PostProjection.into(PostTable.TABLE), pools, afterCommit));
    projections.start(view("tweets", "tweet", TweetProjection.into(TweetTable.TABLE), pools, afterCommit));
    projections.start(view("sprints", "sprint", SprintProjection.into(SprintTable.TABLE), pools, afterCommit));
    projections.start(view(TASKS, "task", TaskProjection.into(TaskTable.TABLE), pools, afterCommit));
    TaskColumns columns = new TaskColumns(pools.queries());
    return new ReadSide(new TableQueries<>(pools.queries(), PostTable.TABLE),
        new TableQueries<>(pools.queries(), TweetTable.TABLE), new TableQueries<>(pools.queries(), SprintTable.TABLE),
        new TableQueries<>(pools.queries(), TaskTable.TABLE), columns,
        sprint -> isEmpty(projections, columns, sprint), arrivals::awaitReached);
  }

  /** Waits for the view first: a task that was acknowledged a moment ago must count. */
  private static boolean isEmpty(Projections projections, TaskColumns columns, SprintId sprint) {
    if (!projections.awaitCaughtUp(TASKS, LONGEST_CATCH_UP)) throw new Outage("the view of tasks is behind");
    return columns.countInSprint(sprint.value()) == 0;
  }

  private static View view(String name, String kind, ViewHandler handler, Pools pools, AfterCommit afterCommit) {
    return new View(name, Set.of(kind), handler, pools.projections(), afterCommit);
  }
}
