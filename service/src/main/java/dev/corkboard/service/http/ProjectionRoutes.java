package dev.corkboard.service.http;

import static dev.corkboard.service.http.Right.ADMIN;

import dev.corkboard.readmodel.json.Json;
import dev.corkboard.readmodel.projection.ViewStatus;
import dev.corkboard.readmodel.rebuild.Build;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** Shows administrators how the views are, and builds them again. */
public final class ProjectionRoutes {
  private record Page(List<Row> results) {}

  private record Row(String name, int version, String state, String position, String head, long lagEvents,
      double lagSeconds, double rate, Optional<Double> etaSeconds, Optional<String> lastError) {}

  private final Supplier<List<ViewStatus>> views;
  private final Positions positions;
  private final ToDoubleFunction<ViewStatus> pace;
  private final ViewBuilds builds;

  /** {@code pace} tells how many events a second a view takes. */
  public ProjectionRoutes(Supplier<List<ViewStatus>> views, Positions positions, ToDoubleFunction<ViewStatus> pace,
      ViewBuilds builds) {
    this.views = views;
    this.positions = positions;
    this.pace = pace;
    this.builds = builds;
  }

  public List<Endpoint> endpoints() {
    return List.of(Endpoint.get("/api/admin/projections", ADMIN, call -> list()),
        Endpoint.post("/api/admin/projections/{name}/rebuild", ADMIN, this::rebuild));
  }

  private Answer list() {
    return Answer.ok(new Page(views.get().stream().map(this::row).toList()));
  }

  private Answer rebuild(Call call) {
    return Shape.nothing(call).then(nothing -> rebuild(call.variable(0)));
  }

  private Answer rebuild(String name) {
    return switch (builds.start(name)) {
      case BEGUN -> Answer.json(202, views.get().stream().filter(view -> view.name().equals(name)).map(this::row)
          .findFirst().map(Json::bytes).orElseThrow());
      case RUNNING -> Problem.of(409, "rebuild-running", "The view is being built already.").answer();
      case UNKNOWN -> Problem.notFound().answer();
    };
  }

  private Row row(ViewStatus view) {
    Optional<Build> build = builds.newest(view.name());
    boolean rebuilding = build.filter(Build::isAlive).isPresent();
    double rate = rounded(rebuilding ? build.get().rate() : pace.applyAsDouble(view));
    long lag = view.head().lagEvents();
    Optional<Double> eta = rebuilding
        ? build.get().left().map(left -> rounded(left.toMillis() / 1000.0))
        : eta(lag, rate);
    return new Row(view.name(), builds.version(view.name()),
        rebuilding ? "rebuilding" : view.state().name().toLowerCase(Locale.ROOT), positions.text(view.position()),
        positions.text(view.head().newest()), lag, view.head().lag().toMillis() / 1000.0, rate, eta,
        view.lastError().or(() -> build.flatMap(ProjectionRoutes::failure)));
  }

  private static Optional<String> failure(Build build) {
    if (!build.hasFailed()) return Optional.empty();
    return Optional.of("The last rebuild failed: " + build.error().orElse("its process ended") + ".");
  }

  /** Unknown while the view stands still though it is behind. */
  private static Optional<Double> eta(long lag, double rate) {
    if (lag == 0) return Optional.of(0.0);
    return rate > 0 ? Optional.of(rounded(lag / rate)) : Optional.empty();
  }

  private static double rounded(double value) {
    return Math.round(value * 10) / 10.0;
  }
}
