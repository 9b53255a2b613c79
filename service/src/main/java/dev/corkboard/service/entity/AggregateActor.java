package dev.corkboard.service.entity;

import dev.corkboard.domain.Command;
import dev.corkboard.domain.Decider;
import dev.corkboard.domain.Decision;
import dev.corkboard.domain.Event;
import dev.corkboard.domain.State;
import dev.corkboard.service.entity.EntityMessage.Execute;
import dev.corkboard.service.entity.EntityMessage.Read;
import java.time.Duration;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.javadsl.CommandHandlerWithReply;
import org.apache.pekko.persistence.typed.javadsl.EventHandler;
import org.apache.pekko.persistence.typed.javadsl.EventSourcedBehaviorWithEnforcedReplies;
import org.apache.pekko.persistence.typed.javadsl.ReplyEffect;
import org.apache.pekko.persistence.typed.javadsl.RetentionCriteria;

/** Runs a decider as a persistent actor. Every rule is in the decider; every effect is here. */
public final class AggregateActor<C extends Command, E extends Event, S extends State>
    extends
      EventSourcedBehaviorWithEnforcedReplies<EntityMessage<C, S>, E, S> {
  private static final int EVENTS_TO_A_SNAPSHOT = 100;
  private static final int SNAPSHOTS_KEPT = 2;
  private static final int RESTARTS = 5;

  private final Decider<C, E, S> decider;
  private final Runnable written;

  private AggregateActor(PersistenceId id, Decider<C, E, S> decider, Runnable written) {
    // Without a back-off the stashed commands are dropped when the journal fails for a moment. After six seconds
    // nobody waits for them any more, and an entity that stops is recovered when somebody asks for it again.
    super(id, SupervisorStrategy.restartWithBackoff(Duration.ofMillis(200), Duration.ofSeconds(5), 0.1)
        .withMaxRestarts(RESTARTS).withResetBackoffAfter(Duration.ofSeconds(30)));
    this.decider = decider;
    this.written = written;
  }

  /** {@code written} is run after events were stored, to wake those who wait for them. */
  public static <C extends Command, E extends Event, S extends State> Behavior<EntityMessage<C, S>> create(
      PersistenceId id, Decider<C, E, S> decider, Runnable written) {
    return new AggregateActor<>(id, decider, written);
  }

  @Override
  public S emptyState() {
    return decider.initial();
  }

  @Override
  public CommandHandlerWithReply<EntityMessage<C, S>, E, S> commandHandler() {
    return (state, message) -> switch (message) {
      case Execute<C, S> execute -> execute(state, execute);
      case Read<C, S> read -> Effect().reply(read.replyTo(), new Reply.Accepted<>(state));
    };
  }

  @Override
  public EventHandler<S, E> eventHandler() {
    return decider::evolve;
  }

  /** Events are never deleted; snapshots only shorten recovery and may be thrown away. */
  @Override
  public RetentionCriteria retentionCriteria() {
    return RetentionCriteria.snapshotEvery(EVENTS_TO_A_SNAPSHOT, SNAPSHOTS_KEPT);
  }

  private ReplyEffect<E, S> execute(S state, Execute<C, S> message) {
    return switch (decider.decide(state, message.command())) {
      case Decision.Accepted<E>(var events) -> Effect().persist(events)
          .thenRun(newState -> written.run())
          .thenReply(message.replyTo(), Reply.Accepted::new);
      case Decision.AlreadySo<E>() -> Effect().reply(message.replyTo(), new Reply.Accepted<>(state));
      case Decision.Rejected<E>(var rejection) ->
        Effect().reply(message.replyTo(), new Reply.Rejected<>(rejection, state.revision()));
    };
  }
}
