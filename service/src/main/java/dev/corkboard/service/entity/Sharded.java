package dev.corkboard.service.entity;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigValueFactory;
import dev.corkboard.domain.Command;
import dev.corkboard.domain.Decider;
import dev.corkboard.domain.Decision;
import dev.corkboard.domain.Event;
import dev.corkboard.domain.State;
import dev.corkboard.readmodel.Deadline;
import dev.corkboard.readmodel.Outage;
import dev.corkboard.service.entity.EntityMessage.Execute;
import dev.corkboard.service.entity.EntityMessage.Read;
import dev.corkboard.service.meter.Counts;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.sharding.typed.ClusterShardingSettings;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.Entity;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityRef;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;
import org.apache.pekko.pattern.CircuitBreakerOpenException;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The entities of one kind, spread over the cluster: each lives on one node at a time, and only while it is used. */
public final class Sharded<C extends Command, E extends Event, S extends State> implements Gateway<C, S> {
  private static final Logger LOG = LoggerFactory.getLogger(Sharded.class);
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,36}");
  /** An event that is stored at the last moment still has to be told. */
  private static final Duration REPLY = Duration.ofMillis(300);
  private static final String PASSIVATION = "passivation.strategy";

  private final ClusterSharding sharding;
  private final EntityTypeKey<EntityMessage<C, S>> key;
  private final Decider<C, E, S> decider;
  private final Storing storing;
  private final Runnable written;

  /**
   * How what is decided comes to be stored, for all kinds.
   *
   * @param first stores what entities begin with
   * @param settlement tells when what was not stored in time never will be
   * @param clock the one that all nodes and the database share
   * @param within how long a command may take that belongs to no request
   */
  public record Storing(FirstEvents first, Settlement settlement, InstantSource clock, Duration within) {}

  private Sharded(ClusterSharding sharding, EntityTypeKey<EntityMessage<C, S>> key, Decider<C, E, S> decider,
      Storing storing, Runnable written) {
    this.sharding = sharding;
    this.key = key;
    this.decider = decider;
    this.storing = storing;
    this.written = written;
  }

  /**
   * Makes the kind known on this node. {@code kind} is the first part of every persistence id, for ever;
   * {@code written} is told the kind after events were stored.
   */
  public static <C extends Command, E extends Event, S extends State> Sharded<C, E, S> start(ActorSystem<?> system,
      String kind, Decider<C, E, S> decider, Storing storing, Consumer<String> written) {
    Runnable told = () -> written.accept(kind);
    EntityTypeKey<EntityMessage<C, S>> key = key(kind);
    ClusterSharding sharding = ClusterSharding.get(system);
    sharding.init(Entity.of(key, context -> {
      Consumer<ActorRef<EntityMessage<C, S>>> leave = entity -> context.getShard()
          .tell(new ClusterSharding.Passivate<>(entity));
      return AggregateActor.create(PersistenceId.of(kind, context.getEntityId()), decider, storing.clock(), told, leave,
          (entity, state) -> Awake.here().used(entity, state.characters(), () -> leave.accept(entity)));
    })
        .withSettings(settings(system.settings().config(), kind)));
    return new Sharded<>(sharding, key, decider, storing, told);
  }

  /** How many stay awake: as cluster.conf says of the kind, or else of all. */
  static ClusterShardingSettings settings(Config config, String kind) {
    Config sharding = config.getConfig("pekko.cluster.sharding");
    String ofTheKind = sharding.getString(PASSIVATION) + "-" + kind;
    return ClusterShardingSettings.fromConfig(sharding.hasPath("passivation." + ofTheKind)
        ? sharding.withValue(PASSIVATION, ConfigValueFactory.fromAnyRef(ofTheKind))
        : sharding);
  }

  @SuppressWarnings("unchecked")
  private static <C extends Command, S extends State> EntityTypeKey<EntityMessage<C, S>> key(String kind) {
    return (EntityTypeKey<EntityMessage<C, S>>) (EntityTypeKey<?>) EntityTypeKey.create(EntityMessage.class, kind);
  }

  @Override
  public Reply<S> send(String id, C command) {
    Deadline deadline = deadline();
    Duration patience = deadline.left().plus(REPLY);
    return settled(deadline, () -> await(
        entity(id).ask(replyTo -> new Execute<>(command, deadline.instant(), replyTo), patience), patience));
  }

  /** Decided here: nobody else knows the id, so there is nothing yet that an actor would have to keep in order. */
  @Override
  public Reply<S> sendFirst(String id, C command) {
    S initial = decider.initial();
    Decision<E> decision = decider.decide(initial, command);
    LOG.debug("{}|{} {} at revision {}: {}", key.name(), id, command.getClass().getSimpleName(), initial.revision(),
        decision.getClass().getSimpleName());
    return switch (decision) {
      case Decision.Accepted<E>(var events) -> store(checked(id), events);
      case Decision.AlreadySo<E>() -> new Reply.Accepted<>(initial);
      case Decision.Rejected<E>(var rejection) -> new Reply.Rejected<>(rejection, initial.revision());
    };
  }

  private Reply<S> store(String id, List<E> events) {
    long since = System.nanoTime();
    try {
      Deadline deadline = deadline();
      settled(deadline, () -> await(storing.first().store(PersistenceId.of(key.name(), id), events, deadline.instant()),
          deadline.left().plus(REPLY)));
    } catch (Outage notStored) {
      Counts.notStored(key.name(), System.nanoTime() - since);
      LOG.warn("{}|{} could not be stored: {}", key.name(), id, String.valueOf(notStored.getCause()));
      throw notStored;
    }
    Counts.stored(key.name(), System.nanoTime() - since);
    written.run();
    S state = decider.initial();
    for (E event : events)
      state = decider.evolve(state, event);
    LOG.debug("{}|{} is stored up to revision {}", key.name(), id, state.revision());
    return new Reply.Accepted<>(state);
  }

  @Override
  public S read(String id) {
    Duration patience = deadline().left().plus(REPLY);
    return switch (await(entity(id).<Reply<S>>ask(Read::new, patience), patience)) {
      case Reply.Accepted<S>(S state) -> state;
      case Reply.Rejected<S> impossible -> throw new IllegalStateException("a read was refused");
    };
  }

  private EntityRef<EntityMessage<C, S>> entity(String id) {
    return sharding.entityRefFor(key, checked(id));
  }

  /** A strange id would stop the other entities of its shard, or fail the transaction that others write in. */
  private static String checked(String id) {
    if (!ID.matcher(id).matches()) throw new IllegalArgumentException("not the id of an entity: " + id);
    return id;
  }

  /** That of the request; nothing is begun after it. */
  private Deadline deadline() {
    Deadline deadline = Deadline.current().orElseGet(() -> Deadline.in(storing.within(), storing.clock()));
    if (deadline.hasPassed()) throw new Outage("no time is left for the " + key.name());
    return deadline;
  }

  /** Whoever is told of the outage is told so only when nothing can be stored any more. */
  private <T> T settled(Deadline deadline, Supplier<T> work) {
    try {
      return work.get();
    } catch (Outage outage) {
      if (!isCertain(outage.getCause()) && !storing.settlement().await(deadline)) {
        Counts.unsettled(key.name());
        LOG.warn("A {} may still be stored, though its sender is told that it failed: the database does not say",
            key.name());
      }
      throw outage;
    }
  }

  /** Whether nothing was stored: it was not tried, or the database itself refused it. */
  private static boolean isCertain(Throwable cause) {
    return switch (cause) {
      case LateWrite late -> true;
      case CircuitBreakerOpenException open -> true;
      case SQLException refused -> refused.getSQLState() != null && !refused.getSQLState().startsWith("08");
      case null, default -> false;
    };
  }

  private <T> T await(CompletionStage<T> reply, Duration longest) {
    try {
      return reply.toCompletableFuture().get(longest.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException failed) {
      throw new Outage(key.name() + " entities do not reply", failed.getCause());
    } catch (TimeoutException late) {
      throw new Outage(key.name() + " entities do not reply", late);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new Outage("stopping", stopping);
    }
  }
}
