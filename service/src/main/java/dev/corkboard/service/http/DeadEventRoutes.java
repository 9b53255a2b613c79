package dev.corkboard.service.http;

import static dev.corkboard.service.http.Right.ADMIN;

import dev.corkboard.readmodel.projection.DeadEvent;
import dev.corkboard.readmodel.projection.DeadLetters;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Shows administrators the events that a view could not take, and has them tried again. */
public final class DeadEventRoutes {
  private static final String VIEW = "/api/admin/projections/{name}";

  private final DeadLetters letters;
  private final KeyPages pages;

  public DeadEventRoutes(DeadLetters letters, URI publicUrl) {
    this.letters = letters;
    this.pages = new KeyPages(publicUrl);
  }

  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(VIEW + "/dead-events", ADMIN, this::list).taking("limit", "cursor"),
        Endpoint.post(VIEW + "/retry", ADMIN, this::retry));
  }

  private Answer list(Call call) {
    String view = call.variable(0);
    if (letters.list(view, Optional.empty(), 1).isEmpty()) return Problem.notFound().answer();
    return pages.list(call, VIEW.replace("{name}", view) + "/dead-events",
        (position, limit) -> letters.list(view, position, limit).orElseThrow(), DeadEvent::position, event -> event);
  }

  private Answer retry(Call call) {
    return letters.retry(call.variable(0)).map(Answer::ok).orElseGet(() -> Problem.notFound().answer());
  }
}
