package dev.corkboard.readmodel.journal;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads until something comes: at once after a hint, then ever more seldom. A hint may come before its event can be
 * read, as an older transaction is still open; so the first looks are close together.
 */
public final class JournalPoll implements AutoCloseable {

  private static final Duration SHORTEST = Duration.ofMillis(2);
  private static final Duration LONGEST = Duration.ofMillis(150);

  private final Function<Position, JournalPage> journal;
  private final Bell bell;
  private final Duration gathering;
  private Duration pause = SHORTEST;
  private long nextLook = System.nanoTime();

  /**
   * @param journal the next events after a position, an empty page if there are none yet
   * @param bell rings when there may be more
   */
  public JournalPoll(Function<Position, JournalPage> journal, Bell bell) {
    this(journal, bell, Duration.ZERO);
  }

  /**
   * @param gathering so long from one page to the next look, for a reader whom few large pages cost less than many small
   * ones; a page that is full is followed by the next at once
   */
  public JournalPoll(Function<Position, JournalPage> journal, Bell bell, Duration gathering) {
    this.journal = journal;
    this.bell = bell;
    this.gathering = gathering;
  }

  /** The next page, however long it takes; empty once this is closed. */
  public Optional<JournalPage> next(Position position) {
    bell.restUntil(nextLook);
    while (!bell.isClosed()) {
      JournalPage page = journal.apply(position);
      if (!page.isEmpty()) {
        pause = SHORTEST;
        if (page.size() < RecentPages.PAGE) nextLook = System.nanoTime() + gathering.toNanos();
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
