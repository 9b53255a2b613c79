package dev.corkboard.service;

import dev.corkboard.readmodel.projection.DeadLetters.Outcome;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Tries the events again that a view could not take. */
@Command(name = "retry", mixinStandardHelpOptions = true, description = {
    "Tries the events again that a view could not take. Ends with 1 if some still cannot be taken.",
    "A running node does it; if there is none, this command. Without DB_URL it takes the store in CORKBOARD_HOME."})
final class RetryCommand implements Callable<Integer> {

  @Parameters(paramLabel = "NAME", description = "The view: posts, tweets, sprints, tasks or reminders.")
  private String name;

  @Override
  public Integer call() {
    Outcome outcome = run(System.getenv(), name);
    System.out.println("The view " + name + " has taken " + outcome.applied() + " events; " + outcome.parked()
        + " are still parked.");
    return outcome.parked() == 0 ? 0 : 1;
  }

  static Outcome run(Map<String, String> env, String view) {
    try (ParkedEvents parked = ParkedEvents.in(env)) {
      return parked.retry(view);
    }
  }
}
