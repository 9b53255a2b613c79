package dev.corkboard.domain.sprint;

import dev.corkboard.domain.Fields;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** How many tasks at most are to be in each column of a sprint; a column without a limit has none. */
public record WipLimits(Optional<Integer> todo, Optional<Integer> inProgress, Optional<Integer> testing,
    Optional<Integer> done) {

  public static final Fields<WipLimits> FIELDS = Fields.of(WipLimits.class);
  public static final WipLimits NONE = new WipLimits(Optional.empty(), Optional.empty(), Optional.empty(),
      Optional.empty());
  public static final int MAX = 1000;

  /** In a patch: removes the limit of a column. */
  public static final int TAKEN_BACK = 0;

  public WipLimits {
    todo = orNone(todo);
    inProgress = orNone(inProgress);
    testing = orNone(testing);
    done = orNone(done);
  }

  /** Merges these limits over others; a column without a limit here keeps the other's. */
  WipLimits over(WipLimits before) {
    Map<String, Object> wanted = new HashMap<>();
    for (String column : FIELDS.names()) {
      Optional<?> limit = (Optional<?>) FIELDS.get(this, column);
      if (limit.isPresent()) wanted.put(column, limit.filter(it -> !it.equals(TAKEN_BACK)));
    }
    return FIELDS.with(before, wanted);
  }

  /** The patch that leads to exactly these limits. */
  public WipLimits alone() {
    Optional<Integer> back = Optional.of(TAKEN_BACK);
    return over(new WipLimits(back, back, back, back));
  }

  private static Optional<Integer> orNone(Optional<Integer> limit) {
    if (limit == null) return Optional.empty(); // it was not stored
    limit.ifPresent(most -> {
      if (most < TAKEN_BACK || most > MAX) throw new IllegalArgumentException("not a limit: " + most);
    });
    return limit;
  }
}
