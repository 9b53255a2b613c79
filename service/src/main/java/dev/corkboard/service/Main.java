package dev.corkboard.service;

import dev.corkboard.readmodel.Outage;
import dev.corkboard.readmodel.store.StoreRefused;
import dev.corkboard.service.carry.CarryException;
import dev.corkboard.service.embedded.LocalStackException;
import java.sql.SQLException;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line. */
@Command(name = "corkboard", mixinStandardHelpOptions = true, versionProvider = Version.class, description = "A self-hosted team board in which every change is an event.", subcommands = {
    UpCommand.class, ServeCommand.class, MigrateCommand.class, CreateAdminCommand.class, ExportCommand.class,
    ImportCommand.class, RebuildCommand.class, DoctorCommand.class, DeadLettersCommand.class, RetryCommand.class,
    MailCommand.class, HelpCommand.class})
public final class Main implements Runnable {
  static final int WRONG_SETTING = 2;

  @Spec
  private CommandSpec spec;

  public static void main(String[] arguments) {
    System.exit(commandLine().setExecutionStrategy(parsed -> {
      Quiet.unlessItServes(parsed);
      return new CommandLine.RunLast().execute(parsed);
    }).execute(arguments));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Main()).setExecutionExceptionHandler(failure());
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Which command? Try: corkboard up");
  }

  /** What an operator can mend is told in one line; only what is a bug shows where it came from. */
  private static IExecutionExceptionHandler failure() {
    return (failure, command, parsed) -> {
      if (isTold(failure)) {
        command.getErr().println("corkboard: " + failure.getMessage());
        return WRONG_SETTING;
      }
      Optional<SQLException> database = databaseFault(failure);
      if (database.isPresent()) {
        command.getErr().println("corkboard: The database refuses or cannot be reached; check DB_URL, DB_USER and"
            + " DB_PASSWORD. It says: " + database.get().getMessage().lines().findFirst().orElse("nothing"));
        return WRONG_SETTING;
      }
      if (Outage.isBehind(failure)) {
        command.getErr().println("corkboard: A part that is needed does not answer; see corkboard doctor. It says: "
            + String.valueOf(failure.getMessage()).lines().findFirst().orElse("nothing"));
        return WRONG_SETTING;
      }
      failure.printStackTrace(command.getErr());
      return 1;
    };
  }

  /** Whether the message was made for the person at the terminal. */
  private static boolean isTold(Exception failure) {
    return failure instanceof SettingsException || failure instanceof LocalStackException
        || failure instanceof CarryException || failure instanceof StoreRefused;
  }

  private static Optional<SQLException> databaseFault(Throwable failure) {
    Optional<SQLException> last = Optional.empty();
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (at instanceof SQLException fault) last = Optional.of(fault);
    }
    return last;
  }
}
