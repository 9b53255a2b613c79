package dev.corkboard.readmodel.text;

import java.util.ArrayList;
import java.util.List;

/**
 * A word, folded; or a run of a script that is written without spaces, which is found by any part of it.
 */
record Part(String text, boolean run) {

  /** A search has 200 characters; more of a word need not be told apart. */
  private static final int LONGEST_WORD = 200;

  static Part word(String folded) {
    int points = folded.length() <= LONGEST_WORD ? 0 : folded.codePointCount(0, folded.length());
    return new Part(points <= LONGEST_WORD
        ? folded
        : folded.substring(0, folded.offsetByCodePoints(0, LONGEST_WORD)),
        false);
  }

  static Part run(String folded) {
    return new Part(folded, true);
  }

  /**
   * A run becomes each of its characters with the one after it, so that whatever stands next to each other in it is found
   * next to each other; its last one is alone. So each character begins exactly one token, and is found by it.
   *
   * @param whole whether the run ends here, in a text or in what is asked for
   */
  void addTokens(List<String> tokens, boolean whole) {
    if (!run) {
      tokens.add(text);
      return;
    }
    int at = 0;
    for (int next = text.offsetByCodePoints(0, 1); next < text.length();) {
      int end = text.offsetByCodePoints(next, 1);
      tokens.add(text.substring(at, end));
      at = next;
      next = end;
    }
    if (whole || at == 0) tokens.add(text.substring(at));
  }

  /** Whether what is asked for is one character of a run, which begins a token. */
  boolean isOneOfRun() {
    return run && text.codePointCount(0, text.length()) == 1;
  }

  static List<String> tokens(List<Part> parts, boolean whole) {
    List<String> tokens = new ArrayList<>(parts.size());
    for (int i = 0; i < parts.size(); i++)
      parts.get(i).addTokens(tokens, whole || i < parts.size() - 1);
    return tokens;
  }
}
