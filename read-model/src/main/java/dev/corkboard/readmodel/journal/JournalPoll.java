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
  private Duration pause = SHORTEST;

  /**
   * @param journal the next events after a position, an empty page if there are none yet
   * @param bell rings when there may be more
   */
  public JournalPoll(Function<Position, JournalPage> journal, Bell bell) {
    this.journal = journal;
    this.bell = bell;
  }

  /** The next page, however long it takes; empty once this is closed. */
  public Optional<JournalPage> next(Position position) {
    while (!bell.isClosed()) {
      JournalPage page = journal.apply(position);
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
