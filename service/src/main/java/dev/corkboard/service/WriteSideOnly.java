package dev.corkboard.service;

import com.zaxxer.hikari.HikariDataSource;
import dev.corkboard.domain.task.TaskCommand;
import dev.corkboard.domain.task.TaskState;
import dev.corkboard.readmodel.journal.JournalHint;
import dev.corkboard.readmodel.journal.JournalReader;
import dev.corkboard.service.clock.DatabaseClock;
import dev.corkboard.service.entity.Gateway;
import dev.corkboard.service.http.ApiRoutes.WriteSide;
import dev.corkboard.service.serialization.EventSerializer;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** The entities alone, without views and HTTP: for measuring what a persist costs. */
public final class WriteSideOnly implements AutoCloseable {
  private final ActorSystem<Void> system;
  private final HikariDataSource database;
  private final WriteSide writes;

  private WriteSideOnly(ActorSystem<Void> system, HikariDataSource database, WriteSide writes) {
    this.system = system;
    this.database = database;
    this.writes = writes;
  }

  /** Migrates, and starts a cluster of one. */
  public static WriteSideOnly start(Settings settings) {
    Pools.migrate(settings);
    HikariDataSource database = settings.database().pool("main", 2);
    ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), PekkoConfig.SYSTEM,
        PekkoConfig.of(settings, Version.text()));
    ClusterFormation.joinIfAlone(system, settings.cluster());
    JournalReader journal = new JournalReader(database, EventSerializer.decoder());
    return new WriteSideOnly(system, database,
        Entities.start(system, new JournalHint(), journal, database, DatabaseClock.of(database)));
  }

  public Gateway<TaskCommand, TaskState> tasks() {
    return writes.tasks().gateway();
  }

  @Override
  public void close() {
    system.terminate();
    system.getWhenTerminated().toCompletableFuture().join();
    database.close();
  }
}
