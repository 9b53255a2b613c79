package dev.corkboard.readmodel.query;

import java.util.Optional;

/**
 * The whole answer of a list, {@code {"results": […], "next": …}}, the cursor of the next page if there is one, and the
 * ETag.
 */
public record RenderedPage(byte[] json, Optional<String> next, String etag) {

  public RenderedPage(byte[] json, Optional<String> next) {
    this(json, next, ContentTag.of(json));
  }

  public static RenderedPage of(Results results, Optional<String> next) {
    return new RenderedPage(results.answer(next), next);
  }
}
