package dev.corkboard.readmodel.rebuild;

import static dev.corkboard.readmodel.Samples.task;
import static dev.corkboard.readmodel.Samples.taskCreated;
import static dev.corkboard.readmodel.query.TestViews.list;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.corkboard.readmodel.Migrations;
import dev.corkboard.readmodel.TestDatabase;
import dev.corkboard.readmodel.journal.EntityReader;
import dev.corkboard.readmodel.journal.JournalReader;
import dev.corkboard.readmodel.journal.TestJournal;
import dev.corkboard.readmodel.projection.AfterCommit;
import dev.corkboard.readmodel.projection.View;
import dev.corkboard.readmodel.query.TableQueries;
import dev.corkboard.readmodel.task.TaskFilter;
import dev.corkboard.readmodel.task.TaskFilters;
import dev.corkboard.readmodel.task.TaskProjection;
import dev.corkboard.readmodel.task.TaskTable;
import dev.corkboard.readmodel.task.TaskView;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A store whose views were made by a release that let the database make the words. */
final class OldShapesIT {
  private static final String OLD_ROW = """
      insert into views.task (id, name, name_key, description, status, "order", labels, created_by, created_at,
        updated_at, search, revision, deleted)
      values ('a', 'Write plan—draft', 'write plan—draft', '', 'todo', 1, '{}', 'anna', now(), now(),
        to_tsvector('simple', 'write plan—draft'), 1, false)""";

  private TestDatabase database;

  @BeforeEach
  void start() {
    database = TestDatabase.create();
    database.execute("drop schema views cascade");
    database.execute("drop table projection.view_version");
    Flyway.configure().dataSource(database.pool()).defaultSchema("views").table("schema_history")
        .locations("classpath:db/views").target("6").load().migrate();
  }

  @AfterEach
  void stop() {
    database.close();
  }

  @Test
  void oldStoreIsServedUntilItsViewsAreBuiltAgain() throws BuildRunning {
    database.execute(OLD_ROW);
    new TestJournal(database.pool()).write("task", "a", 1, taskCreated("a", task("Write plan—draft", 1)));
    Migrations.views(database.pool());
    assertThat(shape("tasks")).isEqualTo("1");
    assertThat(shape("posts")).isEqualTo("3");
    assertThat(database.text("select id from views.task where search @@ 'write'")).isEqualTo("a");
    View view = new View("tasks", Set.of("task"), "views", TaskProjection.TABLES, database.pool(),
        AfterCommit.NOTHING);
    try (HikariDataSource readers = database.where().journalReaderPool("reader", 2);
        HikariDataSource patient = database.where().rebuildPool("rebuild")) {
      Rebuild rebuild = new Rebuild(new JournalReader(readers, TestJournal.DECODER),
          new EntityReader(patient, TestJournal.DECODER), view, patient);
      assertThat(rebuild.run((done, total) -> {
      })).isEmpty();
      assertThat(shape("tasks")).isEqualTo("4");
      assertThat(list(new TableQueries<TaskView, TaskFilter>(database.pool(), TaskTable.TABLE), draft()))
          .containsExactly("a");
      assertThatThrownBy(rebuild::back).isInstanceOf(NoEarlierBuild.class);
      assertThat(shape("tasks")).isEqualTo("4");
    }
  }

  private String shape(String view) {
    return database.text("select shape from projection.view_version where view = ?", view);
  }

  private static TaskFilter draft() {
    return TaskFilters.with(Map.of("q", Optional.of("draft")));
  }
}
