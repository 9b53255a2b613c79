package dev.corkboard.readmodel.projection;

import static dev.corkboard.readmodel.Samples.task;
import static dev.corkboard.readmodel.Samples.taskCreated;
import static dev.corkboard.readmodel.Samples.taskRenamed;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.corkboard.readmodel.TestDatabase;
import dev.corkboard.readmodel.journal.EventDecoder;
import dev.corkboard.readmodel.journal.JournalEvent;
import dev.corkboard.readmodel.journal.JournalReader;
import dev.corkboard.readmodel.journal.TestJournal;
import dev.corkboard.readmodel.projection.DeadLetters.Outcome;
import dev.corkboard.readmodel.proof.Fault;
import dev.corkboard.readmodel.proof.ProvenView;
import dev.corkboard.readmodel.proof.ViewProof;
import dev.corkboard.readmodel.task.TaskProjection;
import dev.corkboard.readmodel.task.TaskTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** With a view that keeps every step: one of rows alone would never write a step that is followed by another. */
final class DeadLettersIT {
  private static final String NAME = "task_versions";
  private static final ProvenView<?> VERSIONS = ProvenView.of(NAME, "task", TaskTable.VERSIONS, TaskProjection::after);

  private final AtomicBoolean poisoned = new AtomicBoolean(true);
  private final ConcurrentLinkedQueue<JournalEvent> told = new ConcurrentLinkedQueue<>();
  private final EventDecoder decoder = (payload, name) -> {
    var event = TestJournal.DECODER.decode(payload, name);
    if (poisoned.get() && event.toString().contains("poison")) throw new IllegalArgumentException("poison");
    return event;
  };
  private TestDatabase database;
  private HikariDataSource readers;
  private TestJournal journal;
  private JournalReader reader;
  private View view;
  private DeadLetters letters;

  @BeforeEach
  void start() {
    database = TestDatabase.create();
    readers = database.where().journalReaderPool("reader", 3);
    journal = new TestJournal(database.pool());
    reader = new JournalReader(readers, decoder);
    view = new View(NAME, Set.of("task"), "views", TaskProjection.VERSION_TABLES, database.pool(),
        told::addAll);
    letters = new DeadLetters(name -> Optional.of(view).filter(it -> it.name().equals(name)), Map.of(), reader);
  }

  @AfterEach
  void stop() {
    readers.close();
    database.close();
  }

  @Test
  void retryTakesWhatItCanInOrder() {
    journal.write("task", "a", 1, taskCreated("a", task("first", 1)));
    journal.write("task", "a", 2, taskRenamed("a", "first", "poison"));
    journal.write("task", "a", 3, taskRenamed("a", "poison", "nul \0 byte"));
    journal.write("task", "a", 4, taskRenamed("a", "?", "last"));
    journal.write("task", "b", 1, taskCreated("b", task("poison", 1)));
    follow();
    assertThat(letters.retry(NAME)).hasValue(new Outcome(0, 4));
    poisoned.set(false);
    told.clear();
    assertThat(letters.retry(NAME)).hasValue(new Outcome(2, 2));
    assertThat(told).extracting(event -> event.id() + event.revision()).containsExactly("a2", "b1");
    List<DeadEvent> parked = letters.list(NAME, Optional.empty(), 10).orElseThrow();
    assertThat(parked).extracting(DeadEvent::revision).containsExactly(3L, 4L);
    assertThat(parked.getFirst().error()).contains("0x00");
    assertThat(faults()).isEmpty();
    journal.write("task", "a", 5, taskRenamed("a", "?", "later"));
    follow();
    assertThat(letters.retry(NAME)).hasValue(new Outcome(0, 3));
    assertThat(letters.retry("songs")).isEmpty();
  }

  /** Each page of the journal ends with the event with which it has a megabyte, and there are 40. */
  @Test
  void retryGoesOnWhereAPageOfLongEventsEnds() {
    journal.write("task", "a", 1, taskCreated("a", task("poison", 1)));
    for (int i = 2; i <= 40; i++)
      journal.write("task", "a", i, taskRenamed("a", "?", "n" + i));
    database.text("""
        with longer as (update journal.event_journal set event_payload = rpad(convert_from(event_payload, 'UTF8'), 100000)
          ::bytea returning 1) select count(*)::text from longer""");
    follow();
    poisoned.set(false);
    assertThat(reader.ofEntity("task", "a", 0, 40).events()).hasSize(10);
    assertThat(letters.retry(NAME)).hasValue(new Outcome(40, 0));
    assertThat(letters.list(NAME, Optional.empty(), 10).orElseThrow()).isEmpty();
    assertThat(faults()).isEmpty();
  }

  @Test
  void nothingIsLostBetweenARetryAndTheViewThatGoesOn() throws Exception {
    for (int i = 0; i < 3; i++)
      journal.write("task", "t" + i, 1, taskCreated("t" + i, task("poison", 1)));
    AtomicBoolean going = new AtomicBoolean(true);
    List<Throwable> failures = new ArrayList<>();
    Thread writer = Thread.ofPlatform().start(() -> {
      for (int i = 0; i < 900; i++)
        journal.write("task", "t" + i % 3, 2 + i / 3, taskRenamed("t" + i % 3, "?", "n" + i));
      going.set(false);
    });
    Thread follower = Thread.ofPlatform().start(() -> {
      while (going.get())
        follow();
    });
    for (Thread thread : List.of(writer, follower))
      thread.setUncaughtExceptionHandler((at, failure) -> failures.add(failure));
    for (int i = 0; going.get(); i++) {
      poisoned.set(i % 2 == 0);
      letters.retry(NAME);
    }
    writer.join();
    follower.join();
    poisoned.set(false);
    follow();
    letters.retry(NAME);
    assertThat(failures).isEmpty();
    assertThat(letters.list(NAME, Optional.empty(), 10).orElseThrow()).isEmpty();
    assertThat(database.text("""
        select string_agg(last::text, ' ') from (
          select max(revision) as last from views.task_version group by id) newest""")).isEqualTo("301 301 301");
    assertThat(faults()).isEmpty();
  }

  private void follow() {
    Replay.run(reader, view, taken -> {
    });
  }

  private List<Fault> faults() {
    List<Fault> faults = new ArrayList<>();
    new ViewProof(database.pool(), database.pool(), decoder).run(VERSIONS, (done, all) -> {
    }, faults::add);
    return faults;
  }
}
