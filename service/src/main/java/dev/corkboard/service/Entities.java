package dev.corkboard.service;

import dev.corkboard.domain.Command;
import dev.corkboard.domain.Decider;
import dev.corkboard.domain.Event;
import dev.corkboard.domain.State;
import dev.corkboard.domain.post.PostCommand;
import dev.corkboard.domain.post.PostDecider;
import dev.corkboard.domain.post.PostEvent;
import dev.corkboard.domain.post.PostState;
import dev.corkboard.domain.sprint.SprintCommand;
import dev.corkboard.domain.sprint.SprintDecider;
import dev.corkboard.domain.sprint.SprintEvent;
import dev.corkboard.domain.sprint.SprintState;
import dev.corkboard.domain.task.TaskCommand;
import dev.corkboard.domain.task.TaskDecider;
import dev.corkboard.domain.task.TaskEvent;
import dev.corkboard.domain.task.TaskState;
import dev.corkboard.domain.tweet.TweetCommand;
import dev.corkboard.domain.tweet.TweetDecider;
import dev.corkboard.domain.tweet.TweetEvent;
import dev.corkboard.domain.tweet.TweetState;
import dev.corkboard.readmodel.journal.JournalHint;
import dev.corkboard.readmodel.journal.JournalReader;
import dev.corkboard.service.entity.FirstEvents;
import dev.corkboard.service.entity.JournalPast;
import dev.corkboard.service.entity.Settlement;
import dev.corkboard.service.entity.Sharded;
import dev.corkboard.service.entity.Sharded.Storing;
import dev.corkboard.service.http.ApiRoutes.WriteSide;
import dev.corkboard.service.http.ApiRoutes.Writes;
import dev.corkboard.service.id.TaskNumbers;
import dev.corkboard.service.idempotency.IdempotencyKeys;
import java.time.Duration;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.apache.pekko.actor.typed.ActorSystem;

/** Starts the entities of every kind on this node. */
final class Entities {

  /** Of what belongs to no request: docs/architecture.md, "Timeouts". */
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final ActorSystem<?> system;
  private final JournalHint hint;
  private final JournalReader journal;
  private final Storing storing;

  private Entities(ActorSystem<?> system, JournalHint hint, JournalReader journal, Storing storing) {
    this.system = system;
    this.hint = hint;
    this.journal = journal;
    this.storing = storing;
  }

  static WriteSide start(ActorSystem<?> system, JournalHint hint, JournalReader journal, DataSource main,
      InstantSource clock) {
    Storing storing = new Storing(FirstEvents.of(system), new Settlement(main), clock, TIMEOUT);
    Entities entities = new Entities(system, hint, journal, storing);
    return new WriteSide(
        entities.<PostCommand, PostEvent, PostState>start("post", PostEvent.class, new PostDecider()),
        entities.<TweetCommand, TweetEvent, TweetState>start("tweet", TweetEvent.class, new TweetDecider()),
        entities.<SprintCommand, SprintEvent, SprintState>start("sprint", SprintEvent.class, new SprintDecider()),
        entities.<TaskCommand, TaskEvent, TaskState>start("task", TaskEvent.class, new TaskDecider()),
        new IdempotencyKeys(main), new TaskNumbers(main));
  }

  private <C extends Command, E extends Event, S extends State> Writes<C, S> start(String kind, Class<E> events,
      Decider<C, E, S> decider) {
    return new Writes<>(Sharded.start(system, kind, decider, storing, hint::written),
        new JournalPast<>(kind, events, decider, journal));
  }
}
