package dev.corkboard.service.serialization;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The stored shapes of all releases, one to a file; a file is added, never edited. */
final class GoldenFiles {

  /** Files of older shapes, which are read for ever but not written any more. */
  static final Set<String> ONLY_READ = Set.of("sprint-created.json", "sprint-created.minimal.json",
      "sprint-state-live.json", "sprint-state-live.minimal.json", "sprint-state-deleted.json", "task-created.json",
      "task-created.minimal.json", "post-deleted.json", "post-restored.json",
      "sprint-deleted.json", "tweet-deleted.json", "task-deleted.json", "task-restored.json",
      "task-restored.unchanged.json", "sprint-deleted.content.json", "sprint-restored.json",
      "task-deleted.content.json", "task-restored.content.json", "task-restored.unchanged.content.json");

  /** One stored shape: {@code task-created.minimal.json} is of the name {@code task-created}. */
  record Golden(String file, byte[] json) {
    String name() {
      return file.substring(0, file.indexOf('.'));
    }

    @Override
    public String toString() {
      return file;
    }
  }

  private GoldenFiles() {}

  static List<Golden> all() {
    try (Stream<Path> files = Files.list(Path.of(GoldenFiles.class.getResource("/golden").toURI()))) {
      return files.sorted().map(GoldenFiles::read).toList();
    } catch (IOException | URISyntaxException unreadable) {
      throw new IllegalStateException(unreadable);
    }
  }

  private static Golden read(Path file) {
    try {
      return new Golden(file.getFileName().toString(), Files.readAllBytes(file));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
