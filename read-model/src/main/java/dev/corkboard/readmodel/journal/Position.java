package dev.corkboard.readmodel.journal;

import java.util.HexFormat;
import java.util.Optional;

/**
 * A place in the journal: which transaction wrote the event (an unsigned number) and the event's own number. Positions
 * sort in the order in which readers meet the events, and so do their texts.
 */
public record Position(long xid, long ordering) implements Comparable<Position> {

  /** Before the first event. */
  public static final Position START = new Position(0, 0);

  /** After all events that there will be. */
  public static final Position END = new Position(-1, Long.MAX_VALUE);

  private static final int HALF = 16;
  private static final HexFormat HEX = HexFormat.of();

  /** Reads what {@link #toString()} wrote, or {@code 0} for the start; anything else is empty. */
  public static Optional<Position> parse(String text) {
    if (text.equals("0")) return Optional.of(START);
    if (text.length() != 2 * HALF + 1 || text.charAt(HALF) != '-') return Optional.empty();
    String xid = text.substring(0, HALF);
    String ordering = text.substring(HALF + 1);
    if (!isHex(xid) || !isHex(ordering)) return Optional.empty();
    Position position = new Position(HexFormat.fromHexDigitsToLong(xid), HexFormat.fromHexDigitsToLong(ordering));
    return Optional.of(position).filter(found -> found.ordering >= 0);
  }

  @Override
  public int compareTo(Position other) {
    int byTransaction = Long.compareUnsigned(xid, other.xid);
    return byTransaction != 0 ? byTransaction : Long.compare(ordering, other.ordering);
  }

  @Override
  public String toString() {
    return HEX.toHexDigits(xid) + '-' + HEX.toHexDigits(ordering);
  }

  private static boolean isHex(String digits) {
    return digits.chars().allMatch(digit -> digit >= '0' && digit <= '9' || digit >= 'a' && digit <= 'f');
  }
}
