package dev.corkboard.service.entity;

import static dev.corkboard.service.entity.Work.create;
import static dev.corkboard.service.entity.Work.rename;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.corkboard.domain.task.TaskState;
import dev.corkboard.readmodel.Deadline;
import dev.corkboard.readmodel.Outage;
import dev.corkboard.service.WriteNode;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** A write that was answered with an outage must not happen later. Runs on one node. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LateCommandsIT {
  private static final Duration WITHIN = Duration.ofSeconds(1);
  private static final int TASKS = 40;

  @TempDir
  private static Path folder;
  private static JournalServer journal;

  private static WriteNode node;
  private static final AtomicLong SECONDS_BEHIND = new AtomicLong();

  @BeforeAll
  static void begin() throws Exception {
    journal = JournalServer.start(folder.resolve("postgres"));
    node = WriteNode.alone(journal.database(), clock -> () -> clock.instant().minusSeconds(SECONDS_BEHIND.get()));
  }

  @AfterAll
  static void end() throws Exception {
    node.close();
    journal.close();
  }

  @Test
  @Order(1)
  void whatWaitedForTheClusterIsNotCarriedOutOnceThereIsOne() throws Exception {
    List<String> ids = created("waiting");
    inParallel(ids, id -> assertThatThrownBy(() -> hurried(() -> node.tasks().send(id, rename(id, "old"))))
        .isInstanceOf(Outage.class));
    node.join();
    inParallel(ids, id -> untilAccepted(id, "new"));
    for (String id : ids)
      assertThat(names(id)).containsExactly("Paint the fence", "new");
  }

  /** Last, as the journal's breaker opens. */
  @Test
  @Order(Integer.MAX_VALUE)
  void whatAFrozenDatabaseHasReceivedIsNotStoredWhenItGoesOn() throws Exception {
    List<String> ids = created("frozen");
    inParallel(ids, id -> untilAccepted(id, "awake"));
    journal.freeze();
    try {
      inParallel(ids, id -> {
        assertThatThrownBy(() -> hurried(() -> node.tasks().send(id, rename(id, "old")))).isInstanceOf(Outage.class);
        assertThatThrownBy(() -> hurried(() -> node.tasks().sendFirst("first-" + id, create("first-" + id))))
            .isInstanceOf(Outage.class);
      });
    } finally {
      journal.thaw();
    }
    inParallel(ids, id -> untilAccepted(id, "new"));
    for (String id : ids) {
      assertThat(names(id)).containsExactly("Paint the fence", "awake", "new");
      assertThat(names("first-" + id)).isEmpty();
    }
  }

  @Test
  void whoIsToldOfAnOutageIsToldSoOnlyWhenAllIsSettled() throws Exception {
    String id = created("blocked").getFirst();
    untilAccepted(id, "awake");
    try (Connection other = journal.connect(); ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      other.setAutoCommit(false);
      try (Statement insert = other.createStatement()) {
        insert.execute("""
            insert into journal.event_journal (persistence_id, sequence_number, writer, event_ser_id,
              event_ser_manifest, event_payload)
            values ('task|%s', 3, 'w', 7001, 'task-changed', '')""".formatted(id));
      }
      Future<List<String>> toldWhen = threads.submit(() -> {
        assertThatThrownBy(() -> hurried(() -> node.tasks().send(id, rename(id, "old")))).isInstanceOf(Outage.class);
        return names(id);
      });
      // The insert has begun in time, and waits for the other one, beyond its deadline.
      await().atMost(Duration.ofSeconds(10)).until(() -> journal.number("""
          select count(*) from pg_stat_activity where application_name = 'corkboard-journal'
            and wait_event_type = 'Lock' and clock_timestamp() - xact_start > interval '1.5 seconds'""") == 1);
      assertThat(toldWhen.isDone()).isFalse();
      other.rollback();
      assertThat(toldWhen.get(10, TimeUnit.SECONDS)).containsExactly("Paint the fence", "awake", "old");
    }
  }

  @Test
  void lateEventsAreRefusedByTheDatabaseAndHitNobodyElse() throws Exception {
    List<String> ids = created("behind");
    inParallel(ids, id -> untilAccepted(id, "awake"));
    SECONDS_BEHIND.set(60);
    inParallel(ids, id -> {
      assertThatThrownBy(() -> hurried(() -> node.tasks().send(id, rename(id, "old")))).isInstanceOf(Outage.class);
      assertThatThrownBy(() -> hurried(() -> node.tasks().sendFirst("late-" + id, create("late-" + id))))
          .isInstanceOf(Outage.class).hasCauseInstanceOf(LateWrite.class);
    });
    SECONDS_BEHIND.set(0);
    // More were refused than the journal's breaker takes for an outage.
    String other = created("others").getFirst();
    assertThat(node.tasks().send(other, rename(other, "at once"))).isInstanceOf(Reply.Accepted.class);
    inParallel(ids, id -> untilAccepted(id, "new"));
    for (String id : ids) {
      assertThat(names(id)).containsExactly("Paint the fence", "awake", "new");
      assertThat(names("late-" + id)).isEmpty();
    }
  }

  @Test
  void entityThatWasAskedForBeforeItWasThereIsFoundOnceItIs() throws Exception {
    List<String> ids = IntStream.range(0, TASKS).mapToObj(i -> "foretold-" + i).toList();
    inParallel(ids, id -> {
      assertThat(node.tasks().send(id, rename(id, "too early"))).isInstanceOf(Reply.Rejected.class);
      assertThat(node.tasks().read(id).revision()).isZero();
      assertThat(node.tasks().sendFirst(id, create(id))).isInstanceOf(Reply.Accepted.class);
      assertThat(node.tasks().send(id, rename(id, "found"))).isInstanceOf(Reply.Accepted.class);
    });
  }

  /** As a request that has a second left. */
  private static Reply<TaskState> hurried(Callable<Reply<TaskState>> write) throws Exception {
    return Deadline.in(WITHIN, () -> Instant.now().minusSeconds(SECONDS_BEHIND.get())).during(write);
  }

  /** Past the entities, so there may be no cluster yet. */
  private static List<String> created(String prefix) throws Exception {
    List<String> ids = IntStream.range(0, TASKS).mapToObj(i -> prefix + "-" + i).toList();
    inParallel(ids, id -> assertThat(node.tasks().sendFirst(id, create(id))).isInstanceOf(Reply.Accepted.class));
    return ids;
  }

  private static void untilAccepted(String id, String name) {
    await().atMost(Duration.ofSeconds(30)).ignoreException(Outage.class).until(
        () -> node.tasks().send(id, rename(id, name)) instanceof Reply.Accepted<TaskState>);
  }

  /** The names that a task has had, as the journal tells. */
  private static List<String> names(String id) throws Exception {
    return journal.query("""
        select coalesce(convert_from(event_payload, 'UTF8')::jsonb #>> '{content,name}',
          convert_from(event_payload, 'UTF8')::jsonb #>> '{changes,name,to}')
        from journal.event_journal where persistence_id = 'task|%s' order by sequence_number""".formatted(id));
  }

  private interface Job {
    void on(String id) throws Exception;
  }

  private static void inParallel(List<String> ids, Job job) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Void>> running = new ArrayList<>();
      for (String id : ids)
        running.add(threads.submit(() -> {
          job.on(id);
          return null;
        }));
      for (Future<Void> each : running)
        each.get();
    }
  }
}
