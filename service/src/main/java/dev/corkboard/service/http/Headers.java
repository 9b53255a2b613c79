package dev.corkboard.service.http;

import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpRequest;

/** Reads headers that may come more than once. */
final class Headers {
  private static final int LARGEST = 8 << 10;
  static final int LARGEST_TOGETHER = 32 << 10;

  private Headers() {}

  /** Pekko HTTP's own limit counts the white space around a value, and the connection's guard what came with the head. */
  static boolean areTooLarge(HttpRequest request) {
    int together = 0;
    for (HttpHeader header : request.getHeaders()) {
      if (header.value().length() > LARGEST) return true;
      together += header.name().length() + header.value().length();
    }
    return together > LARGEST_TOGETHER;
  }

  static Problem tooLarge() {
    return Problem.of(431, "headers-too-large",
        "A header has at most " + LARGEST + " bytes, all together have " + LARGEST_TOGETHER + ".");
  }

  /** All values, each split at its commas; the name in small letters. */
  static List<String> values(HttpRequest request, String name) {
    List<String> values = new ArrayList<>();
    for (String line : lines(request, name)) {
      for (String value : line.split(",")) {
        if (!value.isBlank()) values.add(value.strip());
      }
    }
    return values;
  }

  /** The header as often as it came; the name in small letters. */
  static List<String> lines(HttpRequest request, String name) {
    List<String> lines = new ArrayList<>();
    for (HttpHeader header : request.getHeaders()) {
      if (header.is(name)) lines.add(header.value());
    }
    return lines;
  }
}
