package dev.corkboard.service.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The folder that the embedded backends keep their data in, held by one process at a time. */
public final class HomeFolder implements AutoCloseable {

  // Closing any channel to a file drops this process's lock on it, so a second try must not even open one.
  private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

  private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");

  private final Path path;
  private final FileChannel channel;

  private HomeFolder(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /** Makes the folder if need be and holds it until it is closed or this process ends, however it ends. */
  public static HomeFolder hold(Path home) {
    return tryHold(home).orElseThrow(() -> new LocalStackException("Another Corkboard" + holder(home)
        + " uses the folder " + home + ". Stop it, or set CORKBOARD_HOME to another folder."));
  }

  static Optional<HomeFolder> tryHold(Path home) {
    try {
      Path path = make(home.toAbsolutePath().normalize());
      return HELD_HERE.add(path) ? lock(path) : Optional.empty();
    } catch (IOException e) {
      throw new LocalStackException("Cannot write to the folder " + home + " (" + reason(e)
          + "). Set CORKBOARD_HOME to a folder that you may write to.", e);
    }
  }

  public Path path() {
    return path;
  }

  Path folder(String name) throws IOException {
    Path folder = make(path.resolve(name));
    // It may be there already, made by somebody with other habits.
    if (!Files.getPosixFilePermissions(folder).equals(OWNER_ONLY)) {
      Files.setPosixFilePermissions(folder, OWNER_ONLY);
    }
    return folder;
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      HELD_HERE.remove(path);
    }
  }

  private static Optional<HomeFolder> lock(Path path) throws IOException {
    FileChannel channel = null;
    FileLock lock = null;
    try {
      channel = FileChannel.open(path.resolve("lock"), Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
          DurableFile.OWNER_ONLY);
      lock = channel.tryLock();
      if (lock == null) {
        return Optional.empty();
      }
      channel.truncate(0).write(ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes()));
      return Optional.of(new HomeFolder(path, channel));
    } finally {
      if (lock == null) {
        HELD_HERE.remove(path);
        if (channel != null) {
          channel.close();
        }
      }
    }
  }

  private static Path make(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    }
    if (!Files.isWritable(folder)) {
      throw new AccessDeniedException(folder.toString());
    }
    return folder.toRealPath();
  }

  private static String holder(Path home) {
    try {
      String pid = HELD_HERE.contains(home.toRealPath()) ? "" : Files.readString(home.resolve("lock")).strip();
      return pid.isEmpty() ? "" : " (process " + pid + ")";
    } catch (IOException e) {
      return "";
    }
  }

  private static String reason(IOException e) {
    return switch (e) {
      case AccessDeniedException denied -> "permission denied";
      case FileAlreadyExistsException exists -> exists.getFile() + " is not a folder";
      case NoSuchFileException missing -> "no folder can be made there";
      case FileSystemException other when other.getReason() != null -> other.getReason();
      default -> e.getMessage();
    };
  }
}
