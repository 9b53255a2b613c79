package dev.corkboard.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** CPU time of processes, in seconds, as Linux counts it. */
final class Cpu {
  private static final double TICKS_A_SECOND = 100;
  /** Places in /proc/PID/stat, counted from the one after the name. */
  private static final int OWN = 11;
  private static final int CHILDREN = 13;

  private Cpu() {}

  /** Of this thread. */
  static double ofThread() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1e9;
  }

  /** Of this process alone. */
  static double of(long pid) {
    return ticks(pid, OWN) / TICKS_A_SECOND;
  }

  /** Of a process and all that it has started, what has ended included. */
  static double ofAll(long pid) {
    double children = ProcessHandle.of(pid).stream().flatMap(ProcessHandle::children)
        .mapToDouble(child -> ofAll(child.pid())).sum();
    return of(pid) + ticks(pid, CHILDREN) / TICKS_A_SECOND + children;
  }

  private static long ticks(long pid, int first) {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      String[] parts = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      return Long.parseLong(parts[first]) + Long.parseLong(parts[first + 1]);
    } catch (IOException ended) {
      if (ProcessHandle.of(pid).isEmpty()) return 0;
      throw new UncheckedIOException(ended);
    }
  }
}
