package dev.corkboard.readmodel.journal;

import java.time.Duration;

/**
 * How far the journal is ahead of a reader.
 *
 * @param newest the position of the newest event that has been committed
 * @param readable the newest that readers see; older than {@code newest} while an older transaction is open
 * @param lagEvents how many events the reader has not seen, counted up to {@link #COUNTED}
 * @param lag the age of the oldest of them
 */
public record JournalHead(Position newest, Position readable, long lagEvents, Duration lag) {

  /** Beyond it a lag is not counted exactly: a count of everything would itself be a burden. */
  public static final int COUNTED = 100_000;
}
