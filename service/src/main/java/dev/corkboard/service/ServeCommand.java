package dev.corkboard.service;

import dev.corkboard.service.log.Syslog;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Runs one node against the backends in the environment. */
@Command(name = "serve", mixinStandardHelpOptions = true, description = "Runs one node against the backends that the environment names (see .env.example).")
final class ServeCommand implements Callable<Integer> {

  @Override
  public Integer call() throws Exception {
    Settings settings = Settings.from(System.getenv());
    settings.logs().syslog().ifPresent(server -> Syslog.start(server, settings.logs().json()));
    Ports.checkFree("HTTP_PORT", settings.http().host(), settings.http().port());
    Ports.checkFree("MANAGEMENT_PORT", settings.management().host(), settings.management().port());
    Pools.migrate(settings);
    Node node = Node.start(settings, List.of());
    Ready.tell(node);
    node.awaitEnd();
    return node.lostItsStore() ? 1 : 0;
  }
}
