package dev.corkboard.service.http;

import static dev.corkboard.service.http.Right.SIGNED_IN;

import dev.corkboard.readmodel.query.Listing;
import dev.corkboard.readmodel.task.TaskFilter;
import dev.corkboard.readmodel.task.TaskSorts;
import java.util.List;

/** The cards of a sprint, or of the backlog, all at once. */
final class BoardRoutes {
  private static final String PATH = "/api/board";
  private static final List<String> FILTERS = TaskFilters.PARAMETERS.stream().filter(name -> !name.equals("ordering"))
      .toList();

  private final Listing<TaskFilter> now;
  private final Versions<TaskFilter> versions;
  private final Reads reads;

  BoardRoutes(Listing<TaskFilter> now, Versions<TaskFilter> versions, Reads reads) {
    this.now = now;
    this.versions = versions;
    this.reads = reads;
  }

  List<Endpoint> endpoints() {
    return List.of(Endpoint.get(PATH, SIGNED_IN, this::show).taking(FILTERS).taking("limit", "cursor",
        "count", "as_of"));
  }

  private Answer show(Call call) {
    Query query = call.query();
    TaskFilter filter = TaskFilters.of(query).in(TaskSorts.BOARD);
    boolean one = query.one("sprint").isPresent() != query.one("backlog").isPresent();
    if (!one) {
      query.wrong("sprint", "sprint-or-backlog", "Give a sprint's id, or else backlog=true.");
    } else if (query.all("backlog").equals(List.of("false"))) {
      query.wrong("backlog", "invalid", "Must be true.");
    }
    return reads.board(call, PATH, filter, now, versions);
  }
}
