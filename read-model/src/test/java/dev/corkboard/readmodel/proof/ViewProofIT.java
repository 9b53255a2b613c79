package dev.corkboard.readmodel.proof;

import static dev.corkboard.readmodel.Samples.STAMP;
import static dev.corkboard.readmodel.Samples.task;
import static dev.corkboard.readmodel.Samples.taskCreated;
import static dev.corkboard.readmodel.Samples.taskDeleted;
import static dev.corkboard.readmodel.Samples.taskRenamed;
import static dev.corkboard.readmodel.Samples.tweeted;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.corkboard.domain.Change;
import dev.corkboard.domain.Username;
import dev.corkboard.domain.post.PostContent;
import dev.corkboard.domain.post.PostEvent;
import dev.corkboard.domain.post.PostId;
import dev.corkboard.domain.sprint.SprintContent;
import dev.corkboard.domain.sprint.SprintEvent;
import dev.corkboard.domain.sprint.SprintId;
import dev.corkboard.domain.sprint.WipLimits;
import dev.corkboard.domain.task.TaskEvent;
import dev.corkboard.domain.task.TaskId;
import dev.corkboard.domain.task.TaskStatus;
import dev.corkboard.domain.tweet.TweetEvent;
import dev.corkboard.domain.tweet.TweetId;
import dev.corkboard.readmodel.TestDatabase;
import dev.corkboard.readmodel.journal.JournalReader;
import dev.corkboard.readmodel.journal.TestJournal;
import dev.corkboard.readmodel.journal.TestJournal.Entry;
import dev.corkboard.readmodel.post.PostProjection;
import dev.corkboard.readmodel.post.PostTable;
import dev.corkboard.readmodel.projection.AfterCommit;
import dev.corkboard.readmodel.projection.Replay;
import dev.corkboard.readmodel.projection.View;
import dev.corkboard.readmodel.projection.ViewTables;
import dev.corkboard.readmodel.sprint.SprintProjection;
import dev.corkboard.readmodel.sprint.SprintTable;
import dev.corkboard.readmodel.task.TaskProjection;
import dev.corkboard.readmodel.task.TaskTable;
import dev.corkboard.readmodel.tweet.TweetProjection;
import dev.corkboard.readmodel.tweet.TweetTable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Faults are planted into views that are right, and exactly these are named. */
final class ViewProofIT {
  private static final LocalDate DAY = LocalDate.of(2026, 5, 4);
  private static final List<ProvenView<?>> PROVEN = List.of(
      ProvenView.of("posts", "post", PostTable.TABLE, PostProjection::after),
      ProvenView.of("post_versions", "post", PostTable.VERSIONS, PostProjection::after),
      ProvenView.of("tweets", "tweet", TweetTable.TABLE, TweetProjection::after),
      ProvenView.of("sprints", "sprint", SprintTable.TABLE, SprintProjection::after),
      ProvenView.of("sprint_versions", "sprint", SprintTable.VERSIONS, SprintProjection::after),
      ProvenView.of("tasks", "task", TaskTable.TABLE, TaskProjection::after),
      ProvenView.of("task_versions", "task", TaskTable.VERSIONS, TaskProjection::after));

  private static TestDatabase database;
  private static HikariDataSource readers;
  private static TestJournal journal;

  @BeforeAll
  static void make() {
    database = TestDatabase.create();
    readers = database.where().journalReaderPool("reader", 2);
    journal = new TestJournal(database.pool());
    journal.write(events());
    for (int i = 0; i < 2_500; i++) // more than a stretch
      journal.write(List.of(new Entry("tweet", "many%04d".formatted(i), 1, tweeted("many%04d".formatted(i), "t" + i))));
    catchUp();
    for (String table : tables())
      database.execute("create table kept_" + table.replace('.', '_') + " as select * from " + table);
  }

  @BeforeEach
  void startWhole() {
    assertThat(faults()).isEmpty();
  }

  @AfterEach
  void putBack() {
    for (String table : tables()) {
      String columns = database.text("select string_agg(quote_ident(column_name), ', ') from information_schema.columns"
          + " where table_schema || '.' || table_name = ? and is_generated = 'NEVER'", table);
      database.execute("truncate " + table + "; insert into " + table + " (" + columns + ") select " + columns
          + " from kept_" + table.replace('.', '_'));
    }
  }

  @AfterAll
  static void close() {
    readers.close();
    database.close();
  }

  @ParameterizedTest
  @CsvSource(quoteCharacter = '~', delimiter = ';', textBlock = """
      update views.task set name = 'x' where id = 'a' ; CHANGED views.task a 3 [name]
      update views.task set "order" = 1.0000000000000002, due = null, labels = '{"big,small"}', deleted = true where id = 'a' ; CHANGED views.task a 3 [deleted, order, due, labels]
      update views.task set words = '', name_key = 'q' where id = 'a' ; CHANGED views.task a 3 [name_key, words]
      update views.task set words = ' other ' where id = 'a' ; CHANGED views.task a 3 [words]
      update views.task set revision = 2 where id = 'a' ; CHANGED views.task a 3 [revision]
      update views.task set revision = 9 where id = 'a' ; CHANGED views.task a 3 [revision]
      update views.task set remind_at = remind_at + interval '1 microsecond' where id = 'a' ; CHANGED views.task a 3 [remind_at]
      update views.task set deleted = false where id = 'gone' ; CHANGED views.task gone 2 [deleted]
      update views.task_version set status = 'done', valid_from = valid_from - interval '1 day' where id = 'a' and revision = 2 ; CHANGED views.task_version a 2 [status, valid_from]
      update views.post set content = content || ' ' where id = 'p' ; CHANGED views.post p 2 [content]
      update views.post_version set words = '' where revision = 1 ; CHANGED views.post_version p 1 [words]
      update views.sprint set "end" = '2030-01-01', start = null ; CHANGED views.sprint s 1 [start, end]
      update views.tweet set author = 'ben' where id = 'many1000' ; CHANGED views.tweet many1000 1 [author]
      delete from views.task where id = 'a' ; MISSING views.task a 3 []
      delete from views.tweet where id in ('many1999', 'many2000') ; MISSING views.tweet many1999 1 [], MISSING views.tweet many2000 1 []
      delete from views.task_version where id = 'a' and revision = 2 ; MISSING views.task_version a 2 []
      update views.task set id = 'aa' where id = 'a' ; MISSING views.task a 3 [], TOO_MANY views.task aa 3 []
      update views.task set id = 'zz' where id = 'b' ; MISSING views.task b 1 [], TOO_MANY views.task zz 1 []
      insert into views.sprint select 'other', name, name_key, description, start, "end", created_at, updated_at, 7, deleted, words from views.sprint ; TOO_MANY views.sprint other 7 []
      update views.task_version set revision = 5 where id = 'a' and revision = 3 ; MISSING views.task_version a 3 [], TOO_MANY views.task_version a 5 []
      delete from journal.event_journal where persistence_id = 'task|a' and sequence_number = 2 ; HOLE journal task|a 2 []
      delete from journal.event_journal where persistence_id = 'task|a' and sequence_number < 3 ; HOLE journal task|a 1 [], HOLE journal task|a 2 []
      delete from journal.event_journal where persistence_id = 'post|p' and sequence_number = 1 ; HOLE journal post|p 1 []
      update journal.event_journal set event_payload = 'rubbish' where persistence_id = 'task|a' and sequence_number = 2 ; UNREADABLE journal task|a 2 []
      """)
  void plantedFaultIsNamedAndNothingElse(String plant, String named) {
    database.execute(plant);
    assertThat(String.join(", ", faults())).isEqualTo(named);
  }

  @Test
  void severalFaultsAreNamedTogether() {
    database.execute("""
        update views.task set name = 'x' where id = 'a';
        delete from views.task where id = 'b';
        delete from views.tweet where id = 'many0000';
        insert into views.tweet values ('n', 'text', 'ben', now(), 1, false, '');
        update views.sprint_version set name = 'x';
        delete from journal.event_journal where persistence_id = 'post|p' and sequence_number = 1""");
    assertThat(faults()).containsExactly("HOLE journal post|p 1 []", "MISSING views.tweet many0000 1 []",
        "TOO_MANY views.tweet n 1 []", "CHANGED views.sprint_version s 1 [name]", "CHANGED views.task a 3 [name]",
        "MISSING views.task b 1 []");
  }

  @Test
  void lostEndOfAnEntityShowsInItsRows() {
    database.execute("delete from journal.event_journal where persistence_id = 'task|a' and sequence_number = 3");
    assertThat(faults()).containsExactly("CHANGED views.task a 2 [revision, name, name_key, words]",
        "TOO_MANY views.task_version a 3 []");
  }

  @Test
  void viewThatIsBehindIsNotAtFault() {
    journal.write("task", "a", 4, taskRenamed("a", "Paint it", "Paint all"));
    journal.write("task", "new", 1, taskCreated("new", task("new", 1)));
    assertThat(faults()).isEmpty();
    catchUp();
    assertThat(faults()).isEmpty();
    database.execute("update views.task set revision = 3 where id = 'a'");
    assertThat(faults()).containsExactly("CHANGED views.task a 4 [revision]");
    database.execute("delete from views.task where id = 'new'; delete from views.task_version where id = 'new'");
  }

  /** As after a restore, or when an instance of a projection comes late. */
  @Test
  void rowsThatAreAheadOfTheStoredPositionAreNotAtFault() {
    database.execute("delete from projection.pekko_projection_offset_store");
    assertThat(faults()).isEmpty();
    database.execute("update views.task set name = 'x' where id = 'a'");
    assertThat(faults()).containsExactly("CHANGED views.task a 3 [name]");
    catchUp();
  }

  @Test
  void parkedEntityStandsAtItsLastGoodRevision() {
    journal.writeRubbish("task", "b", 2);
    journal.write("task", "b", 3, taskRenamed("b", "?", "never"));
    catchUp();
    assertThat(faults()).isEmpty();
    database.execute("update views.task set name = 'x' where id = 'b'");
    assertThat(faults()).containsExactly("CHANGED views.task b 1 [name]");
    database.execute("delete from projection.dead_event");
  }

  @Test
  void nobodyRaisesAFalseAlarmWhileOthersWrite() throws Exception {
    AtomicBoolean writing = new AtomicBoolean(true);
    List<Throwable> failures = new ArrayList<>();
    Thread writer = Thread.ofPlatform().start(() -> write(writing));
    Thread follower = Thread.ofPlatform().start(() -> {
      while (writing.get())
        catchUp();
    });
    for (Thread thread : List.of(writer, follower))
      thread.setUncaughtExceptionHandler((at, failure) -> failures.add(failure));
    try {
      for (int round = 0; round < 6; round++)
        assertThat(faults()).isEmpty();
    } finally {
      writing.set(false);
      writer.join();
      follower.join();
    }
    assertThat(failures).isEmpty();
    catchUp();
    assertThat(faults()).isEmpty();
    assertThat(database.text("select count(*) from views.task where id like 'w%' and revision > 1")).isNotEqualTo("0");
  }

  private static void write(AtomicBoolean writing) {
    for (int i = 0; writing.get(); i++) {
      String id = "w" + i % 7 + "-" + i / 70;
      long revision = 1 + i % 70 / 7;
      journal.write("task", id, revision, revision == 1
          ? taskCreated(id, task("first", 1))
          : taskRenamed(id, "?", "name " + i));
    }
  }

  private static List<Entry> events() {
    TaskId a = new TaskId("a");
    PostId p = new PostId("p");
    return List.of(
        new Entry("task", "a", 1, taskCreated("a", task("Paint", Map.of("order", 1.0, "due", Optional.of(DAY), "labels",
            List.of("big", "small"), "remindAt", Optional.of(STAMP.at()), "assigned",
            Optional.of(new Username("anna")), "description", "the Fence")))),
        new Entry("task", "a", 2,
            new TaskEvent.Changed(a, Map.of("status", new Change(TaskStatus.TODO, TaskStatus.IN_PROGRESS)), STAMP)),
        new Entry("task", "a", 3, taskRenamed("a", "Paint", "Peinture à l'été")),
        new Entry("task", "b", 1, taskCreated("b", task("other", 2))),
        new Entry("task", "gone", 1, taskCreated("gone", task("gone", 3))),
        new Entry("task", "gone", 2, taskDeleted("gone")),
        new Entry("post", "p", 1,
            new PostEvent.Created(p, new PostContent("A title", "Some content, long enough"), STAMP)),
        new Entry("post", "p", 2, new PostEvent.Changed(p, Map.of("title", new Change("A title", "Another")), STAMP)),
        new Entry("sprint", "s", 1, new SprintEvent.Created(new SprintId("s"),
            new SprintContent("Spring", "", Optional.of(DAY), DAY.plusDays(14),
                Optional.of(new WipLimits(Optional.of(3), Optional.empty(), Optional.of(1000), Optional.empty()))),
            STAMP)),
        new Entry("tweet", "t", 1, tweeted("t", "hello")),
        new Entry("tweet", "t", 2, new TweetEvent.Deleted(new TweetId("t"), Optional.empty(), STAMP)));
  }

  private static void catchUp() {
    follow("posts", "post", PostProjection.TABLES);
    follow("post_versions", "post", PostProjection.VERSION_TABLES);
    follow("tweets", "tweet", TweetProjection.TABLES);
    follow("sprints", "sprint", SprintProjection.TABLES);
    follow("sprint_versions", "sprint", SprintProjection.VERSION_TABLES);
    follow("tasks", "task", TaskProjection.TABLES);
    follow("task_versions", "task", TaskProjection.VERSION_TABLES);
  }

  private static void follow(String name, String kind, ViewTables tables) {
    Replay.run(new JournalReader(readers, TestJournal.DECODER),
        new View(name, Set.of(kind), "views", tables, database.pool(), AfterCommit.NOTHING), taken -> {
        });
  }

  private static List<String> faults() {
    List<String> faults = new ArrayList<>();
    ViewProof proof = new ViewProof(database.pool(), database.pool(), TestJournal.DECODER);
    for (ProvenView<?> view : PROVEN)
      proof.run(view, (done, all) -> {
      }, fault -> faults
          .add(fault.kind() + " " + fault.place() + " " + fault.id() + " " + fault.revision() + " " + fault.fields()));
    return faults;
  }

  private static List<String> tables() {
    return List.of("journal.event_journal", "views.post", "views.post_version", "views.tweet", "views.sprint",
        "views.sprint_version", "views.task", "views.task_version", "projection.pekko_projection_offset_store");
  }
}
