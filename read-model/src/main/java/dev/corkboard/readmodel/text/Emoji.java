package dev.corkboard.readmodel.text;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import java.util.ArrayList;
import java.util.List;

/** Emoji as people see them: sequences of several characters are one. */
final class Emoji {
  private static final int JOINER = 0x200D;
  private static final int TEXT_STYLE = 0xFE0E;
  private static final int EMOJI_STYLE = 0xFE0F;
  private static final int KEYCAP = 0x20E3;
  /** None that anybody has is longer; more would make an entry of an index too long. */
  private static final int LONGEST = 48;

  private Emoji() {}

  /** A quick look: an emoji has a character beyond ASCII, as its first or right after that. */
  static boolean mayBegin(String text, int at) {
    return text.charAt(at) >= 0x80 || at + 1 < text.length() && text.charAt(at + 1) >= 0x80;
  }

  /** Where the emoji ends that begins here; the same place if there is none. */
  static int end(String text, int at) {
    int point = text.codePointAt(at);
    int next = at + Character.charCount(point);
    if (point < 0x80) return isKeycapBase(point) ? keycapEnd(text, at, next) : at;
    if (isFlagLetter(point)) {
      return next < text.length() && isFlagLetter(text.codePointAt(next)) ? text.offsetByCodePoints(next, 1) : next;
    }
    return begins(text, point, next) ? sequenceEnd(text, next) : at;
  }

  static Found.Symbol of(String sequence) {
    StringBuilder whole = new StringBuilder();
    List<String> parts = new ArrayList<>();
    sequence.codePoints().filter(point -> !isStyle(point) && point != JOINER).limit(LONGEST).forEach(point -> {
      whole.appendCodePoint(point);
      if (isPictograph(point) && !isModifier(point)) parts.add(Character.toString(point));
    });
    return new Found.Symbol(whole.toString(), parts);
  }

  private static boolean begins(String text, int point, int next) {
    if (UCharacter.hasBinaryProperty(point, UProperty.EMOJI_PRESENTATION)) return true;
    if (!isPictograph(point)) return false;
    return Letters.isSymbol(point) || next < text.length() && text.charAt(next) == EMOJI_STYLE;
  }

  private static int sequenceEnd(String text, int next) {
    int end = next;
    while (end < text.length()) {
      int point = text.codePointAt(end);
      int after = end + Character.charCount(point);
      if (isStyle(point) || isModifier(point) || isTag(point) || point == KEYCAP) {
        end = after;
      } else if (point == JOINER && after < text.length() && isPictograph(text.codePointAt(after))) {
        end = text.offsetByCodePoints(after, 1);
      } else {
        break;
      }
    }
    return end;
  }

  private static int keycapEnd(String text, int at, int next) {
    int sign = next < text.length() && text.charAt(next) == EMOJI_STYLE ? next + 1 : next;
    return sign < text.length() && text.charAt(sign) == KEYCAP ? sign + 1 : at;
  }

  private static boolean isKeycapBase(int point) {
    return point >= '0' && point <= '9' || point == '#' || point == '*';
  }

  private static boolean isFlagLetter(int point) {
    return point >= 0x1F1E6 && point <= 0x1F1FF;
  }

  private static boolean isTag(int point) {
    return point >= 0xE0020 && point <= 0xE007F;
  }

  private static boolean isStyle(int point) {
    return point == TEXT_STYLE || point == EMOJI_STYLE;
  }

  private static boolean isModifier(int point) {
    return point >= 0x1F3FB && point <= 0x1F3FF;
  }

  private static boolean isPictograph(int point) {
    return point > 0x80 && UCharacter.hasBinaryProperty(point, UProperty.EXTENDED_PICTOGRAPHIC);
  }
}
