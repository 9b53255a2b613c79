package dev.corkboard.service.entity;

import dev.corkboard.domain.Command;
import dev.corkboard.domain.Decider;
import dev.corkboard.domain.Decision;
import dev.corkboard.domain.Event;
import dev.corkboard.domain.State;
import dev.corkboard.readmodel.Outage;
import dev.corkboard.service.entity.EntityMessage.Execute;
import dev.corkboard.service.entity.EntityMessage.Read;
import dev.corkboard.service.meter.Counts;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigValueFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.sharding.typed.ClusterShardingSettings;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.Entity;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityRef;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The entities of one kind, spread over the cluster: each lives on one node at a time, and only while it is used. */
public final class Sharded<C extends Command, E extends Event, S extends State> implements Gateway<C, S> {
  private static final Logger LOG = LoggerFactory.getLogger(Sharded.class);
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,36}");
  private static final String PASSIVATION = "passivation.strategy";

  private final ClusterSharding sharding;
  private final EntityTypeKey<EntityMessage<C, S>> key;
  private final Decider<C, E, S> decider;
  private final FirstEvents first;
  private final Runnable written;
  private final Duration timeout;

  private Sharded(ClusterSharding sharding, EntityTypeKey<EntityMessage<C, S>> key, Decider<C, E, S> decider,
      FirstEvents first, Runnable written, Duration timeout) {
    this.sharding = sharding;
    this.key = key;
    this.decider = decider;
    this.first = first;
    this.written = written;
    this.timeout = timeout;
  }

  /**
   * Makes the kind known on this node. {@code kind} is the first part of every persistence id, for ever;
   * {@code first} stores what entities begin with; {@code written} is told the kind after events were stored.
   */
  public static <C extends Command, E extends Event, S extends State> Sharded<C, E, S> start(ActorSystem<?> system,
      String kind, Decider<C, E, S> decider, FirstEvents first, Consumer<String> written, Duration timeout) {
    Runnable told = () -> written.accept(kind);
    EntityTypeKey<EntityMessage<C, S>> key = key(kind);
    ClusterSharding sharding = ClusterSharding.get(system);
    sharding.init(Entity.of(key, context -> Behaviors.setup(actor -> AggregateActor.create(
        PersistenceId.of(kind, context.getEntityId()), decider, told,
        state -> Awake.here().used(actor.getSelf(), state.characters(),
            () -> context.getShard().tell(new ClusterSharding.Passivate<>(actor.getSelf()))))))
        .withSettings(settings(system.settings().config(), kind)));
    return new Sharded<>(sharding, key, decider, first, told, timeout);
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
    return await(entity(id).ask(replyTo -> new Execute<>(command, replyTo), timeout));
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
      await(first.store(PersistenceId.of(key.name(), id), events));
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
    return switch (await(entity(id).<Reply<S>>ask(Read::new, timeout))) {
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

  private <T> T await(CompletionStage<T> reply) {
    try {
      return reply.toCompletableFuture().get();
    } catch (ExecutionException failed) {
      throw new Outage(key.name() + " entities do not reply", failed.getCause());
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new Outage("stopping", stopping);
    }
  }
}
