package dev.corkboard.readmodel.rebuild;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corkboard.readmodel.TestDatabase;
import dev.corkboard.readmodel.projection.Shape;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A migrated schema and a view that is built again must not be told apart. */
final class ShapesIT {
  private static final TestDatabase DATABASE = TestDatabase.create();

  private static final String COLUMNS = """
      select string_agg(format('%s %s %s %s %s', column_name, data_type, collation_name, is_nullable, column_default),
        E'\\n' order by ordinal_position)
      from information_schema.columns where table_schema = ? and table_name = ?""";

  private static final String INDEXES = """
      select string_agg(replace(indexdef, schemaname || '.', ''), E'\\n' order by indexname)
      from pg_indexes where schemaname = ? and tablename = ?""";

  private static final String OPTIONS = """
      select coalesce(array_to_string(reloptions, ' '), '-') from pg_class
      where relnamespace = ?::regnamespace and relname = ?""";

  @AfterAll
  static void end() {
    DATABASE.close();
  }

  @ParameterizedTest
  @CsvSource({"posts, views", "post_versions, views", "tweets, views", "sprints, views", "sprint_versions, views",
      "tasks, views", "task_versions, views", "reminders, reminder"})
  void fileMakesWhatMigrationsMade(String view, String schema) throws InterruptedException {
    fileMakesWhatMigrationsMade(view, schema, "made_" + view, Indexing.SMALL_BYTES);
    fileMakesWhatMigrationsMade(view, schema, "large_" + view, -1);
  }

  private static void fileMakesWhatMigrationsMade(String view, String schema, String other, long smallBytes)
      throws InterruptedException {
    Shape shape = Shape.of(view);
    DATABASE.execute("create schema " + other);
    shape.createTables(other).forEach(DATABASE::execute);
    for (String table : shape.tables())
      new Indexing(DATABASE.pool(), shape, other, table, smallBytes).run();
    assertThat(shape.tables()).isNotEmpty();
    for (String table : shape.tables()) {
      for (String look : new String[]{COLUMNS, INDEXES, OPTIONS}) {
        assertThat(DATABASE.text(look, other, table)).as(table).isNotEmpty()
            .isEqualTo(DATABASE.text(look, schema, table));
      }
    }
    assertThat(DATABASE.text("select shape from projection.view_version where view = ?", view))
        .isEqualTo(Integer.toString(shape.number()));
  }
}
