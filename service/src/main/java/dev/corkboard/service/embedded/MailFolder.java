package dev.corkboard.service.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The newest mails, one file each; older ones are deleted, so that neither their number nor their bytes grow. */
final class MailFolder {

  private static final int MOST_MAILS = 1000;
  private static final long MOST_BYTES = 64 << 20;
  /** What one answer shows; a mail of ours has some kilobytes. */
  private static final int SHOWN_CHARACTERS = 4 << 20;

  private final Path folder;
  private final int mostMails;
  private final long mostBytes;
  private final int shownCharacters;
  // File name to size; names sort by the time of arrival.
  private final NavigableMap<String, Long> kept = new TreeMap<>();
  // What the last list had, so that who asks again and again does not have all of it read again.
  private Map<String, CaughtMail> shown = Map.of();
  private long bytes;
  private long lastStamp;

  MailFolder(Path folder) throws IOException {
    this(folder, MOST_MAILS, MOST_BYTES, SHOWN_CHARACTERS);
  }

  MailFolder(Path folder, int mostMails, long mostBytes, int shownCharacters) throws IOException {
    this.folder = folder;
    this.mostMails = mostMails;
    this.mostBytes = mostBytes;
    this.shownCharacters = shownCharacters;
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(it -> it.getFileName().toString().matches("\\d{16}\\.eml")).toList()) {
        kept.put(file.getFileName().toString(), Files.size(file));
      }
    }
    bytes = kept.values().stream().mapToLong(Long::longValue).sum();
    lastStamp = kept.isEmpty() ? 0 : stamp(kept.lastKey());
    deleteOldest();
  }

  /** Returns once the mail is on disk. */
  synchronized void store(byte[] mail) throws IOException {
    Instant now = Instant.now();
    lastStamp = Math.max(lastStamp + 1, now.getEpochSecond() * 1_000_000 + now.getNano() / 1000);
    String name = "%016d.eml".formatted(lastStamp);
    DurableFile.write(folder.resolve(name), mail);
    kept.put(name, (long) mail.length);
    bytes += mail.length;
    deleteOldest();
  }

  /** Changes with each mail that comes. */
  synchronized long lastStamp() {
    return lastStamp;
  }

  /** The newest mails that one answer has room for, the newest last; one is read at a time. */
  synchronized List<CaughtMail> list() throws IOException {
    Map<String, CaughtMail> newestFirst = new LinkedHashMap<>();
    long room = shownCharacters;
    for (String name : kept.descendingKeySet()) {
      Optional<CaughtMail> mail = read(name);
      room -= mail.map(CaughtMail::length).orElse(0);
      if (room < 0) {
        break;
      }
      mail.ifPresent(it -> newestFirst.put(name, it));
    }
    shown = newestFirst;
    return List.copyOf(newestFirst.values()).reversed();
  }

  private Optional<CaughtMail> read(String name) throws IOException {
    if (shown.containsKey(name)) {
      return Optional.of(shown.get(name));
    }
    try {
      Instant at = Instant.EPOCH.plusNanos(stamp(name) * 1000);
      return Optional.of(MailParser.parse(Files.readAllBytes(folder.resolve(name)), at).cut());
    } catch (NoSuchFileException deletedByHand) {
      return Optional.empty();
    }
  }

  private void deleteOldest() throws IOException {
    while (kept.size() > mostMails || bytes > mostBytes) {
      var oldest = kept.pollFirstEntry();
      bytes -= oldest.getValue();
      Files.deleteIfExists(folder.resolve(oldest.getKey()));
    }
  }

  private static long stamp(String name) {
    return Long.parseLong(name.substring(0, name.indexOf('.')));
  }
}
