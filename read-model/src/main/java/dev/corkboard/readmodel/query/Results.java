package dev.corkboard.readmodel.query;

import dev.corkboard.readmodel.json.Json;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The results of one page of a list, written one after the other. A page ends at about 1 MiB, however many results were
 * asked for: what has no room any more is the first of the next page.
 */
public final class Results {
  /** What all results of a page have together; a single one may be larger. */
  public static final int MOST_BYTES = 1 << 20;

  /** What comes after the results. */
  private record End(Optional<String> next) {}

  private final ByteArrayOutputStream json = new ByteArrayOutputStream(4096);
  private int count;

  public Results() {
    write("{\"results\":[");
  }

  /** Adds one more; false, and nothing was added, if there is no room for it. */
  public boolean add(Object result) {
    byte[] next = Json.bytes(result);
    if (count > 0 && json.size() + next.length > MOST_BYTES) return false;
    if (count > 0) write(",");
    json.writeBytes(next);
    count++;
    return true;
  }

  public int count() {
    return count;
  }

  /** The whole answer, {@code {"results": […], "next": …}}; nothing can be added afterwards. */
  public byte[] answer(Optional<String> next) {
    byte[] end = Json.bytes(new End(next));
    write("],");
    json.write(end, 1, end.length - 1);
    return json.toByteArray();
  }

  private void write(String text) {
    json.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
  }
}
