package dev.corkboard.domain;

import java.text.Normalizer;

/** One form for texts that look the same: Unicode's NFC, in which they are stored and compared. */
public final class Nfc {
  /** All characters before it are in this form already, whatever stands beside them. */
  private static final char FIRST_TO_LOOK_AT = 0x300;

  private Nfc() {}

  public static String of(String text) {
    for (int i = 0; i < text.length(); i++)
      if (text.charAt(i) >= FIRST_TO_LOOK_AT) return Normalizer.normalize(text, Normalizer.Form.NFC);
    return text;
  }
}
