package dev.corkboard.service;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Makes or upgrades the schemas. */
@Command(name = "migrate", mixinStandardHelpOptions = true, description = "Makes or upgrades the schemas of journal, accounts, reminders and views.")
final class MigrateCommand implements Callable<Integer> {

  @Override
  public Integer call() {
    Pools.migrate(Settings.from(System.getenv()));
    System.out.println("The schemas are up to date.");
    return 0;
  }
}
