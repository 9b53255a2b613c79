package dev.corkboard.domain.sprint;

import dev.corkboard.domain.State;
import dev.corkboard.domain.Username;
import dev.corkboard.domain.Versions;
import java.time.Instant;

/** What has become of a sprint. */
public sealed interface SprintState extends State {
  Versions versions();

  @Override
  default long revision() {
    return versions().revision();
  }

  record Absent() implements SprintState {
    @Override
    public Versions versions() {
      return Versions.NONE;
    }
  }

  record Live(SprintId id, SprintContent content, Username createdBy, Instant createdAt, Instant updatedAt,
      Versions versions) implements SprintState {

    @Override
    public int characters() {
      return content.name().length() + content.description().length();
    }

    Live with(SprintContent newContent, Instant at, Versions newVersions) {
      return new Live(id, newContent, createdBy, createdAt, at, newVersions);
    }
  }

  record Deleted(Live last, Versions versions) implements SprintState {
    @Override
    public int characters() {
      return last.characters();
    }
  }
}
