package dev.corkboard.service.http;

import static dev.corkboard.service.http.Right.SIGNED_IN;

import dev.corkboard.domain.Patch;
import dev.corkboard.domain.sprint.SprintId;
import dev.corkboard.domain.task.NewTask;
import dev.corkboard.domain.task.TaskCommand;
import dev.corkboard.domain.task.TaskId;
import dev.corkboard.domain.task.TaskState;
import dev.corkboard.readmodel.task.TaskFilter;
import dev.corkboard.service.id.Ids;
import java.util.List;
import java.util.Optional;

/** Tasks over HTTP. */
public final class TaskRoutes {
  private static final String PATH = "/api/tasks";
  private static final Shape BODY = TaskBodies.CONTENT;
  private static final Shape MOVE = TaskBodies.MOVE;

  private final Resource<TaskCommand, TaskState> resource;
  private final Timeline<TaskFilter> timeline;
  private final TaskFactFinder facts;
  private final Board board;
  private final Reads reads;

  TaskRoutes(Resource<TaskCommand, TaskState> resource, Timeline<TaskFilter> timeline, TaskFactFinder facts,
      Board board,
      Reads reads) {
    this.resource = resource;
    this.timeline = timeline;
    this.facts = facts;
    this.board = board;
    this.reads = reads;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(PATH, SIGNED_IN, this::list).taking("sprint", "status", "assigned", "backlog", "label", "due_min",
            "due_max", "q", "ordering", "limit", "cursor", "count", "as_of"),
        Endpoint.post(PATH, SIGNED_IN, this::create),
        Endpoint.get(PATH + "/{id}", SIGNED_IN, this::show).taking("as_of", "revision"),
        Endpoint.patch(PATH + "/{id}", SIGNED_IN, this::change),
        Endpoint.delete(PATH + "/{id}", SIGNED_IN, this::delete),
        Endpoint.post(PATH + "/{id}/restore", SIGNED_IN, this::restore),
        Endpoint.post(PATH + "/{id}/move", SIGNED_IN, this::move));
  }

  private Answer list(Call call) {
    return reads.list(call, PATH, TaskBodies.filter(call.query()), timeline);
  }

  private Answer show(Call call) {
    return reads.one(call, timeline);
  }

  private Answer create(Call call) {
    return BODY.whole(call).then(values -> {
      NewTask task = TaskBodies.newTask(values);
      double end = board.end(task.sprint(), task.status(), call.at());
      return facts.during(call, task.sprint(), task.assigned(), found -> resource.create(call,
          id -> new TaskCommand.Create(new TaskId(id), task, end, call.origin(), found)));
    });
  }

  private Answer change(Call call) {
    String id = call.variable(0);
    return BODY.partial(call).then(values -> facts.during(call, TaskBodies.sprint(values), TaskBodies.assigned(values),
        found -> resource.merge(call, id,
            ifMatch -> new TaskCommand.Change(new TaskId(id), new Patch<>(values), ifMatch, call.origin(), found))));
  }

  private Answer move(Call call) {
    String id = call.variable(0);
    if (!Ids.isId(id)) return Problem.notFound().answer();
    return MOVE.partial(call)
        .flatMap(values -> board.move(new TaskId(id), values, call,
            (place, put) -> facts.during(call, TaskBodies.sprint(place.changes().values()), Optional.empty(), put)))
        .then(reply -> resource.changed(id, reply));
  }

  private Answer delete(Call call) {
    String id = call.variable(0);
    return resource.delete(call, id, ifMatch -> new TaskCommand.Delete(new TaskId(id), ifMatch, call.origin()));
  }

  private Answer restore(Call call) {
    String id = call.variable(0);
    if (!Ids.isId(id)) return Problem.notFound().answer();
    return facts.during(call, lastSprint(id), Optional.empty(), found -> resource.restore(call, id,
        () -> new TaskCommand.Restore(new TaskId(id), call.origin(), found)));
  }

  /** The sprint that a deleted task was in, and returns to if it is still there. */
  private Optional<SprintId> lastSprint(String id) {
    return board.tasks().read(id) instanceof TaskState.Deleted deleted
        ? deleted.last().content().sprint()
        : Optional.empty();
  }
}
