package dev.corkboard.readmodel.rebuild;

import static dev.corkboard.readmodel.Samples.task;
import static dev.corkboard.readmodel.Samples.taskCreated;
import static dev.corkboard.readmodel.Samples.taskDeleted;
import static dev.corkboard.readmodel.Samples.taskRenamed;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.corkboard.readmodel.TestDatabase;
import dev.corkboard.readmodel.journal.EntityReader;
import dev.corkboard.readmodel.journal.EntityReader.Entity;
import dev.corkboard.readmodel.journal.JournalReader;
import dev.corkboard.readmodel.journal.TestJournal;
import dev.corkboard.readmodel.journal.TestJournal.Entry;
import dev.corkboard.readmodel.projection.AfterCommit;
import dev.corkboard.readmodel.projection.EntityLoad;
import dev.corkboard.readmodel.projection.Replay;
import dev.corkboard.readmodel.projection.Shape;
import dev.corkboard.readmodel.projection.View;
import dev.corkboard.readmodel.projection.ViewHandler;
import dev.corkboard.readmodel.projection.ViewTables;
import dev.corkboard.readmodel.rebuild.Rebuild.BuildProgress;
import dev.corkboard.readmodel.task.TaskProjection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class RebuildIT {
  private static final BuildProgress NOBODY = (done, total) -> {
  };
  private static final String ALL = """
      select (select string_agg(t::text, E'\\n' order by id) from views.task t) || E'\\n--\\n'
        || (select string_agg(v::text, E'\\n' order by id, revision) from views.task_version v)""";

  private TestDatabase database;
  private HikariDataSource readers;
  private HikariDataSource patient;
  private TestJournal events;
  private JournalReader journal;
  private View view;
  private View versions;

  @BeforeEach
  void start() {
    database = TestDatabase.create();
    readers = database.where().journalReaderPool("reader", 3);
    patient = database.where().rebuildPool("rebuild");
    events = new TestJournal(database.pool());
    journal = new JournalReader(readers, TestJournal.DECODER);
    view = new View("tasks", Set.of("task"), "views", TaskProjection.TABLES, database.pool(), AfterCommit.NOTHING);
    versions = new View("task_versions", Set.of("task"), "views", TaskProjection.VERSION_TABLES, database.pool(),
        AfterCommit.NOTHING);
  }

  @AfterEach
  void stop() {
    patient.close();
    readers.close();
    database.close();
  }

  @Test
  void newTablesAreThoseOfTheProjection() throws BuildRunning {
    some();
    replay();
    String before = database.text(ALL);
    database.execute("truncate views.task"); // so that nothing can have been copied from there
    List<Long> told = new ArrayList<>();
    assertThat(rebuild().run((done, total) -> told.add(done)).orElseThrow()).contains("task had 0 rows");
    assertThat(database.text(ALL)).isEqualTo(before).contains("'tricky'");
    assertThat(told).startsWith(0L).endsWith(6L);
    assertThat(database.text("select version || ' ' || shape from projection.view_version where view = 'tasks'"))
        .isEqualTo("2 " + TaskProjection.TABLES.shape().number());
    assertThat(indexes("views")).startsWith(indexes("old_tasks").lines().findFirst().orElseThrow())
        .contains(indexes("old_tasks").lines().toList()).contains("task_search");
    Build build = BuildTable.find(database.pool(), "tasks").orElseThrow();
    assertThat(build.step()).isEqualTo(Step.DONE);
    assertThat(build.done()).isEqualTo(build.total()).isEqualTo(6);
  }

  @Test
  void versionsAreThoseOfTheProjection() throws BuildRunning {
    some();
    replay();
    String before = database.text(ALL);
    String indexes = indexes("views");
    database.execute("truncate views.task_version");
    assertThat(rebuild(versions).run(NOBODY).orElseThrow()).contains("task_version had 0 rows");
    assertThat(database.text(ALL)).isEqualTo(before);
    assertThat(indexes("views")).isEqualTo(indexes).contains("task_version_sprint");
    assertThat(rebuild(versions).run(NOBODY)).isEmpty();
  }

  @Test
  void longHistoriesThatComeInPartsLeadToTheSame() throws BuildRunning {
    some();
    replay();
    String before = database.text(ALL);
    EntityReader inParts = new EntityReader(patient, TestJournal.DECODER, 0);
    for (View each : List.of(view, versions))
      assertThat(new Rebuild(journal, inParts, each, patient).run(NOBODY)).isEmpty();
    assertThat(database.text(ALL)).isEqualTo(before);
    assertThat(parked("tasks")).isEmpty();
  }

  @Test
  void viewThatWasRightIsFoundToBeTheSame() throws BuildRunning {
    some();
    replay();
    assertThat(rebuild().run(NOBODY)).isEmpty();
    assertThat(rebuild().run(NOBODY)).isEmpty();
    assertThat(database.text("select version from projection.view_version where view = 'tasks'")).isEqualTo("3");
  }

  @Test
  void whatWasWrongIsNamedAndMended() throws BuildRunning {
    some();
    replay();
    String right = database.text(ALL);
    database.execute("update views.task set name = 'planted' where id = 'a'");
    database.execute("delete from views.task_version where id = 'b' and revision = 1");
    assertThat(rebuild().run(NOBODY).orElseThrow()).contains("task had 3 rows").contains(": a");
    assertThat(rebuild(versions).run(NOBODY).orElseThrow()).contains("task_version had 5 rows").contains(": b");
    assertThat(database.text(ALL)).isEqualTo(right);
  }

  @Test
  void eventsThatTheViewCannotTakeAreParkedAgain() throws BuildRunning {
    some();
    events.writeRubbish("task", "bad", 1);
    write(new Entry("task", "bad", 2, taskRenamed("bad", "?", "never")),
        new Entry("task", "hole", 1, taskCreated("hole", task("kept", 1))),
        new Entry("task", "hole", 3, taskRenamed("hole", "?", "never")),
        new Entry("task", "nul", 1, taskCreated("nul", task("nul \0 byte", 1))));
    replay();
    String before = database.text(ALL);
    String parked = parked("tasks");
    assertThat(parked).isEqualTo("bad 1, bad 2, hole 3, nul 1");
    assertThat(rebuild().run(NOBODY)).isEmpty();
    assertThat(database.text(ALL)).isEqualTo(before);
    assertThat(parked("tasks")).isEqualTo(parked);
    assertThat(parked("tasks~build")).isEmpty();
    assertThat(rebuild(versions).run(NOBODY)).isEmpty();
    assertThat(database.text(ALL)).isEqualTo(before);
    assertThat(parked("task_versions")).isEqualTo(parked);
  }

  @Test
  void wayBackCatchesUpFirst() throws BuildRunning, NoEarlierBuild {
    some();
    replay();
    assertThatThrownBy(() -> rebuild().back()).isInstanceOf(NoEarlierBuild.class);
    rebuild().run(NOBODY);
    write(new Entry("task", "later", 1, taskCreated("later", task("after the swap", 1))));
    replay();
    String now = database.text(ALL);
    assertThat(rebuild().back()).isEmpty();
    assertThat(database.text(ALL)).isEqualTo(now).contains("after the swap");
    assertThat(database.text("select version from projection.view_version where view = 'tasks'")).isEqualTo("3");
  }

  @Test
  void anotherShapeTakesThePlaceOfTheOneOfBefore() throws BuildRunning {
    some();
    replay();
    String sql = "-- Shape 99 of the view tasks\ncreate table {schema}.task (mark int default 7, "
        + TaskProjection.TABLES.shape().createTables().getFirst().split("\\(", 2)[1] + ";\n";
    View next = new View("tasks", Set.of("task"), "views", new OtherShape(Shape.parse(sql)), database.pool(),
        AfterCommit.NOTHING);
    new Rebuild(journal, new EntityReader(patient, TestJournal.DECODER), next, patient).run(NOBODY);
    write(new Entry("task", "later", 1, taskCreated("later", task("after the swap", 1))));
    Replay.run(journal, next, taken -> {
    });
    assertThat(database.text("select string_agg(id || mark, ' ' order by id) from views.task"))
        .isEqualTo("a7 b7 c7 later7");
    assertThat(database.text("select version || ' ' || shape from projection.view_version where view = 'tasks'"))
        .isEqualTo("2 99");
  }

  /** Tasks in tables of another shape. */
  private record OtherShape(Shape shape) implements ViewTables {
    @Override
    public ViewHandler handler(String schema) {
      return TaskProjection.TABLES.handler(schema);
    }

    @Override
    public EntityLoad<?> load(String schema) {
      return TaskProjection.TABLES.load(schema);
    }
  }

  @Test
  void tablesOfBeforeAreDroppedInTime() throws BuildRunning {
    some();
    rebuild().run(NOBODY);
    rebuild().dropOld();
    assertThat(indexes("old_tasks")).isNotEmpty();
    database.execute("update projection.view_version set old_until = now() - interval '1 second'");
    rebuild().dropOld();
    assertThat(indexes("old_tasks")).isEmpty();
    assertThat(rebuild().run(NOBODY)).isEmpty();
  }

  @Test
  void secondOneAtTheSameTimeIsRefused() throws BuildRunning {
    some();
    AtomicBoolean refused = new AtomicBoolean();
    rebuild().run((done, total) -> {
      if (done > 0) return;
      assertThatThrownBy(() -> rebuild().run(NOBODY)).isInstanceOf(BuildRunning.class);
      refused.set(true);
    });
    assertThat(refused).isTrue();
  }

  @Test
  void oneThatBreaksOffLeavesTheViewAloneAndTheNextBeginsAnew() throws BuildRunning {
    some();
    replay();
    String before = database.text(ALL);
    assertThatThrownBy(() -> rebuild().run((done, total) -> {
      if (done > 0) throw new IllegalStateException("as if the node had died");
    })).hasMessage("as if the node had died");
    assertThat(database.text(ALL)).isEqualTo(before);
    Build failed = BuildTable.find(database.pool(), "tasks").orElseThrow();
    assertThat(failed.hasFailed()).isTrue();
    assertThat(failed.error().orElseThrow()).contains("as if the node had died");
    assertThat(rebuild().run(NOBODY)).isEmpty();
    assertThat(database.text(ALL)).isEqualTo(before);
  }

  @Test
  void whoeverLosesTheDatabaseGivesUp() throws BuildRunning {
    some();
    assertThatThrownBy(() -> rebuild().run((done, total) -> database.execute("""
        select pg_terminate_backend(pid) from pg_stat_activity
        where application_name = 'corkboard-rebuild' and datname = current_database()""")))
        .isInstanceOf(Exception.class);
    assertThat(BuildTable.find(database.pool(), "tasks").orElseThrow().step()).isNotEqualTo(Step.DONE);
    rebuild().run(NOBODY);
    assertThat(database.text("select count(*) from views.task")).isEqualTo("3");
  }

  @Test
  void largeEventsAreReadWhole() throws InterruptedException {
    some();
    database.execute("update journal.event_journal set event_payload = event_payload || repeat(' ', 20000)::bytea"
        + " where persistence_id = 'task|b'");
    EntityReader entities = new EntityReader(patient,
        (payload, name) -> TestJournal.DECODER.decode(new String(payload, US_ASCII).strip().getBytes(US_ASCII), name));
    List<Entity> read = new ArrayList<>();
    entities.read(new TreeSet<>(Set.of("task")), read::add);
    assertThat(read).extracting(entity -> entity.bytes() > 40_000).containsExactly(false, true, false);
    assertThat(read).extracting(entity -> entity.decoded().events().size()).containsExactly(2, 2, 2);
  }

  private void some() {
    write(new Entry("task", "b", 1, taskCreated("b", task("tricky \\ \"quoted\"\ttab\nline\rend", Map.of("labels",
        List.of("a,b", "\"", "\\", "{}", "null", "🙂", ""))))),
        new Entry("task", "a", 1, taskCreated("a", task("first", 4.9e-322))),
        new Entry("task", "c", 1, taskCreated("c", task("gone", -1e15))), new Entry("task", "c", 2, taskDeleted("c")),
        new Entry("task", "b", 2, taskRenamed("b", "?", "tricky \\ \"quoted\"")),
        new Entry("task", "a", 2, taskRenamed("a", "first", "\\N")));
  }

  private void replay() {
    for (View each : List.of(view, versions)) {
      Replay.run(journal, each, taken -> {
      });
    }
  }

  private Rebuild rebuild() {
    return rebuild(view);
  }

  private Rebuild rebuild(View other) {
    return new Rebuild(journal, new EntityReader(patient, TestJournal.DECODER), other, patient);
  }

  private void write(Entry... entries) {
    events.write(List.of(entries));
  }

  private String parked(String name) {
    return database.text("""
        select coalesce(string_agg(id || ' ' || revision, ', ' order by id, revision), '') from projection.dead_event
        where view = ?""", name);
  }

  private String indexes(String schema) {
    return database.text("""
        select coalesce(string_agg(replace(indexdef, schemaname || '.', ''), E'\\n' order by indexname), '')
        from pg_indexes where schemaname = ? and tablename like 'task%'""", schema);
  }
}
