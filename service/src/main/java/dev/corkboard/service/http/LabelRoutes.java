package dev.corkboard.service.http;

import static dev.corkboard.service.http.Right.SIGNED_IN;

import dev.corkboard.readmodel.query.Queries;
import dev.corkboard.readmodel.task.LabelFilter;
import java.util.List;

/** The labels of tasks over HTTP. */
final class LabelRoutes {
  private static final String PATH = "/api/labels";

  private final Queries<LabelFilter> labels;
  private final Reads reads;

  LabelRoutes(Queries<LabelFilter> labels, Reads reads) {
    this.labels = labels;
    this.reads = reads;
  }

  List<Endpoint> endpoints() {
    return List.of(Endpoint.get(PATH, SIGNED_IN, this::list).taking("limit", "cursor", "count"));
  }

  private Answer list(Call call) {
    return reads.slowList(call, PATH, LabelFilter.ALL, labels);
  }
}
