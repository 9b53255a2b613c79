package dev.corkboard.service.serialization;

import dev.corkboard.domain.post.PostCommand;
import dev.corkboard.domain.post.PostContent;
import dev.corkboard.domain.post.PostEvent;
import dev.corkboard.domain.post.PostState;
import dev.corkboard.domain.sprint.SprintCommand;
import dev.corkboard.domain.sprint.SprintContent;
import dev.corkboard.domain.sprint.SprintEvent;
import dev.corkboard.domain.sprint.SprintState;
import dev.corkboard.domain.task.TaskCommand;
import dev.corkboard.domain.task.TaskContent;
import dev.corkboard.domain.task.TaskEvent;
import dev.corkboard.domain.task.TaskState;
import dev.corkboard.domain.tweet.TweetCommand;
import dev.corkboard.domain.tweet.TweetContent;
import dev.corkboard.domain.tweet.TweetEvent;
import dev.corkboard.domain.tweet.TweetState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Every name that stands in the journal or goes between nodes. A name once used keeps its meaning for ever. */
final class WireNames {

  static final List<AggregateNames> AGGREGATES = List.of(
      new AggregateNames("post", PostContent.class,
          Map.of("post-created", PostEvent.Created.class, "post-changed", PostEvent.Changed.class, "post-deleted",
              PostEvent.Deleted.class, "post-restored", PostEvent.Restored.class),
          Map.of("post-state-absent", PostState.Absent.class, "post-state-live", PostState.Live.class,
              "post-state-deleted", PostState.Deleted.class),
          Map.of("post-create", PostCommand.Create.class, "post-change", PostCommand.Change.class, "post-delete",
              PostCommand.Delete.class, "post-restore", PostCommand.Restore.class)),
      new AggregateNames("tweet", TweetContent.class,
          Map.of("tweet-created", TweetEvent.Created.class, "tweet-deleted", TweetEvent.Deleted.class, "tweet-restored",
              TweetEvent.Restored.class),
          Map.of("tweet-state-absent", TweetState.Absent.class, "tweet-state-live", TweetState.Live.class,
              "tweet-state-deleted", TweetState.Deleted.class),
          Map.of("tweet-create", TweetCommand.Create.class, "tweet-delete", TweetCommand.Delete.class, "tweet-restore",
              TweetCommand.Restore.class)),
      new AggregateNames("sprint", SprintContent.class,
          Map.of("sprint-created", SprintEvent.Created.class, "sprint-changed", SprintEvent.Changed.class,
              "sprint-deleted", SprintEvent.Deleted.class, "sprint-restored", SprintEvent.Restored.class),
          Map.of("sprint-state-absent", SprintState.Absent.class, "sprint-state-live", SprintState.Live.class,
              "sprint-state-deleted", SprintState.Deleted.class),
          Map.of("sprint-create", SprintCommand.Create.class, "sprint-change", SprintCommand.Change.class,
              "sprint-close", SprintCommand.Close.class, "sprint-delete", SprintCommand.Delete.class, "sprint-restore",
              SprintCommand.Restore.class)),
      new AggregateNames("task", TaskContent.class,
          Map.of("task-created", TaskEvent.Created.class, "task-changed", TaskEvent.Changed.class, "task-moved",
              TaskEvent.Moved.class, "task-deleted", TaskEvent.Deleted.class, "task-restored",
              TaskEvent.Restored.class),
          Map.of("task-state-absent", TaskState.Absent.class, "task-state-live-2", TaskState.Live.class,
              "task-state-deleted-2", TaskState.Deleted.class),
          Map.of("task-create", TaskCommand.Create.class, "task-change", TaskCommand.Change.class, "task-move",
              TaskCommand.Move.class, "task-shift", TaskCommand.Shift.class, "task-delete", TaskCommand.Delete.class,
              "task-restore", TaskCommand.Restore.class)));

  /** A name with its class, and the content record that tells the types of changed values. */
  record Named(String name, Class<?> type, Class<? extends Record> content) {}

  private static final Map<String, Named> BY_NAME = new HashMap<>();
  private static final Map<Class<?>, Named> BY_TYPE = new HashMap<>();

  static {
    for (AggregateNames aggregate : AGGREGATES) {
      aggregate.all().forEach((name, type) -> {
        Named named = new Named(name, type, aggregate.content());
        if (BY_NAME.put(name, named) != null || BY_TYPE.put(type, named) != null) {
          throw new IllegalStateException(name + " or " + type + " stands here twice");
        }
      });
    }
  }

  private WireNames() {}

  static Named named(String name) {
    Named named = BY_NAME.get(name);
    if (named == null) throw new IllegalArgumentException("no class is stored under the name " + name);
    return named;
  }

  static Named nameOf(Object value) {
    Named named = BY_TYPE.get(value.getClass());
    if (named == null) throw new IllegalArgumentException(value.getClass() + " has no name to be stored under");
    return named;
  }
}
