package dev.corkboard.service;

import com.zaxxer.hikari.HikariDataSource;
import dev.corkboard.readmodel.Migrations;
import dev.corkboard.readmodel.Migrations.Fault;
import dev.corkboard.readmodel.journal.JournalReader;
import dev.corkboard.readmodel.projection.View;
import dev.corkboard.readmodel.rebuild.BuildRunning;
import dev.corkboard.readmodel.rebuild.NoEarlierBuild;
import dev.corkboard.readmodel.store.StoreLook;
import dev.corkboard.service.serialization.EventSerializer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Builds a view again from the journal. */
@Command(name = "rebuild", mixinStandardHelpOptions = true, description = {
    "Builds a view again from the journal, beside the one that serves, and swaps them.",
    "Nodes may run or not; people read and write on, and no mail is sent again.",
    "The views are posts, tweets, sprints, tasks and reminders.",
    "Without DB_URL it takes the store in CORKBOARD_HOME."})
final class RebuildCommand implements Callable<Integer> {

  @Parameters(paramLabel = "NAME", description = "The view.")
  private String name;

  @Option(names = "--back", description = "Puts the tables back that the last rebuild replaced; they are kept for a day.")
  private boolean back;

  @Override
  public Integer call() {
    Stopwatch time = new Stopwatch();
    try {
      Optional<String> news = run(name, back, System.getenv(), Terminal.standardError());
      news.ifPresent(System.out::println);
      System.out.println("The view " + name + " is served from " + (back ? "the tables of before" : "new tables")
          + ", after " + time + ".");
      return 0;
    } catch (BuildRunning | NoEarlierBuild impossible) {
      System.err.println("corkboard: " + impossible.getMessage());
      return 1;
    }
  }

  /** Answers what was different before. */
  static Optional<String> run(String name, boolean back, Map<String, String> env, Terminal terminal)
      throws BuildRunning, NoEarlierBuild {
    try (Store store = Store.existing(env);
        HikariDataSource main = store.settings().database().patientPool("rebuild");
        HikariDataSource views = store.settings().views().patientPool("rebuild");
        HikariDataSource reader = store.settings().database().journalReaderPool("reader", 1)) {
      requireSchemas(main, views);
      requireSettled(store.settings(), main, views);
      List<View> all = new ArrayList<>(Views.in(views));
      all.add(Reminders.view(main));
      View view = all.stream().filter(it -> it.name().equals(name)).findFirst()
          .orElseThrow(() -> new SettingsException("There is no view " + name + ", but "
              + all.stream().map(View::name).collect(Collectors.joining(", ")) + "."));
      JournalReader journal = new JournalReader(reader, EventSerializer.decoder());
      try (Rebuilds rebuilds = new Rebuilds(store.settings(), journal, all, Runnable::run);
          Terminal.Shown progress = terminal.show("Building " + name)) {
        return rebuilds.build(view, rebuild -> back ? rebuild.back() : rebuild.run(progress::at));
      }
    }
  }

  /** A view must not be built from a journal whose new events readers do not see. */
  private static void requireSettled(Settings settings, HikariDataSource main, HikariDataSource views) {
    HikariDataSource where = settings.views().equals(settings.database()) ? main : views;
    StoreLook look = StoreLook.at(main, where, StoreGuard.views(main, where));
    if (look.refused().or(look::restored).isPresent()) {
      throw new SettingsException(
          "The store was restored, and no node has started since. Start one first: it repairs the"
              + " store, and builds the views that need it.");
    }
  }

  private static void requireSchemas(HikariDataSource main, HikariDataSource views) {
    List<Fault> faults = new ArrayList<>(Migrations.lookAtMain(main));
    faults.addAll(Migrations.lookAtViews(views));
    if (!faults.isEmpty()) throw new SettingsException(faults.getFirst().what() + " " + faults.getFirst().todo());
  }
}
