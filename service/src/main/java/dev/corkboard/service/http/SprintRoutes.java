package dev.corkboard.service.http;

import static dev.corkboard.service.http.Right.SIGNED_IN;

import dev.corkboard.domain.Patch;
import dev.corkboard.domain.sprint.SprintCommand;
import dev.corkboard.domain.sprint.SprintContent;
import dev.corkboard.domain.sprint.SprintId;
import dev.corkboard.domain.sprint.SprintState;
import dev.corkboard.readmodel.sprint.Burndown;
import dev.corkboard.readmodel.sprint.Burndowns;
import dev.corkboard.readmodel.sprint.SprintFilter;
import dev.corkboard.readmodel.sprint.SprintView;
import dev.corkboard.readmodel.query.BinFilter;
import dev.corkboard.readmodel.query.Listing;
import dev.corkboard.readmodel.sprint.SprintSorts;
import dev.corkboard.readmodel.task.TaskFilter;
import dev.corkboard.service.id.Ids;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/** Sprints over HTTP. */
public final class SprintRoutes {
  private static final String PATH = "/api/sprints";
  private static final Shape BODY = SprintBodies.CONTENT;

  private final Resource<SprintCommand, SprintState> resource;
  private final Timeline<SprintFilter> timeline;
  private final Predicate<SprintId> isEmpty;
  private final SprintDoors doors;
  private final Burndowns burndowns;
  private final Versions<TaskFilter> tasks;
  private final Listing<BinFilter<SprintView>> bin;
  private final Reads reads;
  private final SprintClosing closing;

  private record Days(List<Burndown.Day> results) {}

  /**
   * {@code isEmpty} tells whether no task is in a sprint, every acknowledged write considered; a burndown
   * is made of the versions of {@code tasks}.
   */
  SprintRoutes(Resource<SprintCommand, SprintState> resource, Timeline<SprintFilter> timeline,
      Listing<BinFilter<SprintView>> bin, Predicate<SprintId> isEmpty, SprintDoors doors, Burndowns burndowns,
      Versions<TaskFilter> tasks, Reads reads, SprintClosing closing) {
    this.resource = resource;
    this.timeline = timeline;
    this.isEmpty = isEmpty;
    this.doors = doors;
    this.burndowns = burndowns;
    this.tasks = tasks;
    this.bin = bin;
    this.reads = reads;
    this.closing = closing;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(PATH, SIGNED_IN, this::list).taking("end_min", "end_max", "q", "ordering", "deleted", "limit",
            "cursor",
            "count", "as_of"),
        Endpoint.post(PATH, SIGNED_IN, this::create),
        Endpoint.get(PATH + "/{id}", SIGNED_IN, this::show).taking("as_of", "revision"),
        Endpoint.patch(PATH + "/{id}", SIGNED_IN, this::change),
        Endpoint.delete(PATH + "/{id}", SIGNED_IN, this::delete),
        Endpoint.post(PATH + "/{id}/close", SIGNED_IN, this::close),
        Endpoint.post(PATH + "/{id}/restore", SIGNED_IN, this::restore),
        Endpoint.post(PATH + "/{id}/revert", SIGNED_IN, this::revert),
        Endpoint.get(PATH + "/{id}/burndown", SIGNED_IN, this::burndown));
  }

  private Answer list(Call call) {
    Query query = call.query();
    SprintFilter filter = new SprintFilter(Filters.date(query, "end_min"), Filters.date(query, "end_max"),
        query.search("q"),
        query.one("ordering", "end, name, -end or -name", SprintSorts::named).orElse(SprintSorts.END));
    return reads.deletedOr(call, PATH, filter, bin, () -> reads.list(call, PATH, filter, timeline));
  }

  private Answer show(Call call) {
    return reads.one(call, timeline);
  }

  private Answer create(Call call) {
    return BODY.whole(call).then(values -> resource.create(call,
        id -> new SprintCommand.Create(new SprintId(id), SprintContent.FIELDS.create(values), call.origin())));
  }

  private Answer change(Call call) {
    String id = call.variable(0);
    return BODY.partial(call).then(values -> resource.merge(call, id, values, change(call, id)));
  }

  private Answer revert(Call call) {
    String id = call.variable(0);
    return resource.revert(call, id, (known, values) -> resource.merge(id, known, SprintBodies.again(values),
        change(call, id)));
  }

  private static BiFunction<Patch<SprintContent>, OptionalLong, SprintCommand> change(Call call, String id) {
    return (patch, ifMatch) -> new SprintCommand.Change(new SprintId(id), patch, ifMatch, call.origin());
  }

  private Answer delete(Call call) {
    String id = call.variable(0);
    if (!Ids.isId(id)) return Problem.notFound().answer();
    SprintId sprint = new SprintId(id);
    return doors.alone(sprint, () -> resource.delete(call, id,
        ifMatch -> new SprintCommand.Delete(sprint, ifMatch, call.origin(), isEmpty.test(sprint))));
  }

  private Answer close(Call call) {
    String id = call.variable(0);
    if (!Ids.isId(id)) return Problem.notFound().answer();
    return SprintBodies.CLOSE.whole(call)
        .then(values -> closing.close(call, new SprintId(id), SprintBodies.moveOpenTo(values)));
  }

  private Answer restore(Call call) {
    String id = call.variable(0);
    return resource.restore(call, id, () -> new SprintCommand.Restore(new SprintId(id), call.origin()));
  }

  private Answer burndown(Call call) {
    String id = call.variable(0);
    if (!Ids.isId(id)) return Problem.notFound().answer();
    return reads.past(call, tasks.catchUp(),
        () -> reads.slowly(call, () -> burndowns.of(id, call.today(), call.principal().zone())
            .map(days -> Answer.ok(new Days(days))).orElseGet(() -> Problem.notFound().answer())));
  }
}
