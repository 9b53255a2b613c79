package dev.corkboard.service.entity;

import dev.corkboard.domain.Command;
import dev.corkboard.domain.Decider;
import dev.corkboard.domain.Event;
import dev.corkboard.domain.State;
import dev.corkboard.readmodel.Outage;
import dev.corkboard.service.entity.EntityMessage.Execute;
import dev.corkboard.service.entity.EntityMessage.Read;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.Entity;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityRef;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;
import org.apache.pekko.persistence.typed.PersistenceId;

/** The entities of one kind, spread over the cluster: each lives on one node at a time, and only while it is used. */
public final class Sharded<C extends Command, E extends Event, S extends State> implements Gateway<C, S> {

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,36}");

  private final ClusterSharding sharding;
  private final EntityTypeKey<EntityMessage<C, S>> key;
  private final Duration timeout;

  private Sharded(ClusterSharding sharding, EntityTypeKey<EntityMessage<C, S>> key, Duration timeout) {
    this.sharding = sharding;
    this.key = key;
    this.timeout = timeout;
  }

  /**
   * Makes the kind known on this node. {@code kind} is the first part of every persistence id, for ever;
   * {@code written} is told the kind after events were stored.
   */
  public static <C extends Command, E extends Event, S extends State> Sharded<C, E, S> start(ActorSystem<?> system,
      String kind, Decider<C, E, S> decider, Consumer<String> written, Duration timeout) {
    EntityTypeKey<EntityMessage<C, S>> key = key(kind);
    ClusterSharding sharding = ClusterSharding.get(system);
    sharding.init(Entity.of(key, context -> AggregateActor.create(
        PersistenceId.of(kind, context.getEntityId()), decider, () -> written.accept(kind))));
    return new Sharded<>(sharding, key, timeout);
  }

  @SuppressWarnings("unchecked")
  private static <C extends Command, S extends State> EntityTypeKey<EntityMessage<C, S>> key(String kind) {
    return (EntityTypeKey<EntityMessage<C, S>>) (EntityTypeKey<?>) EntityTypeKey.create(EntityMessage.class, kind);
  }

  @Override
  public Reply<S> send(String id, C command) {
    return await(entity(id).ask(replyTo -> new Execute<>(command, replyTo), timeout));
  }

  @Override
  public Reply<S> sendFirst(String id, C command) {
    return FirstCommands.during(PersistenceId.of(key.name(), id).id(), () -> send(id, command));
  }

  @Override
  public S read(String id) {
    return switch (await(entity(id).<Reply<S>>ask(Read::new, timeout))) {
      case Reply.Accepted<S>(S state) -> state;
      case Reply.Rejected<S> impossible -> throw new IllegalStateException("a read was refused");
    };
  }

  /** A strange id would stop the other entities of its shard, or fail the transaction that others write in. */
  private EntityRef<EntityMessage<C, S>> entity(String id) {
    if (!ID.matcher(id).matches()) throw new IllegalArgumentException("not the id of an entity: " + id);
    return sharding.entityRefFor(key, id);
  }

  private Reply<S> await(CompletionStage<Reply<S>> reply) {
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
