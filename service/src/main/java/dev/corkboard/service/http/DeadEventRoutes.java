package dev.corkboard.service.http;

import static dev.corkboard.service.http.Right.ADMIN;

import dev.corkboard.readmodel.projection.DeadEvent;
import dev.corkboard.readmodel.projection.DeadLetters;
import dev.corkboard.readmodel.projection.DeadLetters.Outcome;
import java.net.URI;
import java.util.List;
import java.util.function.Function;

/** Shows administrators the events that a view could not take, and has them tried again. */
public final class DeadEventRoutes {
  private static final String VIEW = "/api/admin/projections/{name}";

  private final DeadLetters letters;
  private final Function<String, Outcome> retry;
  private final KeyPages pages;

  /** {@code retry} has the node do it that keeps the view. */
  public DeadEventRoutes(DeadLetters letters, Function<String, Outcome> retry, URI publicUrl) {
    this.letters = letters;
    this.retry = retry;
    this.pages = new KeyPages(publicUrl);
  }

  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(VIEW + "/dead-events", ADMIN, this::list).taking("limit", "cursor"),
        Endpoint.post(VIEW + "/retry", ADMIN, this::retry));
  }

  private Answer list(Call call) {
    String view = call.variable(0);
    if (!letters.hasView(view)) return Problem.notFound().answer();
    return pages.list(call, VIEW.replace("{name}", view) + "/dead-events",
        (position, limit) -> letters.list(view, position, limit).orElseThrow(), DeadEvent::position, event -> event);
  }

  private Answer retry(Call call) {
    String view = call.variable(0);
    return Shape.nothing(call)
        .then(nothing -> letters.hasView(view) ? Answer.ok(retry.apply(view)) : Problem.notFound().answer());
  }
}
