package dev.corkboard.service.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A PostgreSQL of our own on loopback, whose data outlive every way in which this process may end. */
public final class LocalPostgres implements Part, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LocalPostgres.class);
  private static final String USER = "corkboard";
  private static final Duration OTHER_STARTS = Duration.ofSeconds(60);

  private final Optional<PostgresServer> server;
  private final int port;
  private final String password;
  private final AutoCloseable end;

  /** Without a server it is another process's. */
  private LocalPostgres(Optional<PostgresServer> server, int port, String password, AutoCloseable end) {
    this.server = server;
    this.port = port;
    this.password = password;
    this.end = end;
  }

  /** Starts the server of this home, after it stopped one that a killed process left behind. */
  public static LocalPostgres start(HomeFolder home) {
    try {
      Path folder = home.folder("postgres");
      PostgresServer server = PostgresServer.in(folder);
      server.stop();
      Path passwordFile = folder.resolve("password");
      boolean passwordLost = !Files.exists(passwordFile);
      if (passwordLost) {
        DurableFile.write(passwordFile, Loopback.newPassword().getBytes());
      }
      String password = Files.readString(passwordFile).strip();
      server.prepare(USER, password, passwordLost);
      return new LocalPostgres(Optional.of(server), server.start(), password, server::stop);
    } catch (IOException e) {
      throw new LocalStackException("PostgreSQL did not start in " + home.path() + ": " + e.getMessage(), e);
    }
  }

  /** Joins the server of this home if another process runs it, else starts one that ends with this object. */
  public static LocalPostgres open(Path home) {
    AtomicReference<LocalPostgres> opened = new AtomicReference<>();
    boolean done = Bounded.await(OTHER_STARTS, () -> {
      opened.set(own(home).or(() -> joined(home)).orElse(null));
      return opened.get() != null;
    });
    if (!done) {
      throw new LocalStackException(
          "Another Corkboard holds the folder " + home + ", but its PostgreSQL does not answer.");
    }
    return opened.get();
  }

  /** Whether this home has a store. */
  public static boolean existsIn(Path home) {
    return Files.isDirectory(PostgresServer.dataFolder(home.resolve("postgres")));
  }

  public String jdbcUrl() {
    return "jdbc:postgresql://" + Loopback.HOST + ":" + port + "/" + USER;
  }

  public String user() {
    return USER;
  }

  public String password() {
    return password;
  }

  @Override
  public String name() {
    return "PostgreSQL";
  }

  @Override
  public boolean runs() {
    return server.isEmpty() || server.get().runs();
  }

  @Override
  public void startAgain() throws IOException {
    server.orElseThrow().startAgain(port);
  }

  @Override
  public void close() {
    try {
      end.close();
    } catch (Exception e) {
      LOG.warn("PostgreSQL could not be stopped in good order", e);
    }
  }

  private static Optional<LocalPostgres> own(Path home) {
    return HomeFolder.tryHold(home).map(held -> {
      try {
        return watched(held);
      } catch (RuntimeException e) {
        held.close();
        throw e;
      }
    });
  }

  private static LocalPostgres watched(HomeFolder held) {
    Watchdog watchdog = Watchdog.over(held);
    try {
      LocalPostgres started = start(held);
      return new LocalPostgres(started.server, started.port, started.password, () -> {
        try (held; watchdog) {
          started.close();
        }
      });
    } catch (RuntimeException e) {
      watchdog.close();
      throw e;
    }
  }

  private static Optional<LocalPostgres> joined(Path home) {
    try {
      Path folder = home.toRealPath().resolve("postgres");
      Optional<Integer> port = new Postmaster(PostgresServer.dataFolder(folder)).readyPort();
      if (port.isEmpty()) {
        return Optional.empty();
      }
      String password = Files.readString(folder.resolve("password")).strip();
      return Optional.of(new LocalPostgres(Optional.empty(), port.get(), password, () -> {
      }));
    } catch (IOException e) {
      throw new LocalStackException("Cannot read the folder " + home + " (" + e.getMessage() + ").", e);
    }
  }
}
