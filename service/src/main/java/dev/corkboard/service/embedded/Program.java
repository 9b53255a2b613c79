package dev.corkboard.service.embedded;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a program that ends by itself, and waits for its end with a bound. */
final class Program {

  record Outcome(int exit, String output) {

    boolean failed() {
      return exit != 0;
    }
  }

  private static final Duration BOUND = Duration.ofMinutes(3);
  private static final int TEXT_FILE_BUSY_TRIES = 50;

  private Program() {}

  static Outcome run(Path folder, List<String> command) throws IOException {
    return run(folder, command, "");
  }

  static Outcome run(Path folder, List<String> command, String input) throws IOException {
    // Files, not pipes: a server that stays behind would hold a pipe open for ever.
    Path stdin = Files.createTempFile(folder, ".in-", "", DurableFile.OWNER_ONLY);
    Path stdout = Files.createTempFile(folder, ".out-", "", DurableFile.OWNER_ONLY);
    try {
      Files.writeString(stdin, input);
      Process process = start(new ProcessBuilder(command).directory(folder.toFile()).redirectInput(stdin.toFile())
          .redirectErrorStream(true).redirectOutput(stdout.toFile()));
      if (!process.waitFor(BOUND.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException(command.getFirst() + " did not end in " + BOUND);
      }
      return new Outcome(process.exitValue(), new String(Files.readAllBytes(stdout), StandardCharsets.UTF_8).strip());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException(command.getFirst());
    } finally {
      Files.deleteIfExists(stdin);
      Files.deleteIfExists(stdout);
    }
  }

  private static Process start(ProcessBuilder builder) throws IOException {
    builder.environment().put("LC_ALL", "C");
    builder.environment().put("TZ", "UTC");
    for (int tries = 1;; tries++) {
      try {
        return builder.start();
      } catch (IOException e) {
        // A fork elsewhere in this process may hold the freshly written binary open for a moment.
        if (!e.getMessage().contains("error=26") || tries == TEXT_FILE_BUSY_TRIES) {
          throw e;
        }
        Bounded.await(Duration.ofMillis(20), () -> false);
      }
    }
  }
}
