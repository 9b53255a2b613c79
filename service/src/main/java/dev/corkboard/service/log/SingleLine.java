package dev.corkboard.service.log;

import java.util.regex.Pattern;

/** Makes one line of a text that others gave, for a terminal or a header. */
public final class SingleLine {
  private static final Pattern CONTROLS = Pattern.compile("[\\p{Cntrl}\\u0085\\u2028\\u2029]+");

  private SingleLine() {}

  /** Line ends and other control characters, however many together, become a blank. */
  public static String of(String text) {
    return CONTROLS.matcher(text).replaceAll(" ");
  }
}
