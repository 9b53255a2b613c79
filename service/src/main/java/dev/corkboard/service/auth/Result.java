package dev.corkboard.service.auth;

import java.util.function.Function;

/** What was asked for, or why not. */
public sealed interface Result<T> {

  /** It is done. */
  record Done<T>(T value) implements Result<T> {}

  /** It is not done. */
  record Refused<T>(Refusal refusal) implements Result<T> {}

  static <T> Result<T> done(T value) {
    return new Done<>(value);
  }

  static <T> Result<T> refused(Refusal refusal) {
    return new Refused<>(refusal);
  }

  default <U> Result<U> map(Function<? super T, ? extends U> next) {
    return switch (this) {
      case Done<T>(T value) -> done(next.apply(value));
      case Refused<T>(Refusal refusal) -> refused(refusal);
    };
  }
}
