package dev.corkboard.readmodel.store;

import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Which store this is.
 *
 * @param board random, and the same for ever
 * @param epoch another one after each restore; sorts after those before it
 * @param plainPositions whether positions count that have no epoch, as a release before this one gave them
 * @param server where the store is
 */
public record StoreIdentity(String board, String epoch, boolean plainPositions, LiveServer server) {

  private static final HexFormat HEX = HexFormat.of();
  private static final int HALF = 8;

  static StoreIdentity first(boolean plainPositions, LiveServer server) {
    return new StoreIdentity(random() + random(), next(Optional.empty()), plainPositions, server);
  }

  StoreIdentity restored(LiveServer now) {
    return new StoreIdentity(board, next(Optional.of(epoch)), false, now);
  }

  StoreIdentity on(LiveServer now) {
    return new StoreIdentity(board, epoch, plainPositions, now);
  }

  /** The seconds come first so that epochs sort; a restored one may be older than what it takes the place of. */
  private static String next(Optional<String> before) {
    int now = (int) Instant.now().getEpochSecond();
    int least = before.map(text -> HexFormat.fromHexDigits(text, 0, HALF) + 1).orElse(now);
    return HEX.toHexDigits(Integer.compareUnsigned(now, least) > 0 ? now : least) + random();
  }

  private static String random() {
    return HEX.toHexDigits(ThreadLocalRandom.current().nextInt());
  }
}
