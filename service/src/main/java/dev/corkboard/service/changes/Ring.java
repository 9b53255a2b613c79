package dev.corkboard.service.changes;

import dev.corkboard.readmodel.journal.Position;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The newest events, in the order of the journal; so many, and so many bytes, at most. */
final class Ring {

  /** Those who are up to date ask for the same chunk; the others are few, or are not in step with anybody. */
  private static final int CHUNKS_KEPT = 16;
  /** Beyond the frames themselves; one event may have a megabyte. */
  private static final int CHUNK_BYTES_KEPT = 4 << 20;

  private record Place(Position after, Set<String> kinds, int bytes) {}

  private final int mostEvents;
  private final long mostBytes;
  private final NavigableMap<Position, Frame> frames = new TreeMap<>();
  private final Map<Place, Chunk> chunks = new HashMap<>();
  private long bytes;
  private long chunkBytes;
  private Position start;
  private Position end;

  /**
   * @param start what comes after it is here, but for what had to go
   */
  Ring(Position start, int mostEvents, long mostBytes) {
    this.start = start;
    this.end = start;
    this.mostEvents = mostEvents;
    this.mostBytes = mostBytes;
  }

  /** The next events, and how far the journal has been read; some of what was read may be no event to be sent. */
  synchronized void add(List<Frame> more, Position end) {
    this.end = end;
    forgetChunks();
    for (Frame frame : more) {
      frames.put(frame.position(), frame);
      bytes += frame.bytes().length;
    }
    while (frames.size() > mostEvents || bytes > mostBytes) {
      Frame oldest = frames.pollFirstEntry().getValue();
      bytes -= oldest.bytes().length;
      start = oldest.position();
    }
  }

  /** How far the journal has been read. */
  synchronized Position end() {
    return end;
  }

  /**
   * The events of these kinds after a position, until they have so many bytes, but one at least; an empty chunk if
   * there are none yet, and nothing if they are not here any more.
   */
  synchronized Optional<Chunk> after(Position position, Set<String> kinds, int bytes) {
    if (position.compareTo(start) < 0) return Optional.empty();
    if (chunks.size() >= CHUNKS_KEPT || chunkBytes > CHUNK_BYTES_KEPT) forgetChunks();
    return Optional.of(chunks.computeIfAbsent(new Place(position, kinds, bytes), place -> {
      Chunk chunk = chunk(place);
      chunkBytes += chunk.bytes().size();
      return chunk;
    }));
  }

  private void forgetChunks() {
    chunks.clear();
    chunkBytes = 0;
  }

  private Chunk chunk(Place place) {
    List<Frame> found = new ArrayList<>();
    int size = 0;
    for (Frame frame : frames.tailMap(place.after(), false).values()) {
      if (size >= place.bytes()) return Chunk.of(found, found.getLast().position());
      if (!place.kinds().contains(frame.kind())) continue;
      found.add(frame);
      size += frame.bytes().length;
    }
    // The client may come from a node that has read further.
    return Chunk.of(found, end.compareTo(place.after()) > 0 ? end : place.after());
  }
}
