package dev.corkboard.service.entity;

import static dev.corkboard.service.entity.Work.change;
import static dev.corkboard.service.entity.Work.create;
import static dev.corkboard.service.entity.Work.delete;
import static dev.corkboard.service.entity.Work.rename;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import com.typesafe.config.ConfigFactory;
import dev.corkboard.domain.Change;
import dev.corkboard.domain.Patch;
import dev.corkboard.domain.Rejection;
import dev.corkboard.domain.Rejection.Kind;
import dev.corkboard.domain.task.TaskCommand;
import dev.corkboard.domain.task.TaskDecider;
import dev.corkboard.domain.task.TaskEvent;
import dev.corkboard.domain.task.TaskState;
import dev.corkboard.service.entity.EntityMessage.Execute;
import dev.corkboard.service.entity.EntityMessage.Read;
import dev.corkboard.service.log.Lines;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.japi.Pair;
import org.apache.pekko.persistence.testkit.PersistenceTestKitPlugin;
import org.apache.pekko.persistence.testkit.PersistenceTestKitSnapshotPlugin;
import org.apache.pekko.persistence.testkit.SnapshotMeta;
import org.apache.pekko.persistence.testkit.javadsl.EventSourcedBehaviorTestKit;
import org.apache.pekko.persistence.testkit.javadsl.EventSourcedBehaviorTestKit.CommandResultWithReply;
import org.apache.pekko.persistence.testkit.javadsl.PersistenceTestKit;
import org.apache.pekko.persistence.testkit.javadsl.SnapshotTestKit;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AggregateActorTest {
  private static final ActorTestKit KIT = ActorTestKit.create("entities", PersistenceTestKitPlugin.config()
      .withFallback(PersistenceTestKitSnapshotPlugin.config()).withFallback(ConfigFactory.load("local")));
  private static final String ID = "task-1";
  private static final PersistenceId STORED_AS = PersistenceId.of("task", ID);

  private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");
  private static final Instant DEADLINE = NOW.plusSeconds(5);

  private final AtomicInteger written = new AtomicInteger();
  private final AtomicInteger left = new AtomicInteger();
  private final PersistenceTestKit journal = PersistenceTestKit.create(KIT.system());
  private final SnapshotTestKit snapshots = SnapshotTestKit.create(KIT.system());
  private EventSourcedBehaviorTestKit<EntityMessage<TaskCommand, TaskState>, TaskEvent, TaskState> task;

  @BeforeEach
  void begin() {
    // The test kit warns that its store serializes too; that is wanted: what is recovered has been through it.
    task = EventSourcedBehaviorTestKit.create(KIT.system(), actor(),
        EventSourcedBehaviorTestKit.enabledSerializationSettings().withVerifyEquality(true));
    task.clear();
    snapshots.clearAll();
  }

  @AfterAll
  static void end() {
    KIT.shutdownTestKit();
  }

  @Test
  void acceptedCommandIsStoredAndAnsweredWithTheNewState() {
    var created = send(create(ID));
    assertThat(created.event()).isInstanceOf(TaskEvent.Created.class);
    assertThat(created.state().revision()).isEqualTo(1);
    assertThat(created.reply()).isEqualTo(new Reply.Accepted<>(created.state()));
    var renamed = send(rename(ID, "Paint the door"));
    assertThat(renamed.event().changes()).isEqualTo(Map.of("name", new Change("Paint the fence", "Paint the door")));
    assertThat(renamed.reply()).isEqualTo(new Reply.Accepted<>(renamed.state()));
    assertThat(journal.persistedInStorage(STORED_AS.id())).containsExactly(created.event(), renamed.event());
    assertThat(written).hasValue(2);
  }

  @Test
  void repeatedCommandStoresNothingAndIsAnsweredTheSame() {
    Reply<TaskState> first = send(create(ID)).reply();
    var again = send(create(ID));
    assertThat(again.hasNoEvents()).isTrue();
    assertThat(again.reply()).isEqualTo(first);
    assertThat(written).hasValue(1);
  }

  @Test
  void refusedCommandStoresNothingAndIsAnsweredWithTheRevision() {
    assertThat(send(delete(ID)).reply()).isInstanceOfSatisfying(Reply.Rejected.class, nothingThere -> {
      assertThat(nothingThere.rejection().kind()).isEqualTo(Kind.NOT_FOUND);
      assertThat(nothingThere.revision()).isZero();
    });
    send(create(ID));
    send(rename(ID, "Paint the door"));
    var refused = send(rename(ID, "Paint the gate", OptionalLong.of(9)));
    assertThat(refused.hasNoEvents()).isTrue();
    assertThat(refused.reply()).isEqualTo(new Reply.Rejected<>(Rejection.lostRace(List.of()), 2));
    assertThat(written).hasValue(2);
  }

  @Test
  void readingStoresNothing() {
    TaskState state = send(create(ID)).state();
    CommandResultWithReply<EntityMessage<TaskCommand, TaskState>, TaskEvent, TaskState, Reply<TaskState>> read = task
        .runCommand(Read::new);
    assertThat(read.hasNoEvents()).isTrue();
    assertThat(read.reply()).isEqualTo(new Reply.Accepted<>(state));
  }

  @Test
  void commandAfterItsDeadlineIsNotCarriedOutAndNotAnswered() {
    ActorRef<EntityMessage<TaskCommand, TaskState>> actor = KIT.spawn(actor());
    TestProbe<Reply<TaskState>> probe = KIT.createTestProbe();
    actor.tell(new Execute<>(create(ID), NOW, probe.ref()));
    assertThat(accepted(probe).revision()).isEqualTo(1);
    actor.tell(new Execute<>(rename(ID, "Paint the door"), NOW.minusMillis(1), probe.ref()));
    actor.tell(new Execute<>(rename(ID, "Paint the gate"), Execute.NONE, probe.ref()));
    assertThat(accepted(probe)).isInstanceOfSatisfying(TaskState.Live.class,
        live -> assertThat(live.content().name()).isEqualTo("Paint the gate"))
        .extracting(TaskState::revision).isEqualTo(2L);
    KIT.stop(actor);
  }

  @Test
  void entityOfWhichNothingIsKnownLeavesMemory() {
    send(delete(ID));
    assertThat(left).hasValue(1);
    read();
    assertThat(left).hasValue(2);
    send(create(ID));
    send(create(ID));
    send(rename(ID, "Paint the gate", OptionalLong.of(9)));
    read();
    assertThat(left).hasValue(2);
  }

  @Test
  void entityIsTheSameAfterRecovery() {
    send(create(ID));
    send(rename(ID, "Paint the door 🚪"));
    TaskState before = send(delete(ID)).state();
    assertThat(task.restart().state()).isEqualTo(before);
  }

  @Test
  void everyHundredthEventMakesASnapshotAndOnlyTheNewestAreKept() {
    send(create(ID));
    for (int i = 2; i <= 420; i++)
      send(rename(ID, "Name " + i));
    TaskState before = task.getState();
    assertThat(before.revision()).isEqualTo(420);
    assertThat(snapshots.persistedInStorage(STORED_AS.id())).last()
        .extracting(snapshot -> snapshot.first().sequenceNr()).isEqualTo(400L);
    assertThat(snapshots.persistedInStorage(STORED_AS.id())).hasSizeBetween(2, 3);
    assertThat(journal.persistedInStorage(STORED_AS.id())).hasSize(420);
    assertThat(task.restart().state()).isEqualTo(before);
  }

  /** With as many events of a post's length, coming back would take a hundred megabytes. */
  @Test
  void longTextsAreNotReadAgainByTheHundred() {
    send(create(ID));
    for (int i = 0; i < 60; i++)
      send(change(ID, Patch.of("description", String.valueOf((char) ('a' + i % 26)).repeat(20_000)), Work.ANY));
    List<Long> at = snapshots.persistedInStorage(STORED_AS.id()).stream().map(it -> it.first().sequenceNr()).toList();
    assertThat(at).singleElement().satisfies(it -> assertThat(it).isBetween(50L, 56L));
    assertThat(task.restart().state()).isEqualTo(task.getState());
    for (int i = 0; i < 48; i++)
      send(change(ID, Patch.of("description", String.valueOf((char) ('A' + i % 26)).repeat(20_000)), Work.ANY));
    at = snapshots.persistedInStorage(STORED_AS.id()).stream().map(it -> it.first().sequenceNr()).toList();
    assertThat(at).hasSize(2).contains(100L);
  }

  @Test
  void recoveryBeginsAtTheSnapshot() {
    send(create(ID));
    TaskState asInTheSnapshot = send(rename(ID, "Paint the door")).state();
    task.clear();
    send(create(ID));
    snapshots.persistForRecovery(STORED_AS.id(), List.of(Pair.create(SnapshotMeta.create(1), asInTheSnapshot)));
    assertThat(task.restart().state()).isEqualTo(asInTheSnapshot);
  }

  @Test
  void aFailureOfTheJournalIsLoggedAndCountedForItsRequest() {
    MeterRegistry counts = new SimpleMeterRegistry();
    Metrics.addRegistry(counts);
    ActorRef<EntityMessage<TaskCommand, TaskState>> actor = KIT.spawn(actor());
    TestProbe<Reply<TaskState>> probe = KIT.createTestProbe();
    journal.failNextPersisted(STORED_AS.id(), new IllegalStateException("the journal is away"));
    TaskCommand command = create(ID);
    String requestId = command.origin().requestId();
    try (Lines lines = Lines.of(Level.WARN, AggregateActor.class.getName())) {
      actor.tell(new Execute<>(command, DEADLINE, probe.ref()));
      actor.tell(new Execute<>(command, DEADLINE, probe.ref()));
      assertThat(accepted(probe).revision()).isEqualTo(1);
      assertThat(lines.messagesOf(requestId)).singleElement().asString()
          .startsWith(STORED_AS.id() + " could not be stored: ").contains("the journal is away");
    } finally {
      Metrics.removeRegistry(counts);
      KIT.stop(actor);
    }
    for (String result : List.of("stored", "failed"))
      assertThat(counts.get("corkboard.persists").tag("kind", "task").tag("result", result).timer().count())
          .isEqualTo(1);
  }

  @Test
  void commandsThatWaitWhileTheJournalFailsAreNotLost() {
    ActorRef<EntityMessage<TaskCommand, TaskState>> actor = KIT.spawn(actor());
    TestProbe<Reply<TaskState>> probe = KIT.createTestProbe();
    journal.failNextPersisted(STORED_AS.id(), new IllegalStateException("the journal is away"));
    actor.tell(new Execute<>(create(ID), DEADLINE, probe.ref()));
    actor.tell(new Execute<>(create(ID), DEADLINE, probe.ref()));
    actor.tell(new Execute<>(rename(ID, "Paint the door"), DEADLINE, probe.ref()));
    assertThat(accepted(probe).revision()).isEqualTo(1);
    assertThat(accepted(probe).revision()).isEqualTo(2);
    probe.expectNoMessage(Duration.ofMillis(100));
    KIT.stop(actor);
  }

  private Behavior<EntityMessage<TaskCommand, TaskState>> actor() {
    return AggregateActor.create(STORED_AS, new TaskDecider(), InstantSource.fixed(NOW), written::incrementAndGet,
        entity -> left.incrementAndGet());
  }

  private CommandResultWithReply<EntityMessage<TaskCommand, TaskState>, TaskEvent, TaskState, Reply<TaskState>> send(
      TaskCommand command) {
    return task.runCommand(replyTo -> new Execute<>(command, DEADLINE, replyTo));
  }

  private void read() {
    CommandResultWithReply<EntityMessage<TaskCommand, TaskState>, TaskEvent, TaskState, Reply<TaskState>> read = task
        .runCommand(Read::new);
    assertThat(read.reply()).isEqualTo(new Reply.Accepted<>(read.state()));
  }

  private static TaskState accepted(TestProbe<Reply<TaskState>> probe) {
    return ((Reply.Accepted<TaskState>) probe.receiveMessage(Duration.ofSeconds(5))).state();
  }
}
