package dev.corkboard.readmodel.rebuild;

import java.util.Locale;

/** How far a build has come. */
public enum Step {
  LOADING, INDEXING, CATCHING_UP, COMPARING, SWAPPING, DONE, FAILED;

  /** As it is stored and shown. */
  String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Step of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  boolean isLast() {
    return this == DONE || this == FAILED;
  }
}
