package dev.corkboard.service;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Looks at everything and says what is wrong and what to do. */
@Command(name = "doctor", mixinStandardHelpOptions = true, description = {
    "Checks settings, backends, schemas, journal, views and reminders, and says what is wrong and what to do.",
    "It changes nothing. Without DB_URL it looks at the store in CORKBOARD_HOME, whether corkboard up is running or"
        + " not. Ends with 0 if all is well, else with 1."})
final class DoctorCommand implements Callable<Integer> {

  @Option(names = "--views", description = "Compare every row of the views with what the journal makes of it.")
  private boolean views;

  @Override
  public Integer call() {
    return new Examination(System.getenv(), Terminal.standardError(), System.out, views).run() ? 0 : 1;
  }
}
