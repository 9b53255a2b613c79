package dev.corkboard.domain.task;

import dev.corkboard.domain.Origin;
import dev.corkboard.domain.State;
import dev.corkboard.domain.Username;
import dev.corkboard.domain.Versions;
import java.time.Instant;
import java.util.Optional;

/** What has become of a task. */
public sealed interface TaskState extends State {
  Versions versions();

  /** What it says or, once it is deleted, what it said last; empty before the first event. */
  Optional<TaskContent> lastContent();

  @Override
  default long revision() {
    return versions().revision();
  }

  record Absent() implements TaskState {
    @Override
    public Versions versions() {
      return Versions.NONE;
    }

    @Override
    public Optional<TaskContent> lastContent() {
      return Optional.empty();
    }
  }

  /** {@code number} is 0 if the creation event has none. */
  record Live(TaskId id, long number, TaskContent content, Username createdBy, Instant createdAt, Instant updatedAt,
      Versions versions) implements TaskState {

    @Override
    public Optional<TaskContent> lastContent() {
      return Optional.of(content);
    }

    /** Whether the sender may delete or restore the task. */
    boolean isOf(Origin origin) {
      return origin.mayActFor(createdBy) || content.assigned().filter(origin.by()::equals).isPresent();
    }

    @Override
    public int characters() {
      return content.name().length() + content.description().length();
    }

    Live with(TaskContent newContent, Instant at, Versions newVersions) {
      return new Live(id, number, newContent, createdBy, createdAt, at, newVersions);
    }
  }

  /** It can be restored to what it was last. */
  record Deleted(Live last, Versions versions) implements TaskState {

    @Override
    public Optional<TaskContent> lastContent() {
      return last.lastContent();
    }

    @Override
    public int characters() {
      return last.characters();
    }
  }
}
