package dev.corkboard.service.doctor;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether a PostgreSQL is one that keeps what it was given. */
public final class ServerLook {
  private static final String MATTER = "database";
  private static final int OLDEST = 150_000;
  private static final Duration CLOCKS = Duration.ofSeconds(5);

  private static final String SERVER = """
      select current_setting('server_version_num')::int as number, current_setting('server_version') as version,
        current_setting('fsync') as fsync, current_setting('full_page_writes') as full_page_writes,
        current_setting('synchronous_commit') as synchronous_commit, pg_is_in_recovery() as standby,
        has_database_privilege(current_database(), 'CREATE') as creates, current_user as me,
        clock_timestamp() as now""";

  private ServerLook() {}

  public static List<Finding> at(Connection connection) throws SQLException {
    return Look.all(connection, SERVER, ServerLook::findings).getFirst();
  }

  private static List<Finding> findings(ResultSet server) throws SQLException {
    List<Finding> findings = new ArrayList<>();
    String version = server.getString("version");
    if (server.getInt("number") < OLDEST) {
      findings.add(Finding.fail(MATTER, "PostgreSQL " + version + " is too old.", "Take 15 or newer."));
    }
    for (String setting : List.of("fsync", "full_page_writes", "synchronous_commit")) {
      if (server.getString(setting).equals("off")) {
        findings.add(Finding.fail(MATTER, setting + " is off: a crash can lose what was acknowledged.",
            "Set " + setting + " = on for the server and this database and user."));
      }
    }
    if (server.getBoolean("standby")) {
      findings.add(Finding.fail(MATTER, "It is a standby, where nothing can be written.", "Name the primary."));
    }
    if (!server.getBoolean("creates")) {
      findings.add(Finding.fail(MATTER, server.getString("me") + " may not make schemas in it.",
          "As its owner: grant create on database … to " + server.getString("me") + "."));
    }
    clock(server).ifPresent(findings::add);
    if (findings.isEmpty()) findings.add(Finding.ok(MATTER, "PostgreSQL " + version + ", durable, clocks agree."));
    return findings;
  }

  private static Optional<Finding> clock(ResultSet server) throws SQLException {
    Instant there = server.getObject("now", OffsetDateTime.class).toInstant();
    Duration apart = Duration.between(there, Instant.now()).abs();
    if (apart.compareTo(CLOCKS) < 0) return Optional.empty();
    return Optional.of(Finding.fail("clock", "This machine and the database are " + apart.toSeconds()
        + " s apart: reminders and tokens would be early or late.", "Set both clocks by NTP."));
  }
}
