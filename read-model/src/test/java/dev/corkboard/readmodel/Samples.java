package dev.corkboard.readmodel;

import dev.corkboard.domain.Change;
import dev.corkboard.domain.Stamp;
import dev.corkboard.domain.Username;
import dev.corkboard.domain.task.TaskContent;
import dev.corkboard.domain.task.TaskEvent;
import dev.corkboard.domain.task.TaskId;
import dev.corkboard.domain.task.TaskPriority;
import dev.corkboard.domain.task.TaskStatus;
import dev.corkboard.domain.tweet.TweetContent;
import dev.corkboard.domain.tweet.TweetEvent;
import dev.corkboard.domain.tweet.TweetId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Events that tests need some of, whatever they say. */
public final class Samples {

  public static final Instant NOON = Instant.parse("2026-05-04T12:00:00.123456789Z");
  public static final Stamp STAMP = new Stamp(new Username("anna"), NOON, "request-1");

  public static final long NUMBER = 7;

  private Samples() {}

  public static TaskContent task(String name, double order) {
    return new TaskContent(name, "", Optional.empty(), TaskStatus.TODO, order, Optional.empty(), Optional.empty(),
        Optional.empty(), Optional.empty(), Optional.empty(), List.of(), Optional.empty(), TaskPriority.NORMAL);
  }

  public static TaskContent task(String name, Map<String, Object> fields) {
    return TaskContent.FIELDS.with(task(name, 1), fields);
  }

  public static TaskEvent.Created taskCreated(String id, TaskContent content) {
    return new TaskEvent.Created(new TaskId(id), OptionalLong.of(NUMBER), content, STAMP);
  }

  public static TaskEvent.Changed taskRenamed(String id, String from, String to) {
    return new TaskEvent.Changed(new TaskId(id), Map.of("name", new Change(from, to)), STAMP);
  }

  public static TaskEvent.Deleted taskDeleted(String id) {
    return new TaskEvent.Deleted(new TaskId(id), Optional.empty(), STAMP);
  }

  public static TweetEvent.Created tweeted(String id, String text) {
    return new TweetEvent.Created(new TweetId(id), new TweetContent(text), STAMP);
  }
}
