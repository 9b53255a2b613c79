package dev.corkboard.readmodel.sprint;

import dev.corkboard.readmodel.query.Conditions;
import dev.corkboard.readmodel.query.Filter;
import dev.corkboard.readmodel.query.Sort;
import java.time.LocalDate;
import java.util.Optional;

/** Which sprints, by when they end and what they say; both bounds are included. */
public record SprintFilter(Optional<LocalDate> endMin, Optional<LocalDate> endMax, Optional<String> q,
    Sort<SprintView> sort) implements Filter<SprintView> {

  public static final SprintFilter ALL = new SprintFilter(Optional.empty(), Optional.empty(), Optional.empty(),
      SprintSorts.END);

  @Override
  public Conditions conditions() {
    return new Conditions().atLeast("\"end\"", endMin).atMost("\"end\"", endMax).words(q);
  }
}
