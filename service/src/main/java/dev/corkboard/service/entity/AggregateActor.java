package dev.corkboard.service.entity;

import dev.corkboard.domain.Command;
import dev.corkboard.domain.Decider;
import dev.corkboard.domain.Decision;
import dev.corkboard.domain.Event;
import dev.corkboard.domain.State;
import dev.corkboard.readmodel.Cause;
import dev.corkboard.service.entity.EntityMessage.Execute;
import dev.corkboard.service.entity.EntityMessage.Read;
import dev.corkboard.service.meter.Counts;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.ObjLongConsumer;
import java.util.stream.Stream;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.persistence.typed.EventAdapter;
import org.apache.pekko.persistence.typed.EventSeq;
import org.apache.pekko.persistence.typed.JournalPersistFailed;
import org.apache.pekko.persistence.typed.JournalPersistRejected;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.SnapshotCompleted;
import org.apache.pekko.persistence.typed.internal.JournalFailureException;
import org.apache.pekko.persistence.typed.javadsl.CommandHandlerWithReply;
import org.apache.pekko.persistence.typed.javadsl.EventHandler;
import org.apache.pekko.persistence.typed.javadsl.EventSourcedBehaviorWithEnforcedReplies;
import org.apache.pekko.persistence.typed.javadsl.ReplyEffect;
import org.apache.pekko.persistence.typed.javadsl.RetentionCriteria;
import org.apache.pekko.persistence.typed.javadsl.SignalHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC.MDCCloseable;

/** Runs a decider as a persistent actor. Every rule is in the decider; every effect is here. */
public final class AggregateActor<C extends Command, E extends Event, S extends State>
    extends
      EventSourcedBehaviorWithEnforcedReplies<EntityMessage<C, S>, E, S> {
  private static final Logger LOG = LoggerFactory.getLogger(AggregateActor.class);
  private static final int EVENTS_TO_A_SNAPSHOT = 100;
  private static final int SNAPSHOTS_KEPT = 2;
  /** Characters of events after which a snapshot is taken, so that recovery reads no more than that and one event. */
  private static final int CHARACTERS_TO_A_SNAPSHOT = 2 << 20;
  private static final int RESTARTS = 5;

  private final Decider<C, E, S> decider;
  private final InstantSource clock;
  private final Runnable written;
  private final Runnable leave;
  private final Consumer<S> used;
  private final String id;
  private final String kind;
  private long charactersSinceSnapshot;
  /** What is being stored; an entity does one thing at a time. */
  private Optional<Writing> writing = Optional.empty();

  private record Writing(String requestId, Instant deadline, long since) {}

  private AggregateActor(PersistenceId id, Decider<C, E, S> decider, InstantSource clock, Runnable written,
      Runnable leave, Consumer<S> used) {
    // Without a back-off the stashed commands are dropped when the journal fails for a moment. After six seconds
    // nobody waits for them any more, and an entity that stops is recovered when somebody asks for it again.
    super(id, SupervisorStrategy.restartWithBackoff(Duration.ofMillis(200), Duration.ofSeconds(5), 0.1)
        .withMaxRestarts(RESTARTS).withResetBackoffAfter(Duration.ofSeconds(30)));
    this.decider = decider;
    this.clock = clock;
    this.written = written;
    this.leave = leave;
    this.used = used;
    this.id = id.id();
    this.kind = id.entityTypeHint();
  }

  /**
   * {@code written} is run after events were stored, to wake those who wait for them; {@code leave} takes an entity that
   * has to leave memory.
   */
  public static <C extends Command, E extends Event, S extends State> Behavior<EntityMessage<C, S>> create(
      PersistenceId id, Decider<C, E, S> decider, InstantSource clock, Runnable written,
      Consumer<ActorRef<EntityMessage<C, S>>> leave) {
    return create(id, decider, clock, written, leave, (entity, state) -> {
    });
  }

  /** {@code used} is told the state with each message, and after each change. */
  static <C extends Command, E extends Event, S extends State> Behavior<EntityMessage<C, S>> create(
      PersistenceId id, Decider<C, E, S> decider, InstantSource clock, Runnable written,
      Consumer<ActorRef<EntityMessage<C, S>>> leave, BiConsumer<ActorRef<EntityMessage<C, S>>, S> used) {
    return Behaviors.setup(context -> new AggregateActor<C, E, S>(id, decider, clock, written,
        () -> leave.accept(context.getSelf()), state -> used.accept(context.getSelf(), state)));
  }

  @Override
  public S emptyState() {
    return decider.initial();
  }

  @Override
  public CommandHandlerWithReply<EntityMessage<C, S>, E, S> commandHandler() {
    return (state, message) -> {
      used.accept(state);
      return switch (message) {
        case Execute<C, S> execute -> execute(state, execute);
        case Read<C, S> read -> reply(read, state, new Reply.Accepted<>(state));
      };
    };
  }

  /** The first events are stored beside us ({@link FirstEvents}); one of whom nothing is known must not go on so. */
  private ReplyEffect<E, S> reply(EntityMessage<C, S> message, S state, Reply<S> reply) {
    if (state.revision() == 0) leave.run();
    return Effect().reply(message.replyTo(), reply);
  }

  /** What goes to the journal along with an event; it is read by {@link EntityJournalDao} and not stored. */
  @Override
  public EventAdapter<E, ?> eventAdapter() {
    return new EventAdapter<E, E>() {
      @Override
      public E toJournal(E event) {
        return event;
      }

      @Override
      public String manifest(E event) {
        return writing.map(now -> EntityJournalDao.manifest(now.deadline())).orElse("");
      }

      @Override
      public EventSeq<E> fromJournal(E event, String manifest) {
        return EventSeq.single(event);
      }
    };
  }

  @Override
  public EventHandler<S, E> eventHandler() {
    return (state, event) -> {
      charactersSinceSnapshot += characters(event);
      return decider.evolve(state, event);
    };
  }

  private static long characters(Event event) {
    return event.changes().values().stream().flatMap(change -> Stream.of(change.from(), change.to()))
        .mapToLong(value -> value instanceof String text ? text.length() : 0).sum();
  }

  /** Also takes a snapshot when the events since the last one have much text. */
  @Override
  public boolean shouldSnapshot(S state, E event, long sequenceNr) {
    boolean due = charactersSinceSnapshot >= CHARACTERS_TO_A_SNAPSHOT;
    if (due) charactersSinceSnapshot = 0;
    return due;
  }

  /** Events are never deleted; snapshots only shorten recovery and may be thrown away. */
  @Override
  public RetentionCriteria retentionCriteria() {
    return RetentionCriteria.snapshotEvery(EVENTS_TO_A_SNAPSHOT, SNAPSHOTS_KEPT);
  }

  @Override
  public SignalHandler<S> signalHandler() {
    return newSignalHandlerBuilder()
        .onSignal(SnapshotCompleted.class, (state, signal) -> charactersSinceSnapshot = 0)
        .onSignal(JournalPersistFailed.class, (state, signal) -> notStored(signal.getFailure()))
        .onSignal(JournalPersistRejected.class, (state, signal) -> rejected(signal.getFailure())).build();
  }

  /** To start again from the journal as after its failure; as it is, one whose event is refused would stop. */
  private void rejected(Throwable failure) {
    notStored(failure);
    throw new JournalFailureException(id + " starts again after what was refused", failure);
  }

  private ReplyEffect<E, S> execute(S state, Execute<C, S> message) {
    C command = message.command();
    try (MDCCloseable cause = Cause.of(command.origin().requestId())) {
      if (clock.instant().isAfter(message.deadline())) return late(command);
      Decision<E> decision = decider.decide(state, command);
      LOG.debug("{} {} at revision {}: {}", id, command.getClass().getSimpleName(), state.revision(),
          decision.getClass().getSimpleName());
      return switch (decision) {
        case Decision.Accepted<E>(var events) -> store(events, message);
        case Decision.AlreadySo<E>() -> reply(message, state, new Reply.Accepted<>(state));
        case Decision.Rejected<E>(var rejection) ->
          reply(message, state, new Reply.Rejected<>(rejection, state.revision()));
      };
    }
  }

  /** It waited too long, for this entity or on its way: nobody waits for the reply. */
  private ReplyEffect<E, S> late(C command) {
    Counts.late(kind);
    LOG.info("{} {} came after its deadline and is not carried out", id, command.getClass().getSimpleName());
    return Effect().noReply();
  }

  private ReplyEffect<E, S> store(List<E> events, Execute<C, S> message) {
    writing = Optional.of(new Writing(message.command().origin().requestId(), message.deadline(), System.nanoTime()));
    return Effect().persist(events).thenRun(this::stored).thenReply(message.replyTo(), Reply.Accepted::new);
  }

  private void stored(S state) {
    used.accept(state);
    ended(Counts::stored, () -> LOG.debug("{} is stored up to revision {}", id, state.revision()));
    written.run();
  }

  private void notStored(Throwable failure) {
    ended(Counts::notStored, () -> LOG.warn("{} could not be stored: {}", id, failure.toString()));
  }

  private void ended(ObjLongConsumer<String> count, Runnable log) {
    writing.ifPresent(done -> {
      count.accept(kind, System.nanoTime() - done.since());
      try (MDCCloseable cause = Cause.of(done.requestId())) {
        log.run();
      }
    });
    writing = Optional.empty();
  }
}
