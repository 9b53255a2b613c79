package dev.corkboard.service.entity;

import static dev.corkboard.service.entity.Work.create;
import static dev.corkboard.service.entity.Work.rename;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.corkboard.domain.Rejection.Kind;
import dev.corkboard.domain.task.TaskState;
import dev.corkboard.readmodel.Outage;
import dev.corkboard.service.WriteNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShardedIT {
  private static final int WRITERS = 64;
  private static final int ENTITIES = 20;
  private static final int COMMANDS = 50;
  private static final OptionalLong PASSED = OptionalLong.of(99_999);

  @TempDir
  private static Path folder;
  private static JournalServer journal;
  private static WriteNode node;

  @BeforeAll
  static void begin() throws Exception {
    journal = JournalServer.start(folder.resolve("postgres"));
    node = WriteNode.start(journal.database());
    await().atMost(Duration.ofSeconds(30)).ignoreExceptions()
        .until(() -> node.tasks().read("nobody").revision() == 0);
  }

  @AfterAll
  static void end() throws Exception {
    node.close();
    journal.close();
  }

  @Test
  void eachAcknowledgedCommandIsOneRowOfTheJournalAndNoRevisionIsMissing() throws Exception {
    List<String> ids = created("crowd", ENTITIES);
    List<Map<String, List<Long>>> acknowledged = inParallel(WRITERS, writer -> {
      Map<String, List<Long>> revisions = new LinkedHashMap<>();
      for (int i = 0; i < COMMANDS; i++) {
        String id = ids.get((writer + i) % ENTITIES);
        assertThat(node.tasks().send(id, rename(id, "never", PASSED))).isInstanceOf(Reply.Rejected.class);
        TaskState state = accepted(node.tasks().send(id, rename(id, writer + " said " + i)));
        revisions.computeIfAbsent(id, key -> new ArrayList<>()).add(state.revision());
      }
      return revisions;
    });
    for (String id : ids) {
      List<Long> revisions = acknowledged.stream().flatMap(each -> each.getOrDefault(id, List.of()).stream()).sorted()
          .toList();
      assertThat(revisions).isEqualTo(LongStream.rangeClosed(2, revisions.size() + 1).boxed().toList());
      assertThat(rows(id)).isEqualTo(LongStream.rangeClosed(1, revisions.size() + 1).boxed().toList());
    }
    assertThat(journal.number("select count(*) from journal.event_journal where persistence_id like 'task|crowd-%'"))
        .isEqualTo(WRITERS * COMMANDS + ENTITIES);
  }

  @Test
  void rowsSayTheirKindAndTransactionAndHoldPlainJsonUnderOurNames() throws Exception {
    String id = created("row", 1).getFirst();
    node.tasks().send(id, rename(id, "Paint the door"));
    String rows = " from journal.event_journal where persistence_id = 'task|" + id + "' order by sequence_number";
    assertThat(journal.query("select kind" + rows)).containsExactly("task", "task");
    assertThat(journal.query("select (xid > '0'::xid8 and xid < pg_current_xact_id())" + rows)).containsOnly("t");
    assertThat(journal.query("select event_ser_manifest" + rows)).containsExactly("task-created", "task-changed");
    assertThat(journal.query("select event_ser_id" + rows)).containsOnly("7001");
    assertThat(journal.query("select convert_from(event_payload, 'UTF8')::jsonb #>> '{changes,name,to}'" + rows))
        .containsExactly(null, "Paint the door");
    assertThat(journal.query("select coalesce(adapter_manifest, '') || coalesce(meta_ser_manifest, '')" + rows))
        .containsOnly("");
    assertThat(journal.query("select to_regclass('journal.event_tag')::text")).containsExactly((String) null);
  }

  @Test
  void connectionsOfTheJournalAreEightAndShortOfPatience() throws Exception {
    String ours = " from pg_stat_activity where application_name = 'corkboard-journal'";
    assertThat(journal.query("select pid" + ours)).hasSize(8);
  }

  @Test
  void idThatIsTakenAllTheSameKeepsItsEntity() throws Exception {
    String id = created("taken", 1).getFirst();
    TaskState before = node.tasks().read(id);
    restart();
    assertThatThrownBy(() -> node.tasks().sendFirst(id, create(id))).matches(Outage::isBehind);
    assertThat(node.tasks().read(id)).isEqualTo(before);
    assertThat(rows(id)).containsExactly(1L);
  }

  /** A snapshot that cannot be read is only a slower start. */
  @Test
  void statesAreTheSameAfterARestart() throws Exception {
    List<String> ids = created("restart", ENTITIES);
    List<String> damages = List.of("snapshot_payload = 'not json'",
        "snapshot_ser_manifest = 'task-state-of-the-future'", "snapshot_ser_id = 4711");
    List<String> damaged = created("damaged", damages.size());
    TaskState made = accepted(node.tasks().sendFirst("first", create("first")));
    assertThat(made.revision()).isEqualTo(1);
    TaskState renamed = accepted(node.tasks().send("first", rename("first", "again")));
    inParallel(3, i -> renameTimes(ids.get(i), 210));
    inParallel(3, i -> renameTimes(damaged.get(i), 120));
    for (int i = 0; i < damages.size(); i++) {
      String where = " where persistence_id = 'task|" + damaged.get(i) + "'";
      await().until(() -> journal.number("select count(*) from journal.snapshot" + where) == 1);
      journal.execute("update journal.snapshot set " + damages.get(i) + where);
    }
    List<TaskState> before = states(ids);
    List<TaskState> beforeTheDamage = states(damaged);
    assertThat(beforeTheDamage).extracting(TaskState::revision).containsOnly(121L);
    restart();
    assertThat(states(ids)).isEqualTo(before);
    assertThat(node.tasks().read("first")).isEqualTo(renamed);
    assertThat(journal.query("select sequence_number from journal.snapshot where persistence_id = 'task|" + ids.get(0)
        + "' order by 1")).containsExactly("100", "200");
    assertThat(states(damaged)).isEqualTo(beforeTheDamage);
    for (String id : damaged)
      assertThat(accepted(node.tasks().send(id, rename(id, "and on"))).revision()).isEqualTo(122);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a|b", "a/b", "\u0000", "Ærø", "0123456789012345678901234567890123456", "../x", "*"})
  void idThatTheJournalCouldNotHoldIsRefusedBeforeAnyEntity(String id) {
    assertThatThrownBy(() -> node.tasks().read(id)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> node.tasks().send(id, create("task-1"))).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void rowThatFailsDoesNotHitOtherEntities() throws Exception {
    List<String> ids = created("batch", WRITERS);
    List<String> bad = ids.subList(0, 8);
    for (String id : bad)
      occupyNextRow(id);
    List<TaskState> states = inParallel(WRITERS, writer -> {
      String id = ids.get(writer);
      if (bad.contains(id)) {
        assertThatThrownBy(() -> node.tasks().send(id, rename(id, "lost"))).matches(Outage::isBehind);
        return accepted(node.tasks().send(id, rename(id, "kept")));
      }
      for (int i = 0; i < 20; i++)
        accepted(node.tasks().send(id, rename(id, "kept " + i)));
      return node.tasks().read(id);
    });
    assertThat(states.subList(0, bad.size())).extracting(TaskState::revision).containsOnly(3L);
    assertThat(states.subList(bad.size(), WRITERS)).extracting(TaskState::revision).containsOnly(21L);
  }

  @Test
  void whileTheDatabaseIsAwayCallsAreOutagesButWhatAnEntityKnowsItCanStillSay() throws Exception {
    List<String> ids = created("outage", 2);
    TaskState known = node.tasks().read(ids.get(1));
    journal.stop();
    try {
      assertThatThrownBy(() -> node.tasks().send(ids.get(0), rename(ids.get(0), "lost"))).matches(Outage::isBehind);
      assertThatThrownBy(() -> node.tasks().read("never-seen")).matches(Outage::isBehind);
      assertThat(node.tasks().read(ids.get(1))).isEqualTo(known);
    } finally {
      journal.startAgain();
    }
    await().atMost(Duration.ofSeconds(20)).ignoreExceptionsMatching(Outage::isBehind)
        .until(() -> node.tasks().read("never-seen").revision() == 0);
  }

  @Test
  void commandsRepeatedOverARestartOfTheDatabaseAreEachStoredOnce() throws Exception {
    List<String> ids = created("repeat", ENTITIES);
    AtomicBoolean back = new AtomicBoolean();
    AtomicInteger outages = new AtomicInteger();
    List<Integer> sent = inParallel(ENTITIES + 1, writer -> {
      if (writer == ENTITIES) {
        await().until(() -> journal.number("select count(*) from journal.event_journal"
            + " where persistence_id like 'task|repeat-%'") > 10 * ENTITIES);
        journal.stop();
        journal.startAgain();
        back.set(true);
        return 0;
      }
      String id = ids.get(writer);
      int renames = 0;
      for (int after = 0; after < 5; after += back.get() ? 1 : 0) {
        renames++;
        sendUntilAcknowledged(id, "Name " + renames, outages);
      }
      return renames;
    });
    assertThat(outages).hasPositiveValue();
    for (int i = 0; i < ENTITIES; i++) {
      assertThat(rows(ids.get(i))).isEqualTo(LongStream.rangeClosed(1, sent.get(i) + 1).boxed().toList());
    }
  }

  @Test
  void commandForNothingIsRefusedWithoutARow() throws Exception {
    assertThat(node.tasks().send("nothing-1", rename("nothing-1", "x"))).isInstanceOfSatisfying(Reply.Rejected.class,
        reply -> assertThat(reply.rejection().kind()).isEqualTo(Kind.NOT_FOUND));
    assertThat(rows("nothing-1")).isEmpty();
  }

  private static void restart() throws Exception {
    node.close();
    node = WriteNode.start(journal.database());
  }

  private static List<String> created(String prefix, int count) throws Exception {
    List<String> ids = IntStream.range(0, count).mapToObj(i -> prefix + "-" + i).toList();
    for (TaskState state : inParallel(count, i -> accepted(node.tasks().send(ids.get(i), create(ids.get(i)))))) {
      assertThat(state.revision()).isEqualTo(1);
    }
    return ids;
  }

  private static TaskState renameTimes(String id, int times) {
    TaskState last = node.tasks().read(id);
    for (int i = 0; i < times; i++)
      last = accepted(node.tasks().send(id, rename(id, "Name " + i)));
    return last;
  }

  private static void sendUntilAcknowledged(String id, String name, AtomicInteger outages) {
    for (;;) {
      try {
        accepted(node.tasks().send(id, rename(id, name)));
        return;
      } catch (RuntimeException failed) {
        assertThat(failed).matches(Outage::isBehind);
        outages.incrementAndGet();
      }
    }
  }

  /** Puts a row where the entity wants to put its next one, as a second live copy of the entity would. */
  private static void occupyNextRow(String id) throws Exception {
    journal.execute("""
        insert into journal.event_journal
          (persistence_id, sequence_number, writer, write_timestamp, adapter_manifest, event_ser_id, event_ser_manifest,
            event_payload)
        select persistence_id, 2, writer, write_timestamp, '', 7001, 'task-changed', convert_to(
          '{"id": "%1$s", "changes": {}, "stamp": {"by": "ben", "at": "2026-03-02T12:00:00.000Z", "request_id": "r"}}',
          'UTF8')
        from journal.event_journal where persistence_id = 'task|%1$s'""".formatted(id));
  }

  private static List<TaskState> states(List<String> ids) {
    return ids.stream().map(id -> node.tasks().read(id)).toList();
  }

  private static List<Long> rows(String id) throws Exception {
    return journal.query(
        "select sequence_number from journal.event_journal where persistence_id = 'task|" + id + "' order by 1")
        .stream()
        .map(Long::valueOf).toList();
  }

  private static TaskState accepted(Reply<TaskState> reply) {
    assertThat(reply).isInstanceOf(Reply.Accepted.class);
    return ((Reply.Accepted<TaskState>) reply).state();
  }

  private interface Job<T> {
    T by(int writer) throws Exception;
  }

  private static <T> List<T> inParallel(int writers, Job<T> job) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<T>> jobs = IntStream.range(0, writers).<Callable<T>>mapToObj(i -> () -> job.by(i)).toList();
      List<T> results = new ArrayList<>();
      for (Future<T> each : threads.invokeAll(jobs)) {
        results.add(result(each));
      }
      return results;
    }
  }

  private static <T> T result(Future<T> future) throws Exception {
    try {
      return future.get();
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof Error error) throw error;
      throw (Exception) failed.getCause();
    }
  }
}
