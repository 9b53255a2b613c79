package dev.corkboard.service.changes;

import dev.corkboard.readmodel.journal.JournalEvent;
import dev.corkboard.readmodel.journal.JournalHint;
import dev.corkboard.readmodel.journal.JournalPoll;
import dev.corkboard.readmodel.journal.JournalReader;
import dev.corkboard.readmodel.journal.Position;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.pekko.NotUsed;
import org.apache.pekko.japi.Pair;
import org.apache.pekko.stream.KillSwitches;
import org.apache.pekko.stream.javadsl.Keep;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;

/**
 * All that happens on the board, for many to follow. The journal is read once for all who are up to date; who is not
 * reads pages until then. Nothing of it is kept on the node but what can be read again.
 */
public final class ChangeFeed implements AutoCloseable {
  private static final Duration HEARTBEAT = Duration.ofSeconds(10);
  /** Who is cut off comes back to a tail that still runs. */
  private static final Duration IDLE = Duration.ofSeconds(30);
  private static final Duration MOST_OFTEN = Duration.ofMillis(100);
  private static final Duration TO_BEGIN = Duration.ofSeconds(10);
  private static final Duration TO_LEAVE = Duration.ofMillis(500);
  private static final int PAGE_BYTES = 1 << 20;

  private final JournalReader journal;
  private final JournalHint hint;
  private final SortedSet<String> kinds;
  private final EventStream stream;
  private final Executor blocking;
  private final Duration checks;
  private final Edge edge;
  private final Turn turn = new Turn();
  private final CatchUps catchUps;
  private final ChangePages pages;
  private final Streams streams = new Streams();
  private final Presences presences = new Presences();
  private final Seats seats;
  private final LongAdder sent = new LongAdder();
  private volatile Optional<Tail> tail = Optional.empty();
  private long used;
  private boolean closed;

  /**
   * @param ids a position as clients have it
   * @param json an event as clients see it
   * @param sprints tells which changes are of a sprint
   * @param blocking where the journal is read
   * @param checks how often it is asked whether people may still follow
   * @param streamsOfOne how many streams one person may have open
   */
  public ChangeFeed(JournalReader journal, JournalHint hint, SortedSet<String> kinds,
      Function<Position, String> ids, Function<JournalEvent, byte[]> json, SprintChanges sprints, Executor blocking,
      Duration checks, int streamsOfOne) {
    this.journal = journal;
    this.hint = hint;
    this.kinds = kinds;
    this.stream = new EventStream(ids, json);
    this.blocking = blocking;
    this.checks = checks;
    this.seats = new Seats(Streams.MOST, streamsOfOne, TO_BEGIN, TO_LEAVE);
    this.edge = new Edge(journal, kinds, turn);
    this.catchUps = new CatchUps(journal, stream, blocking);
    this.pages = new ChangePages(journal, sprints, turn);
  }

  /** How often to ask, so that a session that ended elsewhere is not followed for longer than other calls take it. */
  public static Duration checks(Duration revocation) {
    Duration share = revocation.dividedBy(12);
    return share.compareTo(MOST_OFTEN) > 0 ? share : MOST_OFTEN;
  }

  /** Whether this person has as many streams as one may have. */
  public boolean hasAll(String person) {
    return seats.full(person).filter(Seats.Full.PERSON::equals).isPresent();
  }

  /**
   * Server-sent events from a position on, or from now; none if there are too many streams, of this person or in all, or
   * if the node ends. It blocks until it is known where to start.
   *
   * @param presence whether the client is told who looks at what, too
   * @param allowed whether the client may still follow; asked again and again
   */
  public Optional<Source<ByteString, NotUsed>> open(String person, Optional<Position> after, SortedSet<String> kinds,
      boolean presence, BooleanSupplier allowed) {
    return open(person, () -> after.map(EventStream::resumed).orElseGet(() -> stream.started(edge.now())), kinds,
        presence, allowed);
  }

  /** The same for a client that comes with a position that is gone: it is told, and goes on from now. */
  public Optional<Source<ByteString, NotUsed>> reset(String person, SortedSet<String> kinds,
      boolean presence, BooleanSupplier allowed) {
    return open(person, () -> stream.reset(edge.now()), kinds, presence, allowed);
  }

  private Optional<Source<ByteString, NotUsed>> open(String person, Supplier<Chunk> start, SortedSet<String> kinds,
      boolean presence, BooleanSupplier allowed) {
    return seats.take(person).flatMap(seat -> {
      Optional<Source<ByteString, NotUsed>> opened = Optional.empty();
      try {
        opened = open(seat, start, kinds, presence, allowed);
      } finally {
        if (opened.isEmpty()) seat.giveBack();
      }
      return opened;
    });
  }

  private Optional<Source<ByteString, NotUsed>> open(Seats.Seat seat, Supplier<Chunk> start, SortedSet<String> kinds,
      boolean presence, BooleanSupplier allowed) {
    Chunk opening = start.get();
    return running().map(running -> {
      ChangeStream client = new ChangeStream(opening, kinds, running.ring(), catchUps, streams,
          presence ? Optional.of(presences.watcher()) : Optional.empty());
      return source(client, running, allowed, seat);
    });
  }

  /** Who looks at what. */
  public Presences presences() {
    return presences;
  }

  /** Tells the streams what is new of that. */
  public void tellPresences() {
    if (presences.takeNews()) wake();
  }

  private synchronized void wake() {
    tail.ifPresent(it -> it.waker().ring());
  }

  /** A page for a client that asks by itself, after a position or, back in time, before it. */
  public ChangePages.Page page(Position from, ChangePages.Wanted wanted, int limit) {
    return pages.page(from, wanted, limit);
  }

  /** Whether a position is past all that was ever committed here, so that another store must have given it. */
  public boolean isAhead(Position position) {
    return position.compareTo(tailEnd()) > 0 && position.compareTo(newest()) > 0;
  }

  /** Where to go on for who has read, after this, what there is. */
  public Position now() {
    return edge.now();
  }

  /**
   * For who has all events of these kinds up to a position: up to where that is all of them, as far as this node knows,
   * which it does while somebody follows. It asks nobody.
   */
  public Position known(Set<String> kinds, Position has) {
    return tail.map(running -> running.horizon().from(kinds, has)).orElse(has);
  }

  private Position newest() {
    return turn.take(() -> journal.newest(kinds));
  }

  private synchronized Position tailEnd() {
    return tail.map(it -> it.ring().end()).orElse(Position.START);
  }

  /** Waits until a write can be read here; false if it cannot in time. */
  public boolean awaitReadable(String kind, String id, long revision, Duration atMost) {
    return edge.awaitReadable(kind, id, revision, atMost);
  }

  /** How many clients follow now. */
  public int streams() {
    return streams.size();
  }

  /** How many bytes of events are on their way to clients. */
  public long underWay() {
    return streams.underWay();
  }

  /** How many streams were cut off because nobody took what they sent. */
  public long cut() {
    return streams.cut();
  }

  /** How many events were sent to clients, each client counted. */
  public long sent() {
    return sent.sum();
  }

  /** Ends all streams, so that their clients go to another node, and begins none. */
  @Override
  public synchronized void close() {
    closed = true;
    tail.ifPresent(Tail::close);
    streams.endAll();
  }

  private Source<ByteString, NotUsed> source(ChangeStream stream, Tail running, BooleanSupplier allowed,
      Seats.Seat seat) {
    return Source.unfoldAsync(stream, it -> it.next().thenApply(chunk -> {
      sent.add(chunk.events());
      return Optional.of(Pair.create(it, chunk.bytes()));
    })).mapConcat(Pieces::of).keepAlive(HEARTBEAT, () -> EventStream.COMMENT)
        .viaMat(KillSwitches.single(), Keep.right())
        .watchTermination((connection, done) -> {
          streams.add(stream, connection, allowed);
          done.whenComplete((end, failure) -> {
            streams.remove(stream);
            seat.giveBack();
          });
          if (running.isClosed() || !seat.begin()) connection.shutdown();
          return NotUsed.getInstance();
        });
  }

  private synchronized Optional<Tail> running() {
    used = System.nanoTime();
    if (tail.isEmpty() && !closed) {
      Position start = edge.readable();
      // Read after the start, so that no earlier event is missed.
      Horizon horizon = new Horizon(start, edge.newestByKind());
      Tail started = new Tail(
          new JournalPoll(after -> journal.after(after, kinds, Tail.PAGE, PAGE_BYTES), hint.bell(kinds)),
          start, horizon, stream, streams);
      blocking.execute(started);
      blocking.execute(started.waker());
      blocking.execute(() -> watch(started));
      tail = Optional.of(started);
    }
    return tail.filter(it -> !it.isClosed());
  }

  private void watch(Tail running) {
    while (!running.isClosed()) {
      LockSupport.parkNanos(checks.toNanos());
      streams.endForbidden();
      streams.endSlow();
      endIdle(running);
    }
  }

  private synchronized void endIdle(Tail running) {
    if (streams.size() > 0) used = System.nanoTime();
    if (System.nanoTime() - used < IDLE.toNanos()) return;
    running.close();
    tail = Optional.empty();
  }
}
