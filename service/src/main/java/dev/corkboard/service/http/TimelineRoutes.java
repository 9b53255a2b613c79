package dev.corkboard.service.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.corkboard.readmodel.sprint.Timelines;
import dev.corkboard.readmodel.sprint.Timelines.Timeline;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** How many changes a sprint had, and when. */
final class TimelineRoutes {
  private static final String PATH = "/api/timeline";
  private static final Duration KEPT = Duration.ofSeconds(10);
  /** Each has some 10 KB. */
  private static final int MOST_KEPT = 200;

  private final Timelines timelines;
  private final BooleanSupplier catchUp;
  private final Reads reads;
  private final Cache<String, Timeline> kept = Caffeine.newBuilder().maximumSize(MOST_KEPT).expireAfterWrite(KEPT)
      .build();

  /**
   * @param catchUp waits until the versions of sprints and tasks have all that was acknowledged, but not for long
   */
  TimelineRoutes(Timelines timelines, BooleanSupplier catchUp, Reads reads) {
    this.timelines = timelines;
    this.catchUp = catchUp;
    this.reads = reads;
  }

  List<Endpoint> endpoints() {
    return List.of(Endpoint.get(PATH, Right.SIGNED_IN, this::timeline).taking("sprint"));
  }

  private Answer timeline(Call call) {
    Query query = call.query();
    if (query.all("sprint").isEmpty()) query.wrong("sprint", "required", "Must be there.");
    Optional<String> sprint = query.one("sprint", "a sprint's id", Filters::id);
    return query.checked(sprint).then(asked -> timeline(call, asked.orElseThrow()));
  }

  private Answer timeline(Call call, String sprint) {
    boolean mustSeeWrites = !call.headers("consistency-token").isEmpty();
    Optional<Timeline> known = Optional.ofNullable(kept.getIfPresent(sprint)).filter(any -> !mustSeeWrites);
    return known.map(Answer::ok)
        .orElseGet(() -> reads.past(call, catchUp, () -> reads.slowly(call, () -> counted(call, sprint))));
  }

  private Answer counted(Call call, String sprint) {
    Optional<Timeline> counted = timelines.of(sprint, call.at());
    counted.ifPresent(timeline -> kept.put(sprint, timeline));
    return counted.map(Answer::ok).orElseGet(() -> Problem.notFound().answer());
  }
}
