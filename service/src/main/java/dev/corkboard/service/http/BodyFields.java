package dev.corkboard.service.http;

import java.util.Map;
import java.util.Optional;

/** Takes fields out of a body whose {@link Shape} has checked their types. */
final class BodyFields {
  private BodyFields() {}

  static String text(Map<String, Object> body, String field) {
    return (String) body.get(field);
  }

  @SuppressWarnings("unchecked")
  static <T> Optional<T> given(Map<String, Object> body, String field) {
    return Optional.ofNullable((T) body.get(field));
  }
}
