package dev.corkboard.readmodel.query;

import dev.corkboard.readmodel.json.Json;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The results of one page of a list, written one after the other. A page ends at about 1 MiB, or what else is its most,
 * however many results were asked for: what has no room any more is the first of the next page.
 */
public final class Results {
  /** What all results of a page have together; a single one may be larger. */
  public static final int MOST_BYTES = 1 << 20;

  /** What comes after the results. */
  private record End(Optional<String> next) {}

  /** The same with the total of all pages. */
  private record CountedEnd(Optional<String> next, long total) {}

  private final ByteArrayOutputStream json = new ByteArrayOutputStream(4096);
  private final int mostBytes;
  private int count;

  public Results() {
    this(MOST_BYTES);
  }

  public Results(int mostBytes) {
    this.mostBytes = mostBytes;
    write("{\"results\":[");
  }

  /** A page whose first fields are those of this JSON object. */
  Results(int mostBytes, byte[] object) {
    this.mostBytes = mostBytes;
    json.write(object, 0, object.length - 1);
    write(",\"results\":[");
  }

  /** Adds one more; false, and nothing was added, if there is no room for it. */
  public boolean add(Object result) {
    return addWritten(Json.bytes(result));
  }

  /** The same for a result that is JSON already. */
  boolean addWritten(byte[] next) {
    if (count > 0 && json.size() + next.length > mostBytes) return false;
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
    return answer(next, OptionalLong.empty());
  }

  /** The same with {@code total} where it is known. */
  public byte[] answer(Optional<String> next, OptionalLong total) {
    byte[] end = Json.bytes(total.isPresent() ? new CountedEnd(next, total.getAsLong()) : new End(next));
    write("],");
    json.write(end, 1, end.length - 1);
    return json.toByteArray();
  }

  private void write(String text) {
    json.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
  }
}
