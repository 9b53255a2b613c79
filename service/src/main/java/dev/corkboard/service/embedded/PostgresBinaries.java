package dev.corkboard.service.embedded;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Stream;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import io.zonky.test.db.postgres.util.ArchUtils;

/** Unpacks the bundled PostgreSQL once for each version. */
final class PostgresBinaries {

  private static final int OWNER_EXECUTES = 0100;

  private PostgresBinaries() {}

  static Path unpack(Path folder) throws IOException {
    URLConnection archive = archive().openConnection();
    Path unpacked = folder.resolve("bin-" + fingerprint(archive));
    if (!Files.isDirectory(unpacked)) {
      deleteUnfinished(folder);
      Path unfinished = Files.createTempDirectory(folder, ".unpacking-");
      try (InputStream in = archive.getInputStream()) {
        unpack(in, unfinished);
      }
      Files.setPosixFilePermissions(unfinished, PosixFilePermissions.fromString("rwxr-xr-x"));
      DurableFile.move(unfinished, unpacked);
    }
    return unpacked.resolve("bin");
  }

  private static URL archive() {
    String system = System.getProperty("os.name").startsWith("Mac") ? "darwin" : "linux";
    String machine = ArchUtils.normalize(System.getProperty("os.arch"));
    URL archive = EmbeddedPostgres.class.getResource("/postgres-" + system + "-" + machine + ".txz");
    if (archive == null) {
      throw new LocalStackException("No PostgreSQL is bundled for " + system + " on " + machine
          + ". Set DB_URL and use `corkboard serve`.");
    }
    return archive;
  }

  private static String fingerprint(URLConnection archive) throws IOException {
    long number = archive instanceof JarURLConnection jar ? jar.getJarEntry().getCrc() : archive.getContentLengthLong();
    return Long.toHexString(number).toLowerCase(Locale.ROOT);
  }

  private static void unpack(InputStream archive, Path target) throws IOException {
    try (var tar = new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(archive)))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        Path path = target.resolve(entry.getName()).normalize();
        if (!path.startsWith(target)) {
          throw new IOException("An archive entry leaves its folder: " + entry.getName());
        }
        write(tar, entry, path);
      }
    }
  }

  private static void write(TarArchiveInputStream tar, TarArchiveEntry entry, Path path) throws IOException {
    if (entry.isDirectory()) {
      Files.createDirectories(path);
      return;
    }
    Files.createDirectories(path.getParent());
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
    } else {
      Files.copy(tar, path);
      boolean executable = (entry.getMode() & OWNER_EXECUTES) != 0;
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
    }
  }

  private static void deleteUnfinished(Path folder) throws IOException {
    try (Stream<Path> leftovers = Files.list(folder)
        .filter(it -> it.getFileName().toString().startsWith(".unpacking-"))) {
      for (Path leftover : leftovers.toList()) {
        deleteAll(leftover);
      }
    }
  }

  static void deleteAll(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
