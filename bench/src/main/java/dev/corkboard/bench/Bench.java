package dev.corkboard.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Measures the product part by part, and tells all figures in one table and one file. */
@Command(name = "bench/run", mixinStandardHelpOptions = true, sortOptions = false, subcommands = Siege.class, description = {
    "Starts the product and measures it, each figure beside its limit in the same run.",
    "Parts: persists, http, cold, rebuild, swap, visible, footprint, growth; all, if none is named."})
public final class Bench implements Callable<Integer> {
  private static final Map<String, Part> PARTS = parts();

  @Spec
  private CommandLine.Model.CommandSpec spec;

  @Parameters(paramLabel = "PART", description = "What to measure.")
  private List<String> wanted = List.copyOf(PARTS.keySet());

  @Option(names = "--quick", description = "One round, shorter and smaller: some minutes in all.")
  private boolean quick;

  @Option(names = "--rounds", description = "Rounds of each measurement, whose median counts (5).")
  private Optional<Integer> rounds = Optional.empty();

  @Option(names = "--seconds", description = "Time of each measurement in a round (4).")
  private Optional<Integer> seconds = Optional.empty();

  @Option(names = "--events", description = "Events that views are built again from (1000000).")
  private Optional<Integer> events = Optional.empty();

  @Option(names = "--tasks", split = ",", description = "Sizes of boards to compare (10000,100000,1000000).")
  private List<Integer> tasks = List.of();

  @Option(names = "--cold", description = "Tasks among which cold reads choose (100000).")
  private Optional<Integer> cold = Optional.empty();

  @Option(names = "--connections", split = ",", description = "Over how many requests come (1,32,64,256).")
  private List<Integer> connections = List.of();

  @Option(names = "--requests", split = ",", description = "Kinds of requests: one, list, filtered, mix, create, patch.")
  private List<String> requests = List.of();

  @Option(names = "--json", paramLabel = "FILE", description = "Where to write the figures (bench/target/results.json).")
  private Path json = Product.root().resolve("bench/target/results.json");

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Bench()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    List<String> unknown = wanted.stream().filter(name -> !PARTS.containsKey(name)).toList();
    if (!unknown.isEmpty()) {
      throw new ParameterException(spec.commandLine(),
          "There is no part " + unknown.getFirst() + ", but " + String.join(", ", PARTS.keySet()) + ".");
    }
    Scale scale = scale();
    Report report = new Report();
    for (String name : wanted) {
      System.err.println("measuring " + name + " ...");
      report.add(name, PARTS.get(name).measure(scale));
      report.write(json, scale);
    }
    report.print(System.out);
    System.out.println("Written to " + json.normalize());
    return 0;
  }

  private Scale scale() {
    Scale scale = quick ? Scale.QUICK : Scale.FULL;
    return new Scale(rounds.orElse(scale.rounds()), seconds.map(Duration::ofSeconds).orElse(scale.time()),
        events.orElse(scale.events()), tasks.isEmpty() ? scale.tasks() : tasks, cold.orElse(scale.coldTasks()),
        connections.isEmpty() ? scale.connections() : connections, requests);
  }

  private static Map<String, Part> parts() {
    Map<String, Part> parts = new LinkedHashMap<>();
    parts.put("persists", new PersistPart());
    parts.put("http", new HttpPart());
    parts.put("cold", new ColdPart());
    parts.put("rebuild", new RebuildPart());
    parts.put("swap", new SwapPart());
    parts.put("visible", new VisiblePart());
    parts.put("footprint", new FootprintPart());
    parts.put("growth", new GrowthPart());
    return parts;
  }
}
