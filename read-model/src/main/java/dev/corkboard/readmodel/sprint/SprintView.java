package dev.corkboard.readmodel.sprint;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.corkboard.domain.sprint.SprintContent;
import dev.corkboard.domain.sprint.SprintId;
import dev.corkboard.domain.sprint.SprintState;
import dev.corkboard.readmodel.table.Shown;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** A sprint as clients see it. */
public record SprintView(SprintId id, @JsonUnwrapped SprintContent content, Instant createdAt, Instant updatedAt,
    long revision) implements Shown {

  public SprintView {
    createdAt = createdAt.truncatedTo(ChronoUnit.MILLIS);
    updatedAt = updatedAt.truncatedTo(ChronoUnit.MILLIS);
  }

  public static SprintView of(SprintState.Live sprint) {
    return new SprintView(sprint.id(), sprint.content(), sprint.createdAt(), sprint.updatedAt(), sprint.revision());
  }

  @Override
  public String key() {
    return id.value();
  }

  SprintView with(SprintContent newContent, Instant at, long newRevision) {
    return new SprintView(id, newContent, createdAt, at, newRevision);
  }
}
