package dev.corkboard.readmodel.query;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The values of a column, which an order goes through one after the other, and each along an index.
 *
 * @param values all that there are; none has a colon
 */
public record Stretches<V>(String column, List<String> values, Function<V, String> value) {

  /** A cursor's key: the value of the column, a colon, the key within it. */
  String key(V view, String within) {
    return value.apply(view) + ':' + within;
  }

  /** The index of the key's value, from 0; empty if the key has no known value. */
  Optional<Integer> stretch(String key) {
    int colon = key.indexOf(':');
    return Optional.of(values.indexOf(key.substring(0, Math.max(colon, 0)))).filter(at -> at >= 0);
  }

  static String within(String key) {
    return key.substring(key.indexOf(':') + 1);
  }
}
