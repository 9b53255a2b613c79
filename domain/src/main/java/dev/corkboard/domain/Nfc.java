package dev.corkboard.domain;

import java.text.Normalizer;

/** One form for texts that look the same: Unicode's NFC, in which they are stored and compared. */
public final class Nfc {
  /** All characters before it are in this form already, whatever stands beside them. */
  private static final char FIRST_TO_LOOK_AT = 0x300;

  private static final int MOST_MARKS = 30;

  private Nfc() {}

  public static String of(String text) {
    for (int i = 0; i < text.length(); i++)
      if (text.charAt(i) >= FIRST_TO_LOOK_AT) return normal(text);
    return text;
  }

  /** The same object where that is so already: many versions of a thing share a long text. */
  private static String normal(String text) {
    return Normalizer.isNormalized(text, Normalizer.Form.NFC) ? text : Normalizer.normalize(text, Normalizer.Form.NFC);
  }

  /**
   * Whether more marks follow each other than any language has (UAX 15, Stream-Safe Text Format): to put them in order
   * takes time by the square of their number.
   */
  public static boolean hasTooManyMarks(String text) {
    int marks = 0;
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      if (text.charAt(i) < FIRST_TO_LOOK_AT) {
        marks = 0;
        continue;
      }
      int type = Character.getType(text.codePointAt(i));
      boolean mark = type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK
          || type == Character.ENCLOSING_MARK;
      marks = mark ? marks + 1 : 0;
      if (marks > MOST_MARKS) return true;
    }
    return false;
  }
}
