package dev.corkboard.service.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Writes files so that after a crash each is there as a whole or not at all. */
final class DurableFile {

  static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY = PosixFilePermissions
      .asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private DurableFile() {}

  static void write(Path target, byte[] content) throws IOException {
    write(target, content, OWNER_ONLY.value());
  }

  static void write(Path target, byte[] content, Set<PosixFilePermission> permissions) throws IOException {
    Path unfinished = Files.createTempFile(target.getParent(), ".unfinished-", "", OWNER_ONLY);
    try {
      try (FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
        for (ByteBuffer rest = ByteBuffer.wrap(content); rest.hasRemaining();) {
          channel.write(rest);
        }
        channel.force(true);
      }
      Files.setPosixFilePermissions(unfinished, permissions);
      move(unfinished, target);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  static void move(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    syncFolder(to.getParent());
  }

  private static void syncFolder(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
