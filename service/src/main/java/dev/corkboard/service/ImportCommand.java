package dev.corkboard.service;

import com.zaxxer.hikari.HikariDataSource;
import dev.corkboard.readmodel.journal.JournalReader;
import dev.corkboard.readmodel.projection.Replay;
import dev.corkboard.readmodel.projection.View;
import dev.corkboard.service.carry.Import;
import dev.corkboard.service.carry.Totals;
import dev.corkboard.service.serialization.EventSerializer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Loads a file into a new installation. */
@Command(name = "import", mixinStandardHelpOptions = true, description = {
    "Loads a file that corkboard export wrote into an empty store, and builds the views.",
    "A damaged file, or a store in which something happened already, is refused, and then nothing is stored.",
    "Without DB_URL it takes the store in CORKBOARD_HOME, and makes it if need be."})
final class ImportCommand implements Callable<Integer> {

  @Parameters(paramLabel = "FILE", description = "What corkboard export wrote.")
  private Path file;

  @Override
  public Integer call() throws IOException {
    Stopwatch time = new Stopwatch();
    Totals totals = run(file, System.getenv(), Terminal.standardError());
    System.out.println("Imported " + totals + " from " + file + " in " + time + ".");
    return 0;
  }

  static Totals run(Path file, Map<String, String> env, Terminal terminal) throws IOException {
    try (Terminal.Shown progress = terminal.show("Checking bytes")) {
      Import.verify(file, EventSerializer.decoder(), progress);
    }
    try (Store store = Store.openOrMade(env)) {
      Totals totals = load(store, file, terminal);
      // Whoever has people needs no administrator made up, and no demo.
      if (store.home().isPresent() && totals.accounts() > 0) FirstStart.markDone(store.home().get());
      build(store, totals, terminal);
      return totals;
    }
  }

  private static Totals load(Store store, Path file, Terminal terminal) {
    try (HikariDataSource main = store.settings().database().patientPool("import");
        HikariDataSource views = store.settings().views().patientPool("import")) {
      Import.requireEmpty(main);
      Import.requireEmpty(views);
      Pools.migrate(store.settings());
      try (Terminal.Shown progress = terminal.show("Loading bytes")) {
        return Import.load(main, file, progress);
      }
    }
  }

  private static void build(Store store, Totals totals, Terminal terminal) {
    try (Pools pools = Pools.open(store.settings())) {
      JournalReader journal = new JournalReader(pools.reader(), EventSerializer.decoder());
      List<View> views = new ArrayList<>(Views.in(pools.projections()));
      views.add(Reminders.view(pools.main()));
      for (View view : views) {
        try (Terminal.Shown progress = terminal.show("Building " + view.name())) {
          Replay.run(journal, view, taken -> progress.at(taken, totals.events()));
        }
      }
    }
  }
}
