package dev.corkboard.readmodel.journal;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedSet;

/**
 * Reads until something comes: at once after a hint, then ever more seldom. A hint may come before its event can be
 * read, as an older transaction is still open; so the first looks are close together. While events come all the time,
 * they are collected for a moment: a page costs the same whether it has two of them or fifty.
 */
public final class JournalPoll implements AutoCloseable {

  /** How many events a page has at most. */
  public static final int PAGE = 500;
  private static final Duration SHORTEST = Duration.ofMillis(2);
  private static final Duration LONGEST = Duration.ofMillis(150);
  /** From one page to the next, but where there is more than a page. */
  private static final Duration COLLECTING = Duration.ofMillis(20);

  private final JournalReader reader;
  private final SortedSet<String> kinds;
  private final Bell bell;
  private Duration pause = SHORTEST;
  /** When the last page was read, if more than it was not there. */
  private OptionalLong lastRead = OptionalLong.empty();

  public JournalPoll(JournalReader reader, SortedSet<String> kinds, Bell bell) {
    this.reader = reader;
    this.kinds = kinds;
    this.bell = bell;
  }

  /** The next page, however long it takes; empty once this is closed. */
  public Optional<JournalPage> next(Position position) {
    lastRead.ifPresent(last -> bell.rest(COLLECTING.minusNanos(System.nanoTime() - last)));
    while (!bell.isClosed()) {
      JournalPage page = reader.after(position, kinds, PAGE);
      if (!page.isEmpty()) {
        pause = SHORTEST;
        lastRead = page.events().size() < PAGE ? OptionalLong.of(System.nanoTime()) : OptionalLong.empty();
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
