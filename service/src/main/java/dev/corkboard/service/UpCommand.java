package dev.corkboard.service;

import dev.corkboard.service.embedded.LocalStack;
import dev.corkboard.service.http.Endpoint;
import dev.corkboard.service.http.MailRoutes;
import dev.corkboard.service.log.Syslog;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs everything on one machine, the backends included. */
@Command(name = "up", mixinStandardHelpOptions = true, description = "Runs everything on this machine: PostgreSQL, Redis, an AMQP broker, a mailbox and the service."
    + " Data are kept in CORKBOARD_HOME (./.corkboard). Ctrl-C stops all of it.")
final class UpCommand implements Callable<Integer> {

  @Option(names = "--no-demo", description = "Make no demo data at the first start.")
  private boolean noDemo;

  @Option(names = "--until-ready", hidden = true, description = "End once it is ready: the launcher practises so.")
  private boolean untilReady;

  @Override
  public Integer call() throws Exception {
    Map<String, String> env = new HashMap<>(System.getenv());
    env.put("DB_URL", "jdbc:postgresql:embedded");
    if (new Environment(env).text("HTTP_HOST").isEmpty()) env.put("HTTP_HOST", "127.0.0.1");
    Environment given = new Environment(env);
    if (given.secret("PUBLIC_URL").isEmpty()) {
      Exposure.publicUrl(given.text("HTTP_HOST", "127.0.0.1"), given.text("HTTP_PORT", "8080"))
          .ifPresent(url -> env.put("PUBLIC_URL", url));
    }
    Settings wanted = Settings.from(env);
    wanted.logs().syslog().ifPresent(server -> Syslog.start(server, wanted.logs().json()));
    FirstStart firstStart = FirstStart.from(env, !noDemo);
    Path home = Store.home(env);
    firstStart.check(home);
    Ports.checkFree("HTTP_PORT", wanted.http().host(), wanted.http().port());
    boolean managementIsFree = Ports.isFree(wanted.management().host(), wanted.management().port());
    if (env.containsKey("MANAGEMENT_PORT")) {
      Ports.checkFree("MANAGEMENT_PORT", wanted.management().host(), wanted.management().port());
    } else if (!managementIsFree) {
      env.put("MANAGEMENT_PORT", "0");
    }
    Exposure.of(wanted).ifPresent(System.out::println);
    LocalStack backends = LocalStack.start(home);
    Settings settings = Settings.withEmbeddedMailbox(on(backends, env));
    Pools.migrate(settings);
    List<Endpoint> mailbox = new MailRoutes(backends.mailbox()).endpoints();
    Node node = Node.start(settings, mailbox);
    backends.outlive(node.whenEnded());
    backends.afterLoss(() -> republish(node));
    node.republishReminders();
    List<String> news = firstStart.prepare(node, home);
    Ready.tell(node);
    news.forEach(System.out::println);
    System.out.println("Metrics at http://localhost:" + node.managementPort() + "/metrics, caught mail at /dev/mail."
        + " Ctrl-C stops everything.");
    if (untilReady) {
      URI.create("http://127.0.0.1:" + node.port() + "/smoketests").toURL().openStream().close();
      node.stop();
    }
    node.awaitEnd();
    return node.lostItsStore() ? 1 : 0;
  }

  private static void republish(Node node) {
    try {
      node.republishReminders();
    } catch (SQLException notNow) {
      throw new IllegalStateException(notNow);
    }
  }

  private static Map<String, String> on(LocalStack backends, Map<String, String> env) {
    Map<String, String> all = Store.with(env, Map.of("DB_URL", backends.jdbcUrl(), "DB_USER", backends.dbUser(),
        "DB_PASSWORD", backends.dbPassword()));
    List.of("REDIS_URL_FILE", "RABBITMQ_URL_FILE", "SMTP_PASSWORD_FILE").forEach(all::remove);
    all.put("REDIS_URL", backends.redisUrl());
    all.put("RABBITMQ_URL", backends.amqpUrl());
    all.put("SMTP_HOST", backends.smtpHost());
    all.put("SMTP_PORT", Integer.toString(backends.smtpPort()));
    all.put("SMTP_USER", backends.smtpUser());
    all.put("SMTP_PASSWORD", backends.smtpPassword());
    return all;
  }
}
