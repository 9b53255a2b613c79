package dev.corkboard.readmodel.projection;

import static dev.corkboard.readmodel.Samples.task;
import static dev.corkboard.readmodel.Samples.taskCreated;
import static dev.corkboard.readmodel.Samples.taskDeleted;
import static dev.corkboard.readmodel.Samples.taskRenamed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.ConfigFactory;
import com.zaxxer.hikari.HikariDataSource;
import dev.corkboard.readmodel.TestDatabase;
import dev.corkboard.readmodel.journal.JournalEvent;
import dev.corkboard.readmodel.journal.JournalHint;
import dev.corkboard.readmodel.journal.JournalReader;
import dev.corkboard.readmodel.journal.TestJournal;
import dev.corkboard.readmodel.journal.TestJournal.Entry;
import dev.corkboard.readmodel.query.Arrivals;
import dev.corkboard.readmodel.task.TaskProjection;
import dev.corkboard.readmodel.task.TaskTable;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Join;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ProjectionsIT {
  private static final Executor BLOCKING = Executors.newVirtualThreadPerTaskExecutor();

  private final JournalHint hint = new JournalHint();
  private final ConcurrentLinkedQueue<JournalEvent> told = new ConcurrentLinkedQueue<>();
  private final AtomicInteger keptHere = new AtomicInteger();
  private TestDatabase database;
  private HikariDataSource readers;
  private HikariDataSource writers;
  private TestJournal journal;
  private Arrivals arrivals;
  private ActorSystem<Void> system;
  private Projections projections;

  @BeforeEach
  void start() {
    database = TestDatabase.create();
    readers = database.where().journalReaderPool("reader", 4);
    writers = database.where().projectionPool("projection", 4);
    journal = new TestJournal(database.pool());
    arrivals = new Arrivals(database.pool(), Map.of("task", "views.task"));
    startNode();
  }

  @AfterEach
  void stop() {
    stopNode();
    writers.close();
    readers.close();
    database.close();
  }

  @Test
  void eventsBecomeRowsInOrder() {
    write(new Entry("task", "a", 1, taskCreated("a", task("first", 1))),
        new Entry("task", "a", 2, taskRenamed("a", "first", "second")),
        new Entry("task", "b", 1, taskCreated("b", task("gone", 2))), new Entry("task", "b", 2, taskDeleted("b")));
    assertThat(arrivals.awaitReached("task", "b", 2, Duration.ofSeconds(20))).isTrue();
    assertThat(rows()).isEqualTo("a second 2 false, b gone 2 true");
    await().until(() -> told.size() == 4);
    assertThat(told).extracting(JournalEvent::revision).containsExactly(1L, 2L, 1L, 2L);
  }

  @Test
  void everyEventIsAppliedOnceOverRestartsAndRepeats() {
    write(new Entry("task", "a", 1, taskCreated("a", task("first", 1))));
    assertThat(arrivals.awaitReached("task", "a", 1, Duration.ofSeconds(20))).isTrue();
    stopNode();
    write(new Entry("task", "a", 2, taskRenamed("a", "first", "second")));
    startNode();
    assertThat(arrivals.awaitReached("task", "a", 2, Duration.ofSeconds(20))).isTrue();
    stopNode();
    database.execute("delete from projection.pekko_projection_offset_store");
    write(new Entry("task", "b", 1, taskCreated("b", task("other", 2))));
    startNode();
    assertThat(arrivals.awaitReached("task", "b", 1, Duration.ofSeconds(20))).isTrue();
    assertThat(rows()).isEqualTo("a second 2 false, b other 1 false");
    assertThat(parked()).isEqualTo("");
  }

  @Test
  void badEventHoldsUpItsEntityAlone() {
    String tooLong = "x".repeat(40);
    journal.writeRubbish("task", "bad", 1);
    write(new Entry("task", "bad", 2, taskRenamed("bad", "?", "never")),
        new Entry("task", "hole", 1, taskCreated("hole", task("kept", 1))),
        new Entry("task", "hole", 3, taskRenamed("hole", "?", "never")),
        new Entry("task", "nul", 1, taskCreated("nul", task("nul \0 byte", 1))),
        new Entry("task", "good", 1, taskCreated("good", task("good" + tooLong, 1))));
    assertThat(arrivals.awaitReached("task", "good", 1, Duration.ofSeconds(20))).isTrue();
    write(new Entry("task", "bad", 3, taskRenamed("bad", "?", "never")),
        new Entry("task", "good", 2, taskRenamed("good", "?", "better")));
    assertThat(arrivals.awaitReached("task", "good", 2, Duration.ofSeconds(20))).isTrue();
    assertThat(rows()).isEqualTo("good better 2 false, hole kept 1 false");
    assertThat(parked()).isEqualTo("bad 1, bad 2, bad 3, hole 3, nul 1");
    ViewStatus status = projections.status().getFirst();
    assertThat(status.parkedEvents()).isEqualTo(5);
    assertThat(status.lastError()).isPresent();
  }

  @Test
  void outageDelaysAndLosesNothing() {
    for (int i = 0; i < 20; i++) {
      write(new Entry("task", "t" + i, 1, taskCreated("t" + i, task("name", i))));
      database.execute("""
          select pg_terminate_backend(pid) from pg_stat_activity
          where application_name in ('corkboard-reader', 'corkboard-projection') and datname = current_database()""");
    }
    assertThat(arrivals.awaitReached("task", "t19", 1, Duration.ofSeconds(30))).isTrue();
    assertThat(database.text("select count(*) from views.task")).isEqualTo("20");
    assertThat(parked()).isEqualTo("");
  }

  @Test
  void stoppingPrintsNothing() {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    stopNode();
    scala.Console.withOut(printed, () -> {
      startNode(); // its threads print where the one prints that starts them
      return true;
    });
    write(new Entry("task", "a", 1, taskCreated("a", task("first", 1))));
    assertThat(arrivals.awaitReached("task", "a", 1, Duration.ofSeconds(20))).isTrue();
    stopNode();
    assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
    startNode();
  }

  @Test
  void statusTellsPositionAndLag() {
    write(new Entry("task", "a", 1, taskCreated("a", task("first", 1))));
    assertThat(arrivals.awaitReached("task", "a", 1, Duration.ofSeconds(20))).isTrue();
    ViewStatus status = projections.status().getFirst();
    assertThat(status.state()).isEqualTo(ViewStatus.State.RUNNING);
    assertThat(status.position()).isEqualTo(status.head().newest());
    assertThat(status.head().lagEvents()).isZero();
    assertThat(keptHere).hasValue(1);
    stopNode();
    await().until(() -> keptHere.get() == 0);
    write(new Entry("task", "b", 1, taskCreated("b", task("second", 1))));
    assertThat(projections.status().getFirst().head().lagEvents()).isEqualTo(1);
  }

  @Test
  void whatWasWrittenIsSoonSeen() {
    write(new Entry("task", "first", 1, taskCreated("first", task("first", 1))));
    assertThat(arrivals.awaitReached("task", "first", 1, Duration.ofSeconds(20))).isTrue();
    List<Long> micros = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      String id = "t" + i;
      write(new Entry("task", id, 1, taskCreated(id, task("name", i))));
      long from = System.nanoTime();
      assertThat(arrivals.awaitReached("task", id, 1, Duration.ofSeconds(2))).isTrue();
      micros.add((System.nanoTime() - from) / 1000);
    }
    micros.sort(null);
    System.out.println("written to seen: median " + micros.get(100) + " µs, 99th " + micros.get(197) + " µs");
    assertThat(micros.get(100)).isLessThan(20_000);
  }

  private void startNode() {
    system = ActorSystem.create(Behaviors.empty(), "test", ConfigFactory.load());
    Cluster cluster = Cluster.get(system);
    cluster.manager().tell(Join.create(cluster.selfMember().address()));
    projections = new Projections(system, new JournalReader(readers, TestJournal.DECODER), hint, BLOCKING);
    AfterCommit after = arrivals::committed;
    projections
        .start(new View("task", Set.of("task"), "views", TaskProjection.TABLES, writers,
            after.and(told::addAll).and(new Keeping())));
  }

  /** Whether this node keeps the view. */
  private final class Keeping implements AfterCommit {
    @Override
    public void committed(List<JournalEvent> events) {}

    @Override
    public void started() {
      keptHere.incrementAndGet();
    }

    @Override
    public void stopped() {
      keptHere.decrementAndGet();
    }
  }

  private void stopNode() {
    system.terminate();
    await().atMost(Duration.ofSeconds(20)).until(() -> system.whenTerminated().isCompleted());
  }

  private void write(Entry... entries) {
    journal.write(List.of(entries));
    hint.written("task");
  }

  private String rows() {
    return database.text("""
        select string_agg(concat_ws(' ', id, name, revision, case when deleted then 'true' else 'false' end), ', '
          order by id) from views.task""");
  }

  private String parked() {
    return database.text("""
        select coalesce(string_agg(id || ' ' || revision, ', ' order by id, revision), '')
        from projection.dead_event where view = 'task'""");
  }
}
