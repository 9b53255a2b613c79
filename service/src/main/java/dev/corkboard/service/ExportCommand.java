package dev.corkboard.service;

import com.zaxxer.hikari.HikariDataSource;
import dev.corkboard.readmodel.Sql;
import dev.corkboard.service.carry.CarryException;
import dev.corkboard.service.carry.Export;
import dev.corkboard.service.carry.ExportFile;
import dev.corkboard.service.carry.Hole;
import dev.corkboard.service.carry.Import;
import dev.corkboard.service.carry.Totals;
import dev.corkboard.service.serialization.EventSerializer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes an installation into a file. */
@Command(name = "export", mixinStandardHelpOptions = true, description = {
    "Writes the whole journal, the accounts, the idempotency keys and what is known of reminders into a file.",
    "Without DB_URL it takes the store in CORKBOARD_HOME, whether corkboard up is running or not."})
final class ExportCommand implements Callable<Integer> {

  @Parameters(paramLabel = "FILE", description = "A new file. It has the hashes of passwords: keep it safe.")
  private Path file;

  @Option(names = "--force", description = "Replace the file if there is one.")
  private boolean replace;

  @Override
  public Integer call() {
    Stopwatch time = new Stopwatch();
    Totals totals = run(file, replace, System.getenv(), Terminal.standardError());
    System.out.println("Exported " + totals + " to " + file + " in " + time + ".");
    return 0;
  }

  static Totals run(Path file, boolean replace, Map<String, String> env, Terminal terminal) {
    try (ExportFile target = ExportFile.create(file, replace);
        Store store = Store.existing(env);
        HikariDataSource database = store.settings().database().patientPool("export")) {
      Totals totals = write(database, target, terminal);
      target.keep();
      judge(file, database, terminal);
      return totals;
    }
  }

  private static Totals write(DataSource database, ExportFile target, Terminal terminal) {
    try (Terminal.Shown progress = terminal.show("Exporting rows")) {
      return Export.write(database, Version.text(), Instant.now(), progress, target.out());
    }
  }

  /** A file that cannot be imported is to be known now, and not when it is needed. */
  private static void judge(Path file, DataSource database, Terminal terminal) {
    try (Terminal.Shown progress = terminal.show("Checking bytes")) {
      Import.verify(file, EventSerializer.decoder(), progress);
      Optional<Hole> hole = Sql.with(database, Hole::first);
      if (hole.isPresent()) throw new CarryException("The journal has a hole: " + hole.get() + ".");
    } catch (CarryException unfit) {
      throw new CarryException("The file was written, but corkboard import will not take it: " + unfit.getMessage()
          + " See corkboard doctor.", unfit);
    }
  }
}
