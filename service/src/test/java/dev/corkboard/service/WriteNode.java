package dev.corkboard.service;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.zaxxer.hikari.HikariDataSource;
import dev.corkboard.domain.task.TaskCommand;
import dev.corkboard.domain.task.TaskDecider;
import dev.corkboard.domain.task.TaskEvent;
import dev.corkboard.domain.task.TaskState;
import dev.corkboard.readmodel.Database;
import dev.corkboard.service.clock.DatabaseClock;
import dev.corkboard.service.entity.FirstEvents;
import dev.corkboard.service.entity.Gateway;
import dev.corkboard.service.entity.Settlement;
import dev.corkboard.service.entity.Sharded;
import dev.corkboard.service.entity.Sharded.Storing;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Join;

/** The tasks of one node with its real settings, on a real journal, and nothing else of it. */
public final class WriteNode implements AutoCloseable {
  private final ActorSystem<Void> system;
  private final HikariDataSource database;
  private final Gateway<TaskCommand, TaskState> tasks;

  private WriteNode(ActorSystem<Void> system, HikariDataSource database, Gateway<TaskCommand, TaskState> tasks) {
    this.system = system;
    this.database = database;
    this.tasks = tasks;
  }

  /** In a cluster of its own. */
  public static WriteNode start(Database journal) {
    WriteNode node = alone(journal, clock -> clock);
    node.join();
    return node;
  }

  /** In no cluster yet; {@code clock} is made of the real one. */
  public static WriteNode alone(Database journal, UnaryOperator<InstantSource> clock) {
    Settings settings = Settings
        .from(Map.of("DB_URL", journal.url(), "DB_USER", journal.user(), "DB_PASSWORD", journal.password()));
    Config config = ConfigFactory.parseString("pekko.coordinated-shutdown.exit-jvm = off")
        .withFallback(PekkoConfig.of(settings, "test"));
    ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), PekkoConfig.SYSTEM, config);
    HikariDataSource database = journal.pool("main", 2);
    Storing storing = new Storing(FirstEvents.of(system), new Settlement(database),
        clock.apply(DatabaseClock.of(database)), Duration.ofSeconds(5));
    return new WriteNode(system, database, Sharded.<TaskCommand, TaskEvent, TaskState>start(system, "task",
        new TaskDecider(), storing, kind -> {}));
  }

  /** Forms a cluster. */
  public void join() {
    Cluster cluster = Cluster.get(system);
    cluster.manager().tell(Join.create(cluster.selfMember().address()));
  }

  public Gateway<TaskCommand, TaskState> tasks() {
    return tasks;
  }

  @Override
  public void close() throws Exception {
    system.terminate();
    system.getWhenTerminated().toCompletableFuture().get(60, TimeUnit.SECONDS);
    database.close();
  }
}
