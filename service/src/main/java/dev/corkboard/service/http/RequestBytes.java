package dev.corkboard.service.http;

import java.util.concurrent.CompletableFuture;
import org.apache.pekko.http.javadsl.model.AttributeKey;
import org.apache.pekko.http.javadsl.model.HttpEntity;
import org.apache.pekko.http.javadsl.model.HttpRequest;

/** What one request makes the process hold, from its first byte until its endpoint is done with it. */
final class RequestBytes implements AutoCloseable {
  private static final AttributeKey<RequestBytes> KEY = AttributeKey.create("received", RequestBytes.class);
  /** What a piece of bytes costs besides its bytes: a body that comes byte by byte is mostly this. */
  private static final int PIECE = 64;
  /** An ordinary request finds room whatever others hold: there are not many connections. */
  private static final int FREE = 4 << 10;

  private final ReceivedBytes all;
  private final CompletableFuture<Void> refusal = new CompletableFuture<>();
  private String holder = ReceivedBytes.STRANGERS;
  private long come;
  private long held;
  private boolean taken;
  private volatile boolean whole;
  private boolean closed;

  RequestBytes(ReceivedBytes all) {
    this.all = all;
  }

  static RequestBytes of(HttpRequest request) {
    return request.getAttribute(KEY).orElseThrow();
  }

  /** Whoever answers the request closes this. */
  synchronized HttpRequest on(HttpRequest request) {
    taken = true;
    whole = request.entity() instanceof HttpEntity.Strict;
    return request.addAttribute(KEY, this);
  }

  /** One more piece has come; false if there is no room for it, or if nobody waits for it any more. */
  synchronized boolean add(long bytes) {
    if (closed || refusal.isDone()) return false;
    come += bytes + PIECE;
    long more = Math.max(0, come - FREE) - held;
    if (all.take(holder, more)) {
      held += more;
      return true;
    }
    refusal.complete(null);
    return false;
  }

  /** The body has come to its end. */
  void ended() {
    whole = true;
  }

  /** Whether some of the body may still come. */
  boolean isCutShort() {
    return taken && !whole;
  }

  /** Ends when there was no room for a piece. */
  CompletableFuture<Void> refusal() {
    return refusal;
  }

  /** Whose request it is is known now. */
  synchronized void belongsTo(String person) {
    if (closed) return;
    all.give(holder, held);
    holder = person;
    if (all.take(holder, held)) return;
    held = 0;
    come = 0;
    refusal.complete(null);
  }

  /** What came so far has been dropped. */
  synchronized void dropped() {
    if (closed) return;
    all.give(holder, held);
    held = 0;
    come = 0;
  }

  /** The connection is over; of what was to become a request, nothing will. */
  synchronized void abandon() {
    if (!taken) close();
  }

  @Override
  public synchronized void close() {
    dropped();
    closed = true;
  }
}
