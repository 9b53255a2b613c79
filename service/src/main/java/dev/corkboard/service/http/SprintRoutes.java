package dev.corkboard.service.http;

import static dev.corkboard.service.http.Right.SIGNED_IN;

import dev.corkboard.domain.Patch;
import dev.corkboard.domain.sprint.SprintCommand;
import dev.corkboard.domain.sprint.SprintContent;
import dev.corkboard.domain.sprint.SprintId;
import dev.corkboard.domain.sprint.SprintState;
import dev.corkboard.readmodel.sprint.SprintFilter;
import dev.corkboard.readmodel.sprint.SprintSorts;
import dev.corkboard.readmodel.query.Queries;
import java.util.List;
import java.util.function.Predicate;

/** Sprints over HTTP. */
public final class SprintRoutes {
  private static final String PATH = "/api/sprints";
  private static final Shape BODY = Shape.of()
      .required("name", Reader.text(SprintContent.NAME))
      .clearable("description", Reader.text(SprintContent.DESCRIPTION), "")
      .nullable("start", Reader.date())
      .required("end", Reader.date());

  private final Resource<SprintCommand, SprintState> resource;
  private final Queries<SprintFilter> queries;
  private final Predicate<SprintId> isEmpty;
  private final Reads reads;

  /** {@code isEmpty} tells whether no task is in a sprint, every acknowledged write considered. */
  SprintRoutes(Resource<SprintCommand, SprintState> resource, Queries<SprintFilter> queries,
      Predicate<SprintId> isEmpty,
      Reads reads) {
    this.resource = resource;
    this.queries = queries;
    this.isEmpty = isEmpty;
    this.reads = reads;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(PATH, SIGNED_IN, this::list).taking("end_min", "end_max", "q", "ordering", "limit", "cursor"),
        Endpoint.post(PATH, SIGNED_IN, this::create),
        Endpoint.get(PATH + "/{id}", SIGNED_IN, this::show),
        Endpoint.patch(PATH + "/{id}", SIGNED_IN, this::change),
        Endpoint.delete(PATH + "/{id}", SIGNED_IN, this::delete));
  }

  private Answer list(Call call) {
    Query query = call.query();
    SprintFilter filter = new SprintFilter(Filters.date(query, "end_min"), Filters.date(query, "end_max"),
        query.search("q"),
        query.one("ordering", "end, name, -end or -name", SprintSorts::named).orElse(SprintSorts.END));
    return reads.list(call, PATH, filter, queries);
  }

  private Answer show(Call call) {
    return reads.one(call, queries);
  }

  private Answer create(Call call) {
    return BODY.whole(call).then(values -> resource.create(call,
        id -> new SprintCommand.Create(new SprintId(id), SprintContent.FIELDS.create(values), call.origin())));
  }

  private Answer change(Call call) {
    String id = call.variable(0);
    return BODY.partial(call).then(values -> resource.merge(call, id,
        ifMatch -> new SprintCommand.Change(new SprintId(id), new Patch<>(values), ifMatch, call.origin())));
  }

  private Answer delete(Call call) {
    String id = call.variable(0);
    return resource.delete(call, id, ifMatch -> new SprintCommand.Delete(new SprintId(id), ifMatch, call.origin(),
        isEmpty.test(new SprintId(id))));
  }
}
