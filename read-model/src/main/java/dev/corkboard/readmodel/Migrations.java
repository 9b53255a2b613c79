package dev.corkboard.readmodel;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** Makes or upgrades the schemas; each database keeps a history of its own, so both may be one. */
public final class Migrations {

  private Migrations() {}

  /** The journal, the accounts and the reminders. */
  public static void main(DataSource database) {
    migrate(database, "journal", "classpath:db/main");
    // Without statistics the planner sorts the whole backlog for each page, and readers fall behind for good.
    analyze(database, "journal.event_journal");
  }

  /** The read models. */
  public static void views(DataSource database) {
    migrate(database, "views", "classpath:db/views");
  }

  private static void migrate(DataSource database, String schema, String location) {
    try {
      Flyway.configure().dataSource(database).defaultSchema(schema).table("schema_history").locations(location)
          .load().migrate();
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
