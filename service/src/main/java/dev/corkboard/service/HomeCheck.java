package dev.corkboard.service;

import dev.corkboard.service.doctor.Finding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What can be said of the folder that {@code up} keeps its data in. */
final class HomeCheck {
  private static final String MATTER = "home";
  private static final long MIB = 1 << 20;
  private static final long LITTLE = 1024 * MIB;
  private static final long TOO_LITTLE = 100 * MIB;

  private HomeCheck() {}

  static List<Finding> of(Path home) {
    long free = free(home);
    String left = free / MIB + " MiB are left on its disk.";
    if (free < TOO_LITTLE) return List.of(Finding.fail(MATTER, left, "Make room before PostgreSQL stops."));
    if (free < LITTLE) return List.of(Finding.warn(MATTER, left, "Make room."));
    return List.of(Finding.ok(MATTER, home.toAbsolutePath().normalize() + " has a store, and room to grow."));
  }

  private static long free(Path home) {
    try {
      return Files.getFileStore(home).getUsableSpace();
    } catch (IOException unknown) {
      throw new UncheckedIOException(unknown);
    }
  }
}
