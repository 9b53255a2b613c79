package dev.corkboard.service.http;

import java.util.function.Function;

/** Input that was understood, or the problem with it. */
public sealed interface Parsed<T> {

  /** It was understood. */
  record Good<T>(T value) implements Parsed<T> {}

  /** It was not. */
  record Bad<T>(Problem problem) implements Parsed<T> {}

  static <T> Parsed<T> good(T value) {
    return new Good<>(value);
  }

  static <T> Parsed<T> bad(Problem problem) {
    return new Bad<>(problem);
  }

  /** What comes of the input; of bad input, its problem. */
  default Answer then(Function<? super T, Answer> next) {
    return switch (this) {
      case Good<T>(T value) -> next.apply(value);
      case Bad<T>(Problem problem) -> problem.answer();
    };
  }

  default <U> Parsed<U> flatMap(Function<? super T, Parsed<U>> next) {
    return switch (this) {
      case Good<T>(T value) -> next.apply(value);
      case Bad<T>(Problem problem) -> bad(problem);
    };
  }

  default <U> Parsed<U> map(Function<? super T, U> next) {
    return flatMap(value -> good(next.apply(value)));
  }
}
