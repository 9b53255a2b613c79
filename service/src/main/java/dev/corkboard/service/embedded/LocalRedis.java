package dev.corkboard.service.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import redis.embedded.RedisServer;
import redis.embedded.core.ExecutableProvider;
import redis.embedded.model.OsArchitecture;

/** A Redis of our own on loopback that keeps nothing: a cache may be empty after any start. */
public final class LocalRedis implements Part, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LocalRedis.class);
  private static final int START_TRIES = 5;
  private static final Duration START = Duration.ofSeconds(10);
  private static final Duration STOP = Duration.ofSeconds(3);

  private static final String SETTINGS = """
      bind 127.0.0.1
      port %d
      requirepass %s
      daemonize yes
      set-proc-title no
      pidfile redis.pid
      logfile redis.log
      loglevel warning
      save ""
      appendonly no
      maxmemory 64mb
      maxmemory-policy allkeys-lru
      maxclients 200
      """;

  private final Path folder;
  private final Path binary;
  private final int port;
  private final String password;

  private LocalRedis(Path folder, Path binary, int port, String password) {
    this.folder = folder;
    this.binary = binary;
    this.port = port;
    this.password = password;
  }

  /** Starts Redis, after it stopped one that a killed process left behind in this home. */
  public static LocalRedis start(HomeFolder home) {
    try {
      Path folder = home.folder("redis");
      Path binary = unpack(folder);
      stop(folder, binary);
      for (int tries = 1; tries <= START_TRIES; tries++) {
        LocalRedis redis = new LocalRedis(folder, binary, Loopback.freePort(), Loopback.newPassword());
        if (redis.launch()) {
          return redis;
        }
      }
      throw new IOException("it does not answer (see " + folder.resolve("redis.log") + ")");
    } catch (IOException e) {
      throw new LocalStackException("Redis did not start in " + home.path() + ": " + e.getMessage(), e);
    }
  }

  public String url() {
    return "redis://:" + password + "@" + Loopback.HOST + ":" + port;
  }

  @Override
  public String name() {
    return "Redis";
  }

  @Override
  public boolean runs() {
    return running(folder, binary).isPresent();
  }

  @Override
  public void startAgain() throws IOException {
    if (!launch()) {
      throw new IOException("it does not answer on port " + port + " (see " + folder.resolve("redis.log") + ")");
    }
  }

  @Override
  public void close() {
    try {
      stop(folder, binary);
    } catch (IOException e) {
      LOG.warn("Redis could not be stopped in good order", e);
    }
  }

  private boolean launch() throws IOException {
    Files.deleteIfExists(folder.resolve("redis.log"));
    // Through standard input: arguments can be read by everyone on the machine.
    Program.Outcome outcome = Program.run(folder, List.of(binary.toString(), "-"), SETTINGS.formatted(port, password));
    if (outcome.failed()) {
      throw new IOException(outcome.output());
    }
    // It goes into the background before it binds: an answer to our password is the only proof.
    return Bounded.await(START, () -> answers() || portTaken()) && answers();
  }

  private boolean answers() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(Loopback.address(), port), 500);
      socket.setSoTimeout(500);
      socket.getOutputStream().write(("AUTH " + password + "\r\n").getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readNBytes(3), StandardCharsets.US_ASCII).equals("+OK");
    } catch (IOException e) {
      return false;
    }
  }

  private boolean portTaken() {
    try {
      Path log = folder.resolve("redis.log");
      return Files.exists(log) && Files.readString(log).contains("ddress already in use");
    } catch (IOException e) {
      return false;
    }
  }

  private static Path unpack(Path folder) throws IOException {
    String name = ExecutableProvider.newProvidedVersionsMap().get(machine());
    URL resource = name == null ? null : RedisServer.class.getResource(name);
    if (resource == null) {
      throw new LocalStackException("No Redis is bundled for " + System.getProperty("os.name") + " on "
          + System.getProperty("os.arch") + ". Set REDIS_URL and use `corkboard serve`.");
    }
    Path binary = folder.resolve(name.substring(1));
    if (!Files.exists(binary)) {
      try (InputStream in = resource.openStream()) {
        DurableFile.write(binary, in.readAllBytes(), PosixFilePermissions.fromString("rwx------"));
      }
    }
    return binary.toRealPath();
  }

  // The library's own look at the machine needs a program, uname.
  private static OsArchitecture machine() {
    boolean arm = System.getProperty("os.arch").equals("aarch64");
    if (System.getProperty("os.name").startsWith("Mac")) {
      return arm ? OsArchitecture.MAC_OS_X_ARM64 : OsArchitecture.MAC_OS_X_x86_64;
    }
    return arm ? OsArchitecture.UNIX_AARCH64 : OsArchitecture.UNIX_x86_64;
  }

  private static void stop(Path folder, Path binary) throws IOException {
    Optional<ProcessHandle> running = running(folder, binary);
    if (running.isEmpty()) {
      return;
    }
    running.get().destroy();
    if (!Bounded.await(STOP, () -> running(folder, binary).isEmpty())) {
      running.get().destroyForcibly();
      if (!Bounded.await(STOP, () -> running(folder, binary).isEmpty())) {
        throw new IOException("a Redis that an earlier run left in " + folder + " cannot be stopped");
      }
    }
  }

  // The number in the file may belong to another program by now; the binary in this home is ours alone.
  private static Optional<ProcessHandle> running(Path folder, Path binary) {
    try {
      Path file = folder.resolve("redis.pid");
      return Files.exists(file)
          ? ProcessHandle.of(Long.parseLong(Files.readString(file).strip()))
              .filter(it -> it.info().command().filter(binary.toString()::equals).isPresent())
          : Optional.empty();
    } catch (IOException | NumberFormatException e) {
      return Optional.empty();
    }
  }
}
