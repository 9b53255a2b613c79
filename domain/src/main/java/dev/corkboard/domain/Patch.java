package dev.corkboard.domain;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** New values for some fields of a record, by the fields' names and in their order as sent; what is not named stays. */
public record Patch<R extends Record>(Map<String, Object> values) {
  public Patch {
    values.values().forEach(Objects::requireNonNull);
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  public static <R extends Record> Patch<R> of(String field, Object value) {
    return new Patch<>(Map.of(field, value));
  }

  public Patch<R> and(String field, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(values);
    more.put(field, value);
    return new Patch<>(more);
  }

  /** The same with these values in place of its own. */
  public Patch<R> with(Map<String, Object> others) {
    Map<String, Object> all = new LinkedHashMap<>(values);
    all.putAll(others);
    return new Patch<>(all);
  }

  public boolean names(String field) {
    return values.containsKey(field);
  }
}
