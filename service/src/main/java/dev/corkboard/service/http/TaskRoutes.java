package dev.corkboard.service.http;

import static dev.corkboard.service.http.Right.SIGNED_IN;

import dev.corkboard.domain.sprint.SprintId;
import dev.corkboard.domain.task.NewTask;
import dev.corkboard.domain.task.TaskCommand;
import dev.corkboard.domain.task.TaskContent;
import dev.corkboard.domain.task.TaskId;
import dev.corkboard.domain.task.TaskState;
import dev.corkboard.readmodel.task.TaskFilter;
import dev.corkboard.readmodel.task.TaskView;
import dev.corkboard.readmodel.query.BinFilter;
import dev.corkboard.readmodel.query.Listing;
import dev.corkboard.service.id.Ids;
import dev.corkboard.service.id.TaskNumbers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Tasks over HTTP. */
public final class TaskRoutes {
  private static final String PATH = "/api/tasks";
  private static final Shape BODY = TaskBodies.CONTENT;
  private static final Shape MOVE = TaskBodies.MOVE;

  private final Resource<TaskCommand, TaskState> resource;
  private final Timeline<TaskFilter> timeline;
  private final TaskFactFinder facts;
  private final Board board;
  private final TaskNumbers numbers;
  private final Listing<BinFilter<TaskView>> bin;
  private final Reads reads;
  private final TaskBulk bulk = new TaskBulk(Map.of(TaskBulk.Op.CREATE, this::create, TaskBulk.Op.PATCH, this::change,
      TaskBulk.Op.MOVE, this::move, TaskBulk.Op.DELETE, this::delete, TaskBulk.Op.RESTORE, this::restore));

  TaskRoutes(Resource<TaskCommand, TaskState> resource, Timeline<TaskFilter> timeline,
      Listing<BinFilter<TaskView>> bin, TaskFactFinder facts, Board board, TaskNumbers numbers,
      Reads reads) {
    this.resource = resource;
    this.timeline = timeline;
    this.facts = facts;
    this.board = board;
    this.numbers = numbers;
    this.bin = bin;
    this.reads = reads;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(PATH, SIGNED_IN, this::list).taking(TaskFilters.PARAMETERS).taking("deleted", "limit", "cursor",
            "count", "as_of"),
        Endpoint.post(PATH, SIGNED_IN, this::create),
        Endpoint.post(TaskBulk.PATH, SIGNED_IN, bulk::run),
        Endpoint.get(PATH + "/{id}", SIGNED_IN, this::show).taking("as_of", "revision"),
        Endpoint.patch(PATH + "/{id}", SIGNED_IN, this::change),
        Endpoint.delete(PATH + "/{id}", SIGNED_IN, this::delete),
        Endpoint.post(PATH + "/{id}/restore", SIGNED_IN, this::restore),
        Endpoint.post(PATH + "/{id}/revert", SIGNED_IN, this::revert),
        Endpoint.post(PATH + "/{id}/move", SIGNED_IN, this::move));
  }

  private Answer list(Call call) {
    TaskFilter filter = TaskFilters.of(call.query());
    return reads.deletedOr(call, PATH, filter, bin, () -> reads.list(call, PATH, filter, timeline));
  }

  private Answer show(Call call) {
    return reads.one(call, timeline);
  }

  private Answer create(Call call) {
    return BODY.whole(call).then(values -> {
      NewTask task = TaskBodies.newTask(values);
      double end = board.end(task.sprint(), task.status(), call.at());
      return facts.during(call, task.sprint(), task.assigned(), found -> resource.create(call,
          id -> new TaskCommand.Create(new TaskId(id), numbers.next(), task, end, call.origin(), found)));
    });
  }

  private Answer change(Call call) {
    String id = call.variable(0);
    return BODY.partial(call)
        .then(values -> resource.knowing(call, id, known -> change(call, id, known, values)));
  }

  private Answer revert(Call call) {
    String id = call.variable(0);
    return resource.revert(call, id, (known, values) -> change(call, id, known, values));
  }

  private Answer change(Call call, String id, OptionalLong known, Map<String, Object> values) {
    return facts.during(call, TaskBodies.sprint(values), TaskBodies.assigned(values),
        found -> resource.<TaskContent>merge(id, known, values,
            (patch, ifMatch) -> new TaskCommand.Change(new TaskId(id), patch, ifMatch, call.origin(), found)));
  }

  private Answer move(Call call) {
    String id = call.variable(0);
    return MOVE.partial(call).then(values -> resource.knowing(call, id, known -> resource.merge(id, known,
        (then, merged) -> board.move(new TaskId(id), values, then, call, (place, put) -> facts.during(call,
            TaskBodies.sprint(place.changes().values()), Optional.empty(), put)))));
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
