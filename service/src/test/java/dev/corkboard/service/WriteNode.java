package dev.corkboard.service;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.corkboard.domain.task.TaskCommand;
import dev.corkboard.domain.task.TaskDecider;
import dev.corkboard.domain.task.TaskEvent;
import dev.corkboard.domain.task.TaskState;
import dev.corkboard.readmodel.Database;
import dev.corkboard.service.entity.FirstEvents;
import dev.corkboard.service.entity.Gateway;
import dev.corkboard.service.entity.Sharded;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Join;

/** The tasks of one node with its real settings, on a real journal, and nothing else of it. */
public final class WriteNode implements AutoCloseable {
  private final ActorSystem<Void> system;
  private final Gateway<TaskCommand, TaskState> tasks;

  private WriteNode(ActorSystem<Void> system, Gateway<TaskCommand, TaskState> tasks) {
    this.system = system;
    this.tasks = tasks;
  }

  public static WriteNode start(Database journal) {
    Settings settings = Settings
        .from(Map.of("DB_URL", journal.url(), "DB_USER", journal.user(), "DB_PASSWORD", journal.password()));
    Config config = ConfigFactory.parseString("pekko.coordinated-shutdown.exit-jvm = off")
        .withFallback(PekkoConfig.of(settings, "test"));
    ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), PekkoConfig.SYSTEM, config);
    Cluster cluster = Cluster.get(system);
    cluster.manager().tell(Join.create(cluster.selfMember().address()));
    return new WriteNode(system, Sharded.<TaskCommand, TaskEvent, TaskState>start(system, "task", new TaskDecider(),
        FirstEvents.of(system), kind -> {}, Duration.ofSeconds(5)));
  }

  public Gateway<TaskCommand, TaskState> tasks() {
    return tasks;
  }

  @Override
  public void close() throws Exception {
    system.terminate();
    system.getWhenTerminated().toCompletableFuture().get(60, TimeUnit.SECONDS);
  }
}
