package dev.corkboard.service;

import dev.corkboard.service.auth.Account;
import dev.corkboard.service.auth.NewAccount;
import dev.corkboard.service.auth.Refusal;
import dev.corkboard.service.auth.Result;
import java.io.Console;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Makes an administrator. */
@Command(name = "create-admin", mixinStandardHelpOptions = true, description = "Makes an administrator. Asks for the password, or takes ADMIN_PASSWORD.")
final class CreateAdminCommand implements Callable<Integer> {

  @Parameters(paramLabel = "NAME", description = "The username: 3 to 30 of a-z, 0-9, _ . and -")
  private String name;

  @Parameters(paramLabel = "EMAIL", description = "The address for mail.")
  private String email;

  @Override
  public Integer call() {
    Settings settings = Settings.from(System.getenv());
    String password = new Environment(System.getenv()).secret("ADMIN_PASSWORD").or(CreateAdminCommand::ask)
        .orElseThrow(() -> new SettingsException("ADMIN_PASSWORD is not set, and there is no terminal to ask for it."));
    Pools.migrate(settings);
    try (AdminAccounts accounts = AdminAccounts.open(settings)) {
      accounts.create(name, email, password);
    }
    System.out.println("There is an administrator " + name + " now.");
    return 0;
  }

  private static Optional<String> ask() {
    Console console = System.console();
    if (console == null) return Optional.empty();
    return Optional.ofNullable(console.readPassword("Password: ")).map(String::new);
  }
}
