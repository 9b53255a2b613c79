package dev.corkboard.service.changes;

import dev.corkboard.readmodel.Outage;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.pekko.stream.KillSwitch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The streams that are open on this node. */
final class Streams implements ChangeStream.Allowance {
  static final int MOST = 2_000;

  private static final Logger LOG = LoggerFactory.getLogger(Streams.class);

  /** What all streams together may have on its way to their clients; one takes between these. */
  private static final int ALL_BYTES = 16 << 20;
  private static final int LEAST_BYTES = 8 << 10;
  private static final int MOST_BYTES = 256 << 10;

  private static final int WOKEN_AT_ONCE = 32;

  private static final RuntimeException TOO_SLOW = new RuntimeException("changes are not taken", null, false, false) {};

  private record Open(KillSwitch connection, BooleanSupplier allowed) {}

  private final Map<ChangeStream, Open> open = new ConcurrentHashMap<>();
  private final AtomicLong underWay = new AtomicLong();
  private final LongAdder cut = new LongAdder();

  void add(ChangeStream stream, KillSwitch connection, BooleanSupplier allowed) {
    open.put(stream, new Open(connection, allowed));
  }

  void remove(ChangeStream stream) {
    open.remove(stream);
    stream.close();
  }

  int size() {
    return open.size();
  }

  /** How many were cut off because their clients did not take what they were sent. */
  long cut() {
    return cut.sum();
  }

  /** How many bytes are on their way to clients. */
  long underWay() {
    return underWay.get();
  }

  /** How many bytes a chunk for one stream may have. */
  @Override
  public int share() {
    return Math.clamp(ALL_BYTES / Math.max(1, size()), LEAST_BYTES, MOST_BYTES);
  }

  /** An event may be larger than a share, so what is really under way is counted; what is small always goes. */
  @Override
  public boolean take(int bytes) {
    if (underWay.addAndGet(bytes) <= ALL_BYTES || bytes <= LEAST_BYTES) return true;
    underWay.addAndGet(-bytes);
    return false;
  }

  @Override
  public void giveBack(int bytes) {
    underWay.addAndGet(-bytes);
  }

  /** Cuts off those that hold what others wait for; they come back with their last position. */
  void endSlow() {
    long now = System.nanoTime();
    open.forEach((stream, its) -> {
      if (!stream.isSlow(now)) return;
      cut.increment();
      its.connection().abort(TOO_SLOW);
    });
  }

  /** Wakes all, a few at a time, so that whatever else the node has to do finds its turn between them. */
  void wake(Duration pauseForEach) {
    Iterator<ChangeStream> streams = open.keySet().iterator();
    while (streams.hasNext()) {
      int woken = 0;
      for (; woken < WOKEN_AT_ONCE && streams.hasNext(); woken++)
        streams.next().look();
      LockSupport.parkNanos(pauseForEach.multipliedBy(woken).toNanos());
    }
  }

  /** Ends those whose people may not see changes any more; while that cannot be told, none. */
  void endForbidden() {
    try {
      for (Open stream : open.values())
        if (!stream.allowed().getAsBoolean()) stream.connection().shutdown();
    } catch (RuntimeException nobodyKnows) {
      if (!Outage.isBehind(nobodyKnows)) LOG.error("cannot tell who may follow changes", nobodyKnows);
    }
  }

  void endAll() {
    open.values().forEach(stream -> stream.connection().shutdown());
  }
}
