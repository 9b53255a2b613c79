package dev.corkboard.service.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A small process beside this one, which ends PostgreSQL and Redis of a home when this process has ended without doing
 * so: killed, out of memory or crashed.
 */
final class Watchdog implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);
  private static final int LAST_WAIT_SECONDS = 5;

  // In a session of its own where that can be had: what kills the group of this process must not kill it too.
  private static final String START = """
      command -v setsid >/dev/null 2>&1 && exec setsid sh -c "$@"
      exec sh -c "$@"
      """;

  private final Path home;
  private final String script;
  private Process process;
  private boolean closed;

  private Watchdog(Path home, String script) {
    this.home = home;
    this.script = script;
  }

  static Watchdog over(HomeFolder home) {
    try (InputStream in = Watchdog.class.getResourceAsStream("watchdog.sh")) {
      Watchdog watchdog = new Watchdog(home.path(), new String(in.readAllBytes(), StandardCharsets.UTF_8));
      watchdog.start();
      return watchdog;
    } catch (IOException e) {
      throw new LocalStackException("Cannot start a shell to watch over the embedded backends: " + e.getMessage(), e);
    }
  }

  /** Says that all has been ended in good order. */
  @Override
  public synchronized void close() {
    closed = true;
    try (OutputStream pipe = process.getOutputStream()) {
      pipe.write("done\n".getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      LOG.debug("The watchdog had ended already", e);
    }
    try {
      process.waitFor(LAST_WAIT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void start() throws IOException {
    process = new ProcessBuilder(List.of("sh", "-c", START, "sh", script, "corkboard-watchdog", home.toString(),
        Long.toString(ProcessHandle.current().pid()))).directory(home.getRoot().toFile())
        .redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    process.onExit().thenRun(this::startAgain);
  }

  private synchronized void startAgain() {
    if (closed) {
      return;
    }
    LOG.warn("The process that watches over the embedded backends has ended; another is started");
    Bounded.await(Duration.ofSeconds(1), () -> false);
    try {
      start();
    } catch (IOException e) {
      LOG.warn("It cannot be started: if this process is killed, PostgreSQL and Redis stay until the next start", e);
    }
  }
}
