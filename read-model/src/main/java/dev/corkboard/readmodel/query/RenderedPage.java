package dev.corkboard.readmodel.query;

import dev.corkboard.readmodel.json.Json;
import java.util.List;
import java.util.Optional;

/** The whole answer of a list, {@code {"results": […], "next": …}}, and the cursor of the next page if there is one. */
public record RenderedPage(byte[] json, Optional<String> next) {

  /** What the answer is made of. */
  private record Answer(List<?> results, Optional<String> next) {}

  public static RenderedPage of(List<?> results, Optional<String> next) {
    return new RenderedPage(Json.bytes(new Answer(results, next)), next);
  }
}
