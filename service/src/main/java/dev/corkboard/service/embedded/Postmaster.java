package dev.corkboard.service.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What `postmaster.pid` says about the server of a data folder, believed only if such a process runs. */
final class Postmaster {

  private static final int PORT_LINE = 3;
  private static final int STATUS_LINE = 7;

  private final Path data;

  Postmaster(Path data) {
    this.data = data;
  }

  Optional<ProcessHandle> process() {
    return pid().flatMap(ProcessHandle::of).filter(this::serves);
  }

  Optional<Integer> readyPort() {
    List<String> lines = lines();
    boolean ready = lines.size() > STATUS_LINE && lines.get(STATUS_LINE).strip().equals("ready");
    return ready && process().isPresent()
        ? Optional.of(Integer.parseInt(lines.get(PORT_LINE).strip()))
        : Optional.empty();
  }

  /** PostgreSQL takes any living process of the same user for a server, also one that was given the number later. */
  void forgetStrangers() throws IOException {
    Optional<ProcessHandle> named = pid().flatMap(ProcessHandle::of);
    if (named.isPresent() && !serves(named.get())) {
      Files.deleteIfExists(file());
    }
  }

  private boolean serves(ProcessHandle process) {
    ProcessHandle.Info info = process.info();
    boolean postgres = info.command().map(it -> Path.of(it).getFileName().toString().startsWith("postgres"))
        .orElse(false);
    return postgres
        && (worksIn(process.pid()) || Arrays.asList(info.arguments().orElse(new String[0])).contains(data.toString()));
  }

  private boolean worksIn(long pid) {
    try {
      return Path.of("/proc", Long.toString(pid), "cwd").toRealPath().equals(data);
    } catch (IOException e) {
      return false;
    }
  }

  private Optional<Long> pid() {
    try {
      return lines().stream().findFirst().map(it -> Long.parseLong(it.strip()));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private List<String> lines() {
    try {
      return Files.readAllLines(file());
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw new LocalStackException("Cannot read " + file() + ".", e);
    }
  }

  private Path file() {
    return data.resolve("postmaster.pid");
  }
}
