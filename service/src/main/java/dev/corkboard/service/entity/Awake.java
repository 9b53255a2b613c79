package dev.corkboard.service.entity;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The entities with long texts that are awake on this node. Those that were used longest ago are put to sleep when all
 * of them together take too much memory; how many there may be, cluster.conf says.
 */
final class Awake {
  private static final Awake HERE = new Awake(Runtime.getRuntime().maxMemory() / 8);
  private static final int BYTES_PER_CHARACTER = 2;
  /** As many as may be awake have so much and more. */
  private static final int LONG = 2_000;

  private final long most;
  private final Map<Object, Large> byUse = new LinkedHashMap<>(16, 0.75f, true);
  private long bytes;

  private record Large(long bytes, Runnable sleep) {}

  Awake(long mostBytes) {
    this.most = mostBytes;
  }

  /** Those of this process, of all kinds: an eighth of its heap. */
  static Awake here() {
    return HERE;
  }

  /**
   * To be told of whatever is used; one that fell asleep by itself is the first that goes.
   *
   * @param sleep puts it to sleep, without waiting; it may be awake again, or asleep already
   */
  synchronized void used(Object entity, int characters, Runnable sleep) {
    Large before = characters <= LONG
        ? byUse.remove(entity)
        : byUse.put(entity, new Large((long) characters * BYTES_PER_CHARACTER, sleep));
    if (before != null) bytes -= before.bytes();
    if (characters <= LONG) return;
    bytes += (long) characters * BYTES_PER_CHARACTER;
    Iterator<Large> eldest = byUse.values().iterator();
    while (bytes > most && byUse.size() > 1) {
      Large one = eldest.next();
      eldest.remove();
      bytes -= one.bytes();
      one.sleep().run();
    }
  }
}
