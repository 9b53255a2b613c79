package dev.corkboard.readmodel.text;

import com.ibm.icu.lang.UCharacter;
import dev.corkboard.readmodel.text.Found.Chunk;
import dev.corkboard.readmodel.text.Found.Piece;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Takes a text apart into words, with what holds them together, and symbols. The rule of all that is searched. */
final class Splitter {
  private static final String JOINTS = ".-_'\u2019:@&\u2010\u2011\u00b7\u02bc\uff07\uff0d";
  private static final String COMMA = ",";

  private final String text;
  private int at;

  private Splitter(String text) {
    this.text = text;
  }

  static void split(String text, Consumer<Found> found) {
    new Splitter(text).run(found);
  }

  private void run(Consumer<Found> found) {
    while (at < text.length()) {
      int emoji = Emoji.mayBegin(text, at) ? Emoji.end(text, at) : at;
      int point = text.codePointAt(at);
      if (emoji > at) {
        found.accept(Emoji.of(text.substring(at, emoji)));
        at = emoji;
      } else if (Letters.isOfWord(point)) {
        chunk(found);
      } else {
        at += Character.charCount(point);
        if (Letters.isSymbol(point)) found.accept(Emoji.of(Character.toString(point)));
      }
    }
  }

  private void chunk(Consumer<Found> found) {
    int start = at;
    List<Piece> pieces = new ArrayList<>(1);
    StringBuilder joints = new StringBuilder();
    add(pieces, joints);
    while (isJoint()) {
      joints.append(text.charAt(at++));
      add(pieces, joints);
    }
    String trail = trail();
    if (pieces.isEmpty()) return;
    String lead = lead(start, pieces.getFirst());
    boolean glued = start > 1 && Letters.isOfWord(text.codePointBefore(start - 1));
    found.accept(new Chunk(pieces, joints.toString(), lead, glued, trail));
  }

  /** The letters from here on; those that fold to nothing take the joint before them away. */
  private void add(List<Piece> pieces, StringBuilder joints) {
    int start = at;
    boolean ascii = true;
    while (at < text.length()) {
      int point = text.codePointAt(at);
      if (point < 0x80 ? !Letters.isAscii(point) : !Letters.isOfWord(point) && !Letters.isUnseen(point)) break;
      if (at > start && Emoji.mayBegin(text, at) && Emoji.end(text, at) > at) break;
      ascii &= point < 0x80;
      at += Character.charCount(point);
    }
    String typed = text.substring(start, at);
    // What folding makes of these alone, in a tenth of the time.
    List<Part> parts = ascii ? List.of(Part.word(typed.toLowerCase(Locale.ROOT))) : Letters.fold(typed);
    if (!parts.isEmpty()) pieces.add(new Piece(typed, parts));
    if (pieces.isEmpty()) joints.setLength(0);
    else
      joints.setLength(Math.min(joints.length(), pieces.size() - 1));
  }

  /** Whether one sign stands between two words here, as people write them into one. */
  private boolean isJoint() {
    if (at + 1 >= text.length() || at == 0) return false;
    char sign = text.charAt(at);
    boolean joins = JOINTS.indexOf(sign) >= 0
        || COMMA.indexOf(sign) >= 0 && isDigit(text.charAt(at - 1)) && isDigit(text.charAt(at + 1));
    return joins && Letters.isOfWord(text.codePointAt(at + 1)) && Emoji.end(text, at + 1) == at + 1;
  }

  /** The sign before a word that people search for with it. */
  private String lead(int start, Piece first) {
    if (start == 0) return "";
    char sign = text.charAt(start - 1);
    if (isHash(sign)) return "#";
    boolean one = start < 2 || text.charAt(start - 2) != '.';
    return sign == '.' && one && isLetter(first) ? "." : "";
  }

  static boolean isLetter(Piece piece) {
    return UCharacter.isLetter(piece.parts().getFirst().text().codePointAt(0));
  }

  /** The sign after a word that people search for with it, if nothing else is part of it: c++, c#, a+. */
  private String trail() {
    int end = at;
    while (end < text.length() && end < at + 3 && isPlus(text.charAt(end)))
      end++;
    int plus = end - at;
    if (plus == 2) return "++";
    boolean hash = plus == 0 && at < text.length() && isHash(text.charAt(at));
    if (plus != 1 && !hash) return "";
    int after = at + 1;
    boolean ends = after == text.length()
        || !Letters.isOfWord(text.codePointAt(after)) && !isHash(text.charAt(after));
    return ends ? hash ? "#" : "+" : "";
  }

  private static boolean isHash(char sign) {
    return sign == '#' || sign == '\uff03';
  }

  private static boolean isPlus(char sign) {
    return sign == '+' || sign == '\uff0b';
  }

  private static boolean isDigit(char sign) {
    return sign >= '0' && sign <= '9';
  }
}
