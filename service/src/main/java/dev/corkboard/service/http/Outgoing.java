package dev.corkboard.service.http;

import dev.corkboard.service.changes.Pieces;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongFunction;
import org.apache.pekko.actor.Cancellable;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpEntity;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;

/**
 * The large answers that are on their way to clients. An answer stays in memory until its client has taken it, so there
 * are so many bytes of them at most, in all and for one client; and whoever takes one too slowly is cut off. A part of
 * the room is for clients that have little of it, so that some who take nothing cannot keep all others from reading.
 */
final class Outgoing {
  /** What is not larger is sent in one piece and not counted: a connection keeps so much of any answer. */
  private static final int SMALL = Pieces.BYTES;
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);
  /** An answer that was never begun, as its connection was gone, is given up a moment after the others would be cut. */
  private static final Duration NEVER_BEGUN = Duration.ofSeconds(1);

  private final ActorSystem<?> system;
  private final long most;
  private final long mostForLittle;
  private final long little;
  private final LongFunction<Duration> patience;
  private final Duration longestWait;
  private final ReentrantLock lock = new ReentrantLock(true);
  private final Condition roomAgain = lock.newCondition();
  private final Map<String, Long> ofClients = new HashMap<>();
  private final LongAdder refused = new LongAdder();
  private final LongAdder cut = new LongAdder();
  private long held;
  private long waiting;

  /**
   * @param most how many bytes there may be; half as many more may wait for their turn, and a single client may have
   *   half; a third as many more are for clients that have no more than a 48th
   * @param patience within which so many bytes must be taken
   * @param longestWait for so long an answer waits for others to be taken
   */
  Outgoing(ActorSystem<?> system, long most, LongFunction<Duration> patience, Duration longestWait) {
    this.longestWait = longestWait;
    this.system = system;
    this.most = most;
    this.mostForLittle = most + most / 3;
    this.little = most / 48;
    this.patience = patience;
  }

  /** An eighth of the heap together: with 240 MB 30, a quarter of it for clients that have 480 KB at most. */
  static Outgoing ofHeap(ActorSystem<?> system) {
    return new Outgoing(system, Runtime.getRuntime().maxMemory() / 8 / 4 * 3, Pieces::patience, LONGEST_WAIT);
  }

  /** The response as it is to be sent; empty if there is no room for it now. */
  Optional<HttpResponse> admit(HttpResponse response, String client) {
    if (!(response.entity() instanceof HttpEntity.Strict strict) || strict.getData().size() <= SMALL) {
      return Optional.of(response);
    }
    if (!take(client, strict.getData().size())) {
      refused.increment();
      return Optional.empty();
    }
    return Optional.of(leased(response, strict, client));
  }

  /**
   * Room for the answer to a write, to be taken before it is carried out, as what is stored has to be answered so; empty
   * if there is none within a while. It is no more than one client may have.
   */
  Optional<Room> reserve(String client, long largest) {
    long bytes = Math.min(largest, most / 2);
    lock.lock();
    try {
      long left = longestWait.toNanos();
      while (!fits(client, bytes) && left > 0)
        left = roomAgain.awaitNanos(left);
      if (fits(client, bytes)) {
        held += bytes;
        ofClients.merge(client, bytes, Long::sum);
        return Optional.of(new Room(client, bytes));
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
    refused.increment();
    return Optional.empty();
  }

  /** The response as it is to be sent, in the room that was kept for it. */
  HttpResponse admit(HttpResponse response, Room room) {
    if (!(response.entity() instanceof HttpEntity.Strict strict) || strict.getData().size() <= SMALL) return response;
    room.becomes(strict.getData().size());
    return leased(response, strict, room.client);
  }

  private HttpResponse leased(HttpResponse response, HttpEntity.Strict strict, String client) {
    ByteString body = strict.getData();
    return response.withEntity(HttpEntities.create(strict.getContentType(), body.size(),
        source(body, new Lease(client, body.size()))));
  }

  long held() {
    lock.lock();
    try {
      return held;
    } finally {
      lock.unlock();
    }
  }

  /** How many answers there was no room for. */
  long refused() {
    return refused.sum();
  }

  /** How many were cut off because their clients took them too slowly. */
  long cut() {
    return cut.sum();
  }

  private Source<ByteString, ?> source(ByteString body, Lease lease) {
    return Source.from(Pieces.of(body)).completionTimeout(lease.patience).watchTermination((any, done) -> {
      done.whenComplete((end, failure) -> {
        lease.release();
        if (failure instanceof TimeoutException) cut.increment();
      });
      return any;
    });
  }

  private boolean take(String client, long bytes) {
    lock.lock();
    try {
      if (ofClients.getOrDefault(client, 0L) + bytes > most / 2) return false;
      long room = ofClients.merge(client, bytes, Long::sum) <= little ? mostForLittle : most;
      boolean taken = held + bytes <= room || waiting + bytes <= most / 2 && awaitRoom(bytes, room);
      if (taken) held += bytes;
      else
        forget(client, bytes);
      return taken;
    } finally {
      lock.unlock();
    }
  }

  private boolean fits(String client, long bytes) {
    long its = ofClients.getOrDefault(client, 0L) + bytes;
    return its <= most / 2 && held + bytes <= (its <= little ? mostForLittle : most);
  }

  private boolean awaitRoom(long bytes, long room) {
    long left = longestWait.toNanos();
    waiting += bytes;
    try {
      while (held + bytes > room && left > 0)
        left = roomAgain.awaitNanos(left);
      return held + bytes <= room;
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      waiting -= bytes;
    }
  }

  private void giveBack(String client, long bytes) {
    lock.lock();
    try {
      held -= bytes;
      forget(client, bytes);
      roomAgain.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void forget(String client, long bytes) {
    ofClients.computeIfPresent(client, (any, all) -> all == bytes ? null : all - bytes);
  }

  /** Reserved bytes for a later answer: given back, or turned into the lease of the answer. */
  final class Room implements AutoCloseable {
    private final String client;
    private final long bytes;
    private boolean over;

    private Room(String client, long bytes) {
      this.client = client;
      this.bytes = bytes;
    }

    private void becomes(long size) {
      lock.lock();
      try {
        held += size;
        ofClients.merge(client, size, Long::sum);
      } finally {
        lock.unlock();
      }
      close();
    }

    @Override
    public void close() {
      if (over) return;
      over = true;
      giveBack(client, bytes);
    }
  }

  /** What one answer takes, until it is given back once. */
  private final class Lease {
    private final String client;
    private final long bytes;
    private final Duration patience;
    private final AtomicBoolean over = new AtomicBoolean();
    private final Cancellable givenUp;

    private Lease(String client, long bytes) {
      this.client = client;
      this.bytes = bytes;
      this.patience = Outgoing.this.patience.apply(bytes);
      this.givenUp = system.scheduler().scheduleOnce(patience.plus(NEVER_BEGUN), this::release,
          system.executionContext());
    }

    private void release() {
      if (!over.compareAndSet(false, true)) return;
      givenUp.cancel();
      giveBack(client, bytes);
    }
  }
}
