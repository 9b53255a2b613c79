package dev.corkboard.domain;

import java.util.Optional;

/**
 * Which texts a field takes: how many code points, whether line breaks, and never a character that cannot be stored or
 * that deceives a reader (NUL, control characters, lone surrogates, bidirectional overrides). What may not be empty may
 * not be blank either, which is what shows nothing.
 */
public record TextRule(int min, int max, boolean lineBreaks) {

  /** What is wrong with a text: a stable code and a sentence. */
  public record Violation(String code, String detail) {}

  public static TextRule line(int min, int max) {
    return new TextRule(min, max, false);
  }

  public static TextRule paragraphs(int min, int max) {
    return new TextRule(min, max, true);
  }

  public Optional<Violation> violation(String text) {
    int points = 0;
    boolean blank = true;
    for (int i = 0; i < text.length(); points++) {
      int point = text.codePointAt(i);
      i += Character.charCount(point);
      blank &= Invisible.is(point);
      if (forbidden(point)) {
        return Optional.of(new Violation("forbidden-character", "U+%04X is not allowed here.".formatted(point)));
      }
    }
    if (points > max)
      return Optional.of(new Violation("too-long", "At most " + max + " characters, not " + points + "."));
    if (points < min) return Optional.of(new Violation("too-short", "At least " + min + " character(s)."));
    if (min > 0 && blank) return Optional.of(new Violation("blank", "It must show something, not only white space."));
    return Optional.empty();
  }

  private boolean forbidden(int point) {
    if (point == '\t') return false;
    if (point == '\n' || point == '\r' || point == 0x2028 || point == 0x2029) return !lineBreaks;
    boolean control = point < 0x20 || point >= 0x7F && point < 0xA0;
    boolean surrogate = point >= 0xD800 && point <= 0xDFFF;
    boolean bidirectional = point >= 0x202A && point <= 0x202E || point >= 0x2066 && point <= 0x2069;
    return control || surrogate || bidirectional;
  }
}
