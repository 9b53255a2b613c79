package dev.corkboard.service.http;

import static dev.corkboard.service.http.Right.SIGNED_IN;

import dev.corkboard.readmodel.query.Listing;
import dev.corkboard.readmodel.task.TaskFilter;
import dev.corkboard.readmodel.task.TaskSorts;
import java.util.List;

/** The cards of a sprint, or of the backlog, all at once. */
final class BoardRoutes {
  private static final String PATH = "/api/board";

  private final Listing<TaskFilter> now;
  private final Versions<TaskFilter> versions;
  private final Reads reads;

  BoardRoutes(Listing<TaskFilter> now, Versions<TaskFilter> versions, Reads reads) {
    this.now = now;
    this.versions = versions;
    this.reads = reads;
  }

  List<Endpoint> endpoints() {
    return List.of(Endpoint.get(PATH, SIGNED_IN, this::show).taking("sprint", "status", "assigned", "backlog", "label",
        "due_min", "due_max", "q", "limit", "cursor", "count", "as_of"));
  }

  private Answer show(Call call) {
    Query query = call.query();
    TaskFilter filter = TaskBodies.filter(query).in(TaskSorts.BOARD);
    if (query.all("sprint").size() + query.all("backlog").size() != 1) {
      query.wrong("sprint", "sprint-or-backlog", "Give a sprint's id, or else backlog=true.");
    } else if (query.all("backlog").equals(List.of("false"))) {
      query.wrong("backlog", "invalid", "Must be true.");
    }
    return reads.board(call, PATH, filter, now, versions);
  }
}
