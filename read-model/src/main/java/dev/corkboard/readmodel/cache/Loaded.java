package dev.corkboard.readmodel.cache;

import java.util.Optional;

/**
 * What a load brought.
 *
 * @param pledge what it was kept under, if Redis had it; empty if it was read from the view
 */
record Loaded<T>(Optional<T> answer, Optional<String> pledge) {

  static <T> Loaded<T> fromView(Optional<T> answer) {
    return new Loaded<>(answer, Optional.empty());
  }

  static <T> Loaded<T> fromRedis(T answer, String pledge) {
    return new Loaded<>(Optional.of(answer), Optional.of(pledge));
  }
}
