package dev.corkboard.service;

import com.zaxxer.hikari.HikariDataSource;
import dev.corkboard.readmodel.Migrations;
import dev.corkboard.readmodel.Sql;
import dev.corkboard.readmodel.journal.JournalReader;
import dev.corkboard.readmodel.projection.View;
import dev.corkboard.readmodel.projection.ViewStatus;
import dev.corkboard.readmodel.store.StoreLook;
import dev.corkboard.service.doctor.Finding;
import dev.corkboard.service.doctor.JournalLook;
import dev.corkboard.service.doctor.ProofLook;
import dev.corkboard.service.doctor.ReminderLook;
import dev.corkboard.service.doctor.ServerLook;
import dev.corkboard.service.doctor.SnapshotLook;
import dev.corkboard.service.doctor.StoreFinding;
import dev.corkboard.service.doctor.ViewLook;
import dev.corkboard.service.embedded.LocalPostgres;
import dev.corkboard.service.serialization.EventSerializer;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** One round of the doctor: each check tells what it found at once; one that cannot be made is a failure too. */
final class Examination {
  private static final String DATABASE = "database";

  /** A check; it may throw, which is told. */
  private interface Check {
    List<Finding> findings() throws SQLException;
  }

  private final Map<String, String> env;
  private final Terminal terminal;
  private final PrintStream out;
  private final boolean everyRow;
  private boolean failed;

  /** {@code everyRow}: whether the views are compared with the journal. */
  Examination(Map<String, String> env, Terminal terminal, PrintStream out, boolean everyRow) {
    this.env = env;
    this.terminal = terminal;
    this.out = out;
    this.everyRow = everyRow;
  }

  /** Whether nothing failed. */
  boolean run() {
    if (tell("settings", () -> SettingsCheck.of(env)) && isStoreThere()) look();
    return !failed;
  }

  private boolean isStoreThere() {
    Path home = Store.home(env);
    if (Store.isElsewhere(env) || LocalPostgres.existsIn(home)) return true;
    return tell("home", () -> List.of(Finding.fail("home", "There is no store in " + home.toAbsolutePath().normalize()
        + ".", "Run corkboard up or import, or set CORKBOARD_HOME or DB_URL.")));
  }

  private void look() {
    try (Store store = Store.existing(env)) {
      if (store.home().isPresent()) tell("home", () -> HomeCheck.of(store.home().get()));
      else
        tell("backends", () -> BackendCheck.of(store.settings()));
      database(store.settings());
    } catch (RuntimeException notOpened) {
      tell("home", () -> {
        throw notOpened;
      });
    }
  }

  /** The part of it that asks the databases. */
  void database(Settings settings) {
    try (HikariDataSource main = settings.database().patientPool("doctor");
        HikariDataSource views = settings.views().patientPool("doctor")) {
      List<DataSource> all = settings.views().equals(settings.database()) ? List.of(main) : List.of(main, views);
      for (DataSource each : all) {
        if (!tell(DATABASE, () -> Sql.with(each, reached -> List.of()))) return;
        tell(DATABASE, () -> Sql.with(each, ServerLook::at));
      }
      if (!tell("schema", () -> schema(main, views))) return;
      tell("store", () -> List.of(StoreFinding.of(look(main, all.size() == 1 ? main : views))));
      tell("journal", () -> journal(main));
      tell("snapshots", () -> Sql.transaction(main, connection -> SnapshotLook.at(connection,
          new EventSerializer()::fromBinary)));
      tell("views", () -> views(settings, main, views));
      if (everyRow) tell("views", () -> everyRow(main, views));
      tell("reminders", () -> Sql.with(main, ReminderLook::at));
    }
  }

  private static StoreLook look(DataSource main, DataSource views) {
    return StoreLook.at(main, views, StoreGuard.views(main, views));
  }

  private static List<Finding> schema(DataSource main, DataSource views) {
    List<Finding> findings = new ArrayList<>();
    Stream.concat(Migrations.lookAtMain(main).stream(), Migrations.lookAtViews(views).stream())
        .forEach(fault -> findings.add(Finding.fail("schema", fault.what(), fault.todo())));
    if (findings.isEmpty()) findings.add(Finding.ok("schema", "Every migration of this release has been made."));
    return findings;
  }

  private List<Finding> journal(DataSource main) {
    try (Terminal.Shown progress = terminal.show("Reading events")) {
      return Sql.transaction(main, connection -> JournalLook.at(connection, Set.copyOf(Node.KINDS),
          EventSerializer.decoder(), seen -> progress.at(seen, seen)));
    }
  }

  private static List<Finding> views(Settings settings, DataSource main, DataSource views) {
    try (HikariDataSource reader = settings.database().journalReaderPool("doctor", 1)) {
      JournalReader journal = new JournalReader(reader, EventSerializer.decoder());
      List<View> all = new ArrayList<>(Views.in(views));
      all.add(Reminders.view(main));
      return all.stream().map(view -> ViewLook.of(ViewStatus.look(journal, view))).toList();
    }
  }

  private List<Finding> everyRow(DataSource main, DataSource views) {
    List<Finding> findings = new ArrayList<>();
    ProofLook look = new ProofLook();
    try (Terminal.Shown progress = terminal.show("Comparing events")) {
      new Proofs(main, main, views).run(progress::at, look::found,
          (view, extent) -> findings.addAll(look.tell(view, extent.entities(), extent.events())));
    }
    return findings;
  }

  /** Whether none of it failed. */
  private boolean tell(String matter, Check check) {
    List<Finding> findings = found(matter, check);
    findings.forEach(finding -> out.println(finding.line()));
    boolean failure = findings.stream().anyMatch(finding -> finding.state() == Finding.State.FAIL);
    failed |= failure;
    return !failure;
  }

  private static List<Finding> found(String matter, Check check) {
    try {
      return check.findings();
    } catch (SQLException | RuntimeException impossible) {
      Throwable reason = impossible;
      while (reason.getCause() != null)
        reason = reason.getCause();
      String says = String.valueOf(reason.getMessage()).lines().findFirst().orElse("nothing");
      return List.of(Finding.fail(matter, "It cannot be looked at: " + says + ".",
          matter.equals(DATABASE) ? "Start it, or check DB_URL, DB_USER and DB_PASSWORD." : "Mend that first."));
    }
  }
}
