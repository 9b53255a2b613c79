package dev.corkboard.service.mail;

import java.util.regex.Pattern;

/** Makes names fit to stand in a mail, whoever gave them. */
final class Plain {
  private static final int LONGEST = 120;
  /** Control characters, line ends, and halves of characters that have lost the other. */
  private static final Pattern BREAKING = Pattern.compile("[\\p{Cc}\\p{Cs}\\u2028\\u2029]+");
  /**
   * What turns the direction of the text after it, or cannot be seen; but the two joiners stay, as emoji and some scripts
   * need them.
   */
  private static final Pattern UNSEEN = Pattern
      .compile("[\\u00ad\\u061c\\u180e\\u200b\\u200e\\u200f\\u202a-\\u202e\\u2060-\\u206f\\ufeff\\ufff9-\\ufffb]");

  private Plain() {}

  /** One line, of bounded length, that leaves the text around it alone. */
  static String line(String text) {
    String clean = UNSEEN.matcher(BREAKING.matcher(text).replaceAll(" ")).replaceAll("").strip();
    if (clean.isEmpty()) return "(no name)";
    if (clean.codePointCount(0, clean.length()) <= LONGEST) return clean;
    return clean.substring(0, clean.offsetByCodePoints(0, LONGEST - 1)) + "…";
  }
}
