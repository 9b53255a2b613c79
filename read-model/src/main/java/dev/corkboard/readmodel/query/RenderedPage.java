package dev.corkboard.readmodel.query;

import dev.corkboard.readmodel.json.Json;
import java.util.List;
import java.util.Optional;

/**
 * The whole answer of a list, {@code {"results": […], "next": …}}, the cursor of the next page if there is one, and the
 * ETag.
 */
public record RenderedPage(byte[] json, Optional<String> next, String etag) {

  public RenderedPage(byte[] json, Optional<String> next) {
    this(json, next, ContentTag.of(json));
  }

  /** What the answer is made of. */
  private record Answer(List<?> results, Optional<String> next) {}

  public static RenderedPage of(List<?> results, Optional<String> next) {
    return new RenderedPage(Json.bytes(new Answer(results, next)), next);
  }
}
