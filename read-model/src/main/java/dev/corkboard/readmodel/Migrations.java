package dev.corkboard.readmodel;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.output.ValidateOutput;
import org.flywaydb.core.api.output.ValidateResult;

/** Makes or upgrades the schemas; each database keeps a history of its own, so both may be one. */
public final class Migrations {

  private static final String JOURNAL = "journal";
  private static final String MAIN = "classpath:db/main";
  private static final String VIEWS = "views";
  private static final String READ_MODELS = "classpath:db/views";

  private Migrations() {}

  /** The journal, the accounts and the reminders. */
  public static void main(DataSource database) {
    migrate(database, JOURNAL, MAIN);
    // Without statistics the planner sorts the whole backlog for each page, and readers fall behind for good.
    analyze(database, "journal.event_journal");
  }

  /** The read models. */
  public static void views(DataSource database) {
    migrate(database, VIEWS, READ_MODELS);
  }

  /** What is wrong with a schema, and what to do. */
  public record Fault(String what, String todo) {}

  /** Changes nothing; empty if the schemas of the main database are those of this release. */
  public static List<Fault> lookAtMain(DataSource database) {
    return look(flyway(database, JOURNAL, MAIN));
  }

  /** The same for the read models. */
  public static List<Fault> lookAtViews(DataSource database) {
    return look(flyway(database, VIEWS, READ_MODELS));
  }

  private static List<Fault> look(Flyway flyway) {
    List<Fault> faults = new ArrayList<>();
    for (MigrationInfo pending : flyway.info().pending())
      faults.add(new Fault("The migration " + pending.getVersion() + " (" + pending.getDescription() + ") of "
          + flyway.getConfiguration().getDefaultSchema() + " has not been made.", "Run corkboard migrate."));
    ValidateResult validated = Flyway.configure().configuration(flyway.getConfiguration())
        .ignoreMigrationPatterns("*:pending").load().validateWithResult();
    for (ValidateOutput wrong : validated.invalidMigrations)
      faults.add(new Fault("The migration " + wrong.version + " of " + flyway.getConfiguration().getDefaultSchema()
          + " is not the one of this release: " + wrong.errorDetails.errorMessage.lines().findFirst().orElse("") + ".",
          "Run the release that made it, or a newer one."));
    return faults;
  }

  private static Flyway flyway(DataSource database, String schema, String location) {
    return Flyway.configure().dataSource(database).defaultSchema(schema).table("schema_history").locations(location)
        .load();
  }

  private static void migrate(DataSource database, String schema, String location) {
    try {
      flyway(database, schema, location).migrate();
    } catch (FlywayException failed) {
      if (Outage.isBehind(failed)) throw new Outage("The database cannot be migrated.", failed);
      throw failed;
    }
  }

  private static void analyze(DataSource database, String table) {
    try (Connection connection = database.getConnection(); Statement statement = connection.createStatement()) {
      statement.execute("analyze " + table);
    } catch (SQLException failed) {
      throw Sql.failure("cannot analyze " + table, failed);
    }
  }
}
