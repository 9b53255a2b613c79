package dev.corkboard.service;

import dev.corkboard.service.embedded.LocalBroker;
import dev.corkboard.service.embedded.LocalPostgres;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The store that a command works on: that of DB_URL or, without it, that in CORKBOARD_HOME, whether {@code up} is
 * running or not. What was started for it ends with it, or with this process.
 */
final class Store implements AutoCloseable {
  private final Settings settings;
  private final Optional<Path> home;
  private final Runnable end;

  private Store(Settings settings, Optional<Path> home, Runnable end) {
    this.settings = settings;
    this.home = home;
    this.end = end;
  }

  /** Refuses a home that has none. */
  static Store existing(Map<String, String> env) {
    Path home = home(env);
    if (!isElsewhere(env) && !LocalPostgres.existsIn(home)) {
      throw new SettingsException("There is no store in " + home.toAbsolutePath().normalize()
          + ". Set CORKBOARD_HOME to the folder of corkboard up, or DB_URL to a database.");
    }
    return openOrMade(env);
  }

  /** Makes the home's where there is none. */
  static Store openOrMade(Map<String, String> env) {
    if (isElsewhere(env)) return new Store(Settings.from(env), Optional.empty(), () -> {
    });
    Settings.from(with(env, Map.of("DB_URL", "jdbc:postgresql:embedded"))); // what is wrong is told before a start
    Path home = home(env);
    LocalPostgres postgres = LocalPostgres.open(home);
    Thread atExit = new Thread(postgres::close, "store-end");
    Runtime.getRuntime().addShutdownHook(atExit);
    Settings settings = Settings.from(with(env, Map.of("DB_URL", postgres.jdbcUrl(), "DB_USER", postgres.user(),
        "DB_PASSWORD", postgres.password())));
    return new Store(settings, Optional.of(home), () -> end(postgres, atExit));
  }

  /** Whether the store is a database of the operator's. */
  static boolean isElsewhere(Map<String, String> env) {
    Environment variables = new Environment(env);
    return variables.text("DB_URL").or(() -> variables.text("DB_URL_FILE")).isPresent();
  }

  static Path home(Map<String, String> env) {
    return Path.of(new Environment(env).text("CORKBOARD_HOME", ".corkboard"));
  }

  /** The environment with the databases in place of those that it names. */
  static Map<String, String> with(Map<String, String> env, Map<String, String> databases) {
    Map<String, String> all = new HashMap<>(env);
    List.of("DB_URL", "DB_URL_FILE", "DB_PASSWORD", "DB_PASSWORD_FILE", "READ_DB_URL", "READ_DB_URL_FILE")
        .forEach(all::remove);
    all.putAll(databases);
    return all;
  }

  Settings settings() {
    return settings;
  }

  /** The broker to go with it; none if it is that of an up that does not run. */
  Optional<URI> broker() {
    return home.isEmpty() ? Optional.of(settings.rabbitmq()) : LocalBroker.urlIn(home.get()).map(URI::create);
  }

  Optional<Path> home() {
    return home;
  }

  @Override
  public void close() {
    end.run();
  }

  private static void end(LocalPostgres postgres, Thread atExit) {
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException ending) {
      return; // the hook does it
    }
    postgres.close();
  }
}
