package dev.corkboard.service.changes;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.corkboard.readmodel.journal.JournalPage;
import dev.corkboard.readmodel.journal.JournalReader;
import dev.corkboard.readmodel.journal.Position;
import java.time.Duration;
import java.util.List;
import java.util.SortedSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * Reads for streams that are behind the ring. Clients of a node that went down come to the next one together and from
 * the same place: what one of them is given is kept for the others for a moment.
 */
final class CatchUps {
  private static final long KEPT_BYTES = 4 << 20;
  private static final Duration KEPT = Duration.ofSeconds(2);
  /** The smallest events have about as many bytes when they are sent. */
  private static final int SMALLEST = 256;

  private record Place(Position after, SortedSet<String> kinds) {}

  private final JournalReader journal;
  private final Turn turn = new Turn();
  private final EventStream stream;
  private final AsyncCache<Place, Chunk> chunks;

  CatchUps(JournalReader journal, EventStream stream, Executor blocking) {
    this.journal = journal;
    this.stream = stream;
    this.chunks = Caffeine.newBuilder().maximumWeight(KEPT_BYTES).expireAfterWrite(KEPT).executor(blocking)
        .weigher((Place place, Chunk chunk) -> chunk.bytes().size()).buildAsync();
  }

  /** The next events after a position, of about so many bytes; {@code ringEnd} tells how far the ring has come. */
  CompletionStage<Chunk> after(Position position, SortedSet<String> kinds, int bytes, Supplier<Position> ringEnd) {
    return chunks.get(new Place(position, kinds), (place, executor) -> CompletableFuture
        .supplyAsync(() -> read(place, bytes, ringEnd), executor));
  }

  private Chunk read(Place place, int bytes, Supplier<Position> ringEnd) {
    // Asked before the journal: what comes into the ring later may be newer than the page.
    Position ring = ringEnd.get();
    JournalPage page = turn.take(() -> journal.after(place.after(), place.kinds(), bytes / SMALLEST, bytes));
    List<Frame> frames = page.events().stream().map(stream::frame).toList();
    // Without one more event of these kinds the client is up to date, however long ago their last one was.
    return Chunk.of(frames, page.isEmpty() && ring.compareTo(page.end()) > 0 ? ring : page.end());
  }
}
