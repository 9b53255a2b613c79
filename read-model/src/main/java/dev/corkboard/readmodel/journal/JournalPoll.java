package dev.corkboard.readmodel.journal;

import java.time.Duration;
import java.util.Optional;
import java.util.SortedSet;

/**
 * Reads until something comes: at once after a hint, then ever more seldom. A hint may come before its event can be
 * read, as an older transaction is still open; so the first looks are close together.
 */
public final class JournalPoll implements AutoCloseable {

  /** How many events a page has at most. */
  public static final int PAGE = 500;
  private static final Duration SHORTEST = Duration.ofMillis(2);
  private static final Duration LONGEST = Duration.ofMillis(150);

  private final JournalReader reader;
  private final SortedSet<String> kinds;
  private final Bell bell;
  private Duration pause = SHORTEST;

  public JournalPoll(JournalReader reader, SortedSet<String> kinds, Bell bell) {
    this.reader = reader;
    this.kinds = kinds;
    this.bell = bell;
  }

  /** The next page, however long it takes; empty once this is closed. */
  public Optional<JournalPage> next(Position position) {
    while (!bell.isClosed()) {
      JournalPage page = reader.after(position, kinds, PAGE);
      if (!page.isEmpty()) {
        pause = SHORTEST;
        return Optional.of(page);
      }
      pause = bell.await(pause) ? SHORTEST : longer(pause);
    }
    return Optional.empty();
  }

  @Override
  public void close() {
    bell.close();
  }

  private static Duration longer(Duration pause) {
    Duration twice = pause.multipliedBy(2);
    return twice.compareTo(LONGEST) < 0 ? twice : LONGEST;
  }
}
