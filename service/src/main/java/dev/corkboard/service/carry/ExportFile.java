package dev.corkboard.service.carry;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A file for its owner alone, since it has the hashes of passwords. It is written under another name beside it, and has
 * its own only once it is whole and on the disk.
 */
public final class ExportFile implements AutoCloseable {
  private static final int BUFFER = 1 << 16;

  private final Path target;
  private final Path unfinished;
  private final FileChannel channel;
  private final OutputStream out;
  private final Thread atExit = new Thread(this::discard, "export-discard");

  private ExportFile(Path target, Path unfinished) throws IOException {
    this.target = target;
    this.unfinished = unfinished;
    this.channel = FileChannel.open(unfinished, StandardOpenOption.WRITE);
    this.out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /** Refuses a file that exists, unless it may be replaced. */
  public static ExportFile create(Path file, boolean replace) {
    Path target = file.toAbsolutePath();
    if (Files.isDirectory(target)) throw new CarryException(file + " is a folder.");
    if (Files.exists(target) && !replace) {
      throw new CarryException(
          "There is a file " + file + " already. Choose another name, or replace it with --force.");
    }
    try {
      return new ExportFile(target, Files.createTempFile(target.getParent(), "." + target.getFileName() + ".",
          ".unfinished", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))));
    } catch (IOException failed) {
      throw new CarryException("The file " + file + " cannot be written: " + reason(failed), failed);
    }
  }

  public OutputStream out() {
    return out;
  }

  /** Everything has been written: the file gets its name. */
  public void keep() {
    try {
      out.flush();
      channel.force(true);
      Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
      try (FileChannel folder = FileChannel.open(target.getParent(), StandardOpenOption.READ)) {
        folder.force(true);
      }
    } catch (IOException failed) {
      throw new CarryException("The file " + target + " cannot be written: " + reason(failed), failed);
    }
  }

  /** What was not kept is gone. */
  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException ending) {
      return; // the hook does it
    }
    discard();
  }

  private void discard() {
    try (channel) {
      Files.deleteIfExists(unfinished);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static String reason(IOException failed) {
    return failed instanceof FileSystemException file && file.getReason() != null
        ? file.getReason()
        : failed.getClass().getSimpleName().replace("Exception", "") + " " + failed.getMessage();
  }
}
