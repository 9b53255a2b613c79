package dev.corkboard.service.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The processes that run for a home folder. */
public final class LeftBehind {

  private LeftBehind() {}

  /** PostgreSQL with its parts, Redis and the watchdog; not the Java process that started them. */
  public static List<String> in(Path home) {
    return ProcessHandle.allProcesses().filter(it -> isOf(it, home)).map(it -> it.pid() + " " + command(it)).toList();
  }

  static List<ProcessHandle> watchdogs(Path home) {
    return ProcessHandle.allProcesses().filter(it -> isOf(it, home) && command(it).contains("corkboard-watchdog"))
        .toList();
  }

  /** The process whose number is the first line of a file. */
  public static ProcessHandle numbered(Path file) throws IOException {
    return ProcessHandle.of(Long.parseLong(Files.readAllLines(file).getFirst().strip())).orElseThrow();
  }

  private static boolean isOf(ProcessHandle process, Path home) {
    if (command(process).contains("java")) {
      return false;
    }
    return command(process).contains(home.toString()) || folder(process).startsWith(home);
  }

  private static Path folder(ProcessHandle process) {
    try {
      return Files.readSymbolicLink(Path.of("/proc", Long.toString(process.pid()), "cwd"));
    } catch (IOException | UnsupportedOperationException hidden) {
      return Path.of("/");
    }
  }

  private static String command(ProcessHandle process) {
    return process.info().commandLine().orElse("");
  }
}
