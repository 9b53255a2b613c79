package dev.corkboard.readmodel.table;

import static dev.corkboard.readmodel.Samples.task;
import static dev.corkboard.readmodel.Samples.taskCreated;
import static dev.corkboard.readmodel.Samples.taskRenamed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.corkboard.readmodel.TestDatabase;
import dev.corkboard.readmodel.journal.JournalReader;
import dev.corkboard.readmodel.journal.TestJournal;
import dev.corkboard.readmodel.journal.TestJournal.Entry;
import dev.corkboard.readmodel.projection.AfterCommit;
import dev.corkboard.readmodel.projection.DeadEvent;
import dev.corkboard.readmodel.projection.DeadLetters;
import dev.corkboard.readmodel.projection.Replay;
import dev.corkboard.readmodel.projection.View;
import dev.corkboard.readmodel.projection.ViewTables;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Pages of which much is new, so that it is copied. */
final class AdditionsIT {
  private static final int MANY = 40;

  private TestDatabase database;
  private TestJournal journal;
  private JournalReader reader;

  @BeforeEach
  void start() {
    database = TestDatabase.create();
    journal = new TestJournal(database.pool());
    reader = new JournalReader(database.pool(), TestJournal.DECODER);
  }

  @AfterEach
  void stop() {
    database.close();
  }

  @Test
  void pageOfNewAndKnownOnesIsTakenWhole() {
    write(0, MANY);
    followBoth();
    List<Entry> page = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      page.add(renamed(i, 2, "again"));
      page.add(created(MANY + i));
      page.add(renamed(MANY + i, 2, "at once"));
    }
    journal.write(page);
    followBoth();
    assertThat(database.text("select count(*) from views.task where revision = 2")).isEqualTo("80");
    assertThat(database.text("select count(*) from views.task_version")).isEqualTo("160");
    assertNoFault();
  }

  @Test
  void whatIsThereAlreadyStaysAndTheRestIsAdded() {
    write(0, MANY);
    followBoth();
    String rows = rows();
    database.execute("delete from views.task where id in ('t3', 't4')");
    database.execute("delete from views.task_version where id = 't3'");
    database.execute("update views.task set name = 'newer', revision = 9 where id = 't7'");
    database.execute("delete from projection.pekko_projection_offset_store");
    followBoth();
    assertThat(database.text("select name || revision from views.task where id = 't7'")).isEqualTo("newer9");
    database.execute("update views.task set name = 'task 7', revision = 1 where id = 't7'");
    assertThat(rows()).isEqualTo(rows);
    assertNoFault();
  }

  @Test
  void textThatPostgresRefusesIsParkedAlone() {
    List<Entry> page = new ArrayList<>();
    for (int i = 0; i < MANY; i++)
      page.add(i == 5 ? new Entry("task", "t5", 1, taskCreated("t5", task("nul \0 byte", 5))) : created(i));
    journal.write(page);
    for (View view : List.of(view("tasks", TaskProjection.TABLES),
        view("task_versions", TaskProjection.VERSION_TABLES))) {
      follow(view);
      DeadLetters letters = new DeadLetters(name -> Optional.of(view), Map.of(), reader);
      assertThat(letters.list(view.name(), Optional.empty(), 10).orElseThrow()).extracting(DeadEvent::id)
          .containsExactly("t5");
    }
    assertThat(database.text("select count(*) from views.task")).isEqualTo("39");
    assertThat(database.text("select count(*) from views.task_version")).isEqualTo("39");
  }

  private void write(int from, int to) {
    List<Entry> entries = new ArrayList<>();
    for (int i = from; i < to; i++)
      entries.add(created(i));
    journal.write(entries);
  }

  private static Entry created(int i) {
    return new Entry("task", "t" + i, 1, taskCreated("t" + i, task("task " + i, i)));
  }

  private static Entry renamed(int i, long revision, String name) {
    return new Entry("task", "t" + i, revision, taskRenamed("t" + i, "task " + i, name));
  }

  private void followBoth() {
    follow(view("tasks", TaskProjection.TABLES));
    follow(view("task_versions", TaskProjection.VERSION_TABLES));
  }

  private void follow(View view) {
    Replay.run(reader, view, taken -> {
    });
  }

  private View view(String name, ViewTables tables) {
    return new View(name, Set.of("task"), "views", tables, database.pool(), AfterCommit.NOTHING);
  }

  private String rows() {
    return database.text("select string_agg(row(t.*)::text, '|' order by id) from views.task t")
        + database.text("select string_agg(row(v.*)::text, '|' order by id, revision) from views.task_version v");
  }

  private void assertNoFault() {
    List<Fault> faults = new ArrayList<>();
    ViewProof proof = new ViewProof(database.pool(), database.pool(), TestJournal.DECODER);
    for (ProvenView<?> view : List.of(ProvenView.of("tasks", "task", TaskTable.TABLE, TaskProjection::after),
        ProvenView.of("task_versions", "task", TaskTable.VERSIONS, TaskProjection::after)))
      proof.run(view, (done, all) -> {
      }, faults::add);
    assertThat(faults).isEmpty();
  }
}
