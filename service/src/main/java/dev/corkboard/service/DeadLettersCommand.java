package dev.corkboard.service;

import dev.corkboard.readmodel.projection.DeadEvent;
import dev.corkboard.service.log.SingleLine;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Lists the events that views could not take. */
@Command(name = "dead-letters", mixinStandardHelpOptions = true, description = {
    "Lists the events that a view could not take, and the later ones of the same things, which wait for them.",
    "Without DB_URL it looks into the store in CORKBOARD_HOME, whether corkboard up is running or not."})
final class DeadLettersCommand implements Callable<Integer> {

  @Parameters(paramLabel = "NAME", arity = "0..1", description = "Of this view only: posts, tweets, sprints, tasks or reminders.")
  private Optional<String> name = Optional.empty();

  @Override
  public Integer call() {
    print(System.getenv(), name, System.out);
    return 0;
  }

  static void print(Map<String, String> env, Optional<String> name, PrintStream out) {
    try (ParkedEvents parked = ParkedEvents.in(env)) {
      long count = 0;
      for (String view : name.map(List::of).orElse(Proofs.names())) {
        for (DeadEvent event : parked.of(view)) {
          out.println(line(view, event));
          count++;
        }
      }
      out.println(count == 0
          ? "No events are parked."
          : count + " events are parked. Once the cause is mended:"
              + " corkboard retry NAME.");
    }
  }

  private static String line(String view, DeadEvent event) {
    String error = SingleLine.of(event.error());
    return "%-9s  %s  event %d of %s %s: %s".formatted(view, event.at(), event.revision(), event.kind(), event.id(),
        error);
  }
}
