package dev.corkboard.service.http;

import static dev.corkboard.service.http.Right.ADMIN;

import dev.corkboard.readmodel.projection.ViewStatus;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** Shows administrators how the views are. */
public final class ProjectionRoutes {
  /** The views have one shape so far; one of another shape will get the next number. */
  private static final int VERSION = 1;

  private record Page(List<Row> results) {}

  private record Row(String name, int version, String state, String position, String head, long lagEvents,
      double lagSeconds, double rate, Optional<Double> etaSeconds, Optional<String> lastError) {}

  private final Supplier<List<ViewStatus>> views;
  private final ToDoubleFunction<ViewStatus> pace;

  /** {@code pace} tells how many events a second a view takes. */
  public ProjectionRoutes(Supplier<List<ViewStatus>> views, ToDoubleFunction<ViewStatus> pace) {
    this.views = views;
    this.pace = pace;
  }

  public List<Endpoint> endpoints() {
    return List.of(Endpoint.get("/api/admin/projections", ADMIN, call -> list()));
  }

  private Answer list() {
    return Answer.ok(new Page(views.get().stream().map(this::row).toList()));
  }

  private Row row(ViewStatus view) {
    double rate = rounded(pace.applyAsDouble(view));
    long lag = view.head().lagEvents();
    return new Row(view.name(), VERSION, view.state().name().toLowerCase(Locale.ROOT), view.position().toString(),
        view.head().newest().toString(), lag, view.head().lag().toMillis() / 1000.0, rate, eta(lag, rate),
        view.lastError());
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
