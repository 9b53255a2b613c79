package dev.corkboard.service.id;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/**
 * Makes ids that sort by creation (UUIDv7, RFC 9562), and tells at once what cannot be one. An id is 48 bits of
 * milliseconds, 12 bits of their parts, and 62 bits that are drawn anew each time: who sees one id, in a token say,
 * can foretell no other.
 */
public final class Ids {
  private static final Pattern ID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int PART_BITS = 12;
  private static final long PART_MASK = (1L << PART_BITS) - 1;
  private static final long NANOS_IN_A_MILLISECOND = 1_000_000;
  private static final long VERSION_7 = 0x7000;
  private static final long VARIANT = 0x8000_0000_0000_0000L;
  private static final long VARIANT_MASK = 0x3FFF_FFFF_FFFF_FFFFL;
  /** The time of the newest id that {@link #next(Instant)} gave, in parts of milliseconds. */
  private static final AtomicLong NEWEST = new AtomicLong();

  private Ids() {}

  /** An id for what is never sorted by it. */
  public static String next() {
    return at(Instant.now());
  }

  /** An id for what is created now; of two that this process gives, the later one sorts after the other. */
  public static String next(Instant now) {
    return id(NEWEST.accumulateAndGet(parts(now), (newest, parts) -> Math.max(newest + 1, parts)));
  }

  /** An id as it would have been made then. */
  public static String at(Instant then) {
    return id(parts(then));
  }

  public static boolean isId(String text) {
    return text.length() == 36 && ID.matcher(text).matches();
  }

  private static long parts(Instant time) {
    long nanos = time.getNano() % NANOS_IN_A_MILLISECOND;
    return time.toEpochMilli() << PART_BITS | (nanos << PART_BITS) / NANOS_IN_A_MILLISECOND;
  }

  private static String id(long parts) {
    long high = parts >>> PART_BITS << 16 | VERSION_7 | parts & PART_MASK;
    return new UUID(high, VARIANT | RANDOM.nextLong() & VARIANT_MASK).toString();
  }
}
