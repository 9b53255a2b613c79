package dev.corkboard.service.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.http.javadsl.model.Uri;

/** Splits a path into its segments; one trailing slash means the same as none. */
final class PathSegments {
  private PathSegments() {}

  /** The segments, decoded; empty for a path that no endpoint can have. */
  static Optional<List<String>> of(Uri uri) {
    List<String> segments = new ArrayList<>(6);
    uri.pathSegments().forEach(segments::add);
    if (segments.size() > 1 && segments.getLast().isEmpty()) segments.removeLast();
    return segments.contains("") && segments.size() > 1 ? Optional.empty() : Optional.of(segments);
  }
}
