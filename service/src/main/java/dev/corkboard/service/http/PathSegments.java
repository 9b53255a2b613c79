package dev.corkboard.service.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.http.javadsl.model.Uri;
import org.apache.pekko.http.scaladsl.model.Uri.Path;

/** Splits a path into its segments; one trailing slash means the same as none. */
final class PathSegments {
  private PathSegments() {}

  /** The segments, decoded; empty for a path that no endpoint can have. */
  static Optional<List<String>> of(Uri uri) {
    List<String> segments = new ArrayList<>(6);
    Path rest = uri.asScala().path();
    while (!rest.isEmpty()) {
      Path afterSlash = rest.tail();
      if (!rest.startsWithSlash() || afterSlash.startsWithSlash()) return Optional.empty();
      if (afterSlash.isEmpty()) break;
      String segment = afterSlash.head().toString();
      if (segment.chars().anyMatch(Character::isISOControl)) return Optional.empty();
      segments.add(segment);
      rest = afterSlash.tail();
    }
    return Optional.of(segments);
  }

  /** Whether this is the first segment. */
  static boolean isUnder(Uri uri, String first) {
    Path path = uri.asScala().path();
    if (!path.startsWithSlash() || path.tail().isEmpty() || path.tail().startsWithSlash()) return false;
    return first.equals(path.tail().head().toString());
  }
}
