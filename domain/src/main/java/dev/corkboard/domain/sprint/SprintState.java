package dev.corkboard.domain.sprint;

import dev.corkboard.domain.State;
import dev.corkboard.domain.Username;
import dev.corkboard.domain.Versions;
import java.time.Instant;
import java.util.Optional;

/** What has become of a sprint. */
public sealed interface SprintState extends State {
  Versions versions();

  /** What it says or, once it is deleted, what it said last; empty before the first event. */
  Optional<SprintContent> lastContent();

  @Override
  default long revision() {
    return versions().revision();
  }

  record Absent() implements SprintState {
    @Override
    public Versions versions() {
      return Versions.NONE;
    }

    @Override
    public Optional<SprintContent> lastContent() {
      return Optional.empty();
    }
  }

  record Live(SprintId id, SprintContent content, Username createdBy, Instant createdAt, Instant updatedAt,
      Versions versions) implements SprintState {

    @Override
    public Optional<SprintContent> lastContent() {
      return Optional.of(content);
    }

    public int characters() {
      return content.name().length() + content.description().length();
    }

    Live with(SprintContent newContent, Instant at, Versions newVersions) {
      return new Live(id, newContent, createdBy, createdAt, at, newVersions);
    }
  }

  record Deleted(Live last, Versions versions) implements SprintState {

    @Override
    public Optional<SprintContent> lastContent() {
      return last.lastContent();
    }

    @Override
    public int characters() {
      return last.characters();
    }
  }
}
