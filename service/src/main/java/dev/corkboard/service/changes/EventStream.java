package dev.corkboard.service.changes;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.corkboard.readmodel.journal.JournalEvent;
import dev.corkboard.readmodel.journal.Position;
import java.io.ByteArrayOutputStream;
import java.util.function.Function;
import org.apache.pekko.util.ByteString;

/**
 * Writes server-sent events, as the HTML standard has them.
 *
 * @param ids a position as clients have it
 * @param json an event as clients see it
 */
record EventStream(Function<Position, String> ids, Function<JournalEvent, byte[]> json) {

  /** Shows both sides, and what is between them, that the connection is alive. */
  static final ByteString COMMENT = ByteString.fromString(":\n\n");

  private static final String RETRY = "retry: 2000\n";

  /** Sent at once to a client that goes on, so that it knows that it is connected. */
  static Chunk resumed(Position start) {
    return new Chunk(ByteString.fromString(RETRY + ":\n\n"), 0, start);
  }

  /** A client that starts now has no position yet; with this one it misses nothing if it is cut off before an event. */
  Chunk started(Position start) {
    return new Chunk(ByteString.fromString(RETRY + "id: " + ids.apply(start) + "\n:\n\n"), 0, start);
  }

  /** For a client whose position is gone: it reads what it shows anew, and goes on from here. */
  Chunk reset(Position start) {
    String id = ids.apply(start);
    return new Chunk(ByteString.fromString(RETRY + "id: " + id + "\nevent: reset\ndata: {\"position\":\"" + id
        + "\"}\n\n"), 0, start);
  }

  /** JSON as we write it has no line break. */
  Frame frame(JournalEvent event) {
    String head = "id: " + ids.apply(event.position()) + "\nevent: " + event.name() + "\ndata: ";
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(head.getBytes(UTF_8));
    bytes.writeBytes(json.apply(event));
    bytes.writeBytes("\n\n".getBytes(UTF_8));
    return new Frame(event.position(), event.kind(), bytes.toByteArray());
  }
}
