package dev.corkboard.readmodel.query;

import dev.corkboard.readmodel.journal.Position;
import java.util.Optional;

/**
 * The whole answer of a list, {@code {"results": […], "next": …}}, the cursor of the next page if there is one, and the
 * ETag.
 *
 * @param position up to where it shows all that happened; empty if it is of an earlier time
 */
public record RenderedPage(Packed body, Optional<String> next, String etag, Optional<Position> position) {

  public RenderedPage(byte[] json, Optional<String> next) {
    this(new Packed(json), next, ContentTag.of(json), Optional.empty());
  }

  public byte[] json() {
    return body.plain();
  }
}
