package dev.corkboard.service.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.corkboard.domain.Change;
import dev.corkboard.domain.Event;
import dev.corkboard.domain.Stamp;
import dev.corkboard.domain.Username;
import dev.corkboard.domain.task.TaskEvent;
import dev.corkboard.domain.task.TaskId;
import dev.corkboard.domain.task.TaskStatus;
import dev.corkboard.domain.tweet.TweetContent;
import dev.corkboard.domain.tweet.TweetEvent;
import dev.corkboard.domain.tweet.TweetId;
import dev.corkboard.readmodel.journal.JournalEvent;
import dev.corkboard.readmodel.journal.Position;
import dev.corkboard.readmodel.json.Json;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EventViewTest {
  private static final Stamp STAMP = new Stamp(new Username("anna"), Instant.parse("2026-05-04T12:00:00.5Z"), "r-1");

  @Test
  void fieldsAreNamedAndWrittenAsInTheResource() {
    Map<String, Change> changes = new LinkedHashMap<>();
    changes.put("status", new Change(TaskStatus.TODO, TaskStatus.IN_PROGRESS));
    changes.put("order", new Change(1.0, 2.5));
    changes.put("started", new Change(Optional.empty(), Optional.of(LocalDate.of(2026, 5, 4))));
    changes.put("remindAt", new Change(Optional.of(STAMP.at()), Optional.empty()));
    assertThat(json(3, "task-moved", new TaskEvent.Moved(new TaskId("t"), changes, STAMP))).isEqualTo("""
        {"revision":3,"event":"task-moved","at":"2026-05-04T12:00:00.500Z","by":"anna","changes":{\
        "status":{"from":"todo","to":"in_progress"},"order":{"from":1,"to":2.5},\
        "started":{"from":null,"to":"2026-05-04"},"remind_at":{"from":"2026-05-04T12:00:00.500Z","to":null}},\
        "request_id":"r-1"}""");
  }

  @Test
  void creationAndRestorationComeFromNothingAndADeletionLeadsThere() {
    TweetId id = new TweetId("t");
    assertThat(json(1, "tweet-created", new TweetEvent.Created(id, new TweetContent("hello"), STAMP)))
        .contains("\"changes\":{\"text\":{\"from\":null,\"to\":\"hello\"}}");
    TweetContent hello = new TweetContent("hello");
    assertThat(json(2, "tweet-deleted", new TweetEvent.Deleted(id, Optional.of(hello), STAMP)))
        .contains("\"changes\":{\"text\":{\"from\":\"hello\",\"to\":null}}");
    assertThat(json(3, "tweet-restored", new TweetEvent.Restored(id, hello, STAMP)))
        .contains("\"changes\":{\"text\":{\"from\":null,\"to\":\"hello\"}}");
  }

  private static String json(long revision, String name, Event event) {
    JournalEvent journaled = new JournalEvent(new Position(1, 1), "task", "t", revision, name, event, STAMP.at());
    return new String(Json.bytes(EventView.of(journaled)), UTF_8);
  }
}
