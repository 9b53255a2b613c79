package dev.corkboard.readmodel.text;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UCharacter.LineBreak;
import com.ibm.icu.lang.UCharacterEnums.ECharacterCategory;
import com.ibm.icu.lang.UProperty;

import com.ibm.icu.lang.UScript;
import com.ibm.icu.text.Normalizer2;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.lucene.analysis.icu.ICUFoldingFilter;

/** What is a letter, and what it folds to; by ICU's data and not those of the JDK, which differ between nodes. */
final class Letters {
  private static final Set<Integer> RUN_SCRIPTS = Set.of(UScript.HAN, UScript.HIRAGANA, UScript.KATAKANA,
      UScript.BOPOMOFO, UScript.HANGUL, UScript.YI);

  /** Those of Thailand, Laos, Cambodia and Burma among them. */
  private static final Set<Integer> RUN_LINE_BREAKS = Set.of(LineBreak.COMPLEX_CONTEXT, LineBreak.AKSARA,
      LineBreak.AKSARA_PREBASE, LineBreak.AKSARA_START);
  private static final int LONG_SOUND = '\u30fc';

  /** Case, width and form alone, and nothing that is not seen. */
  private static final class Forms {
    static final Normalizer2 FOLD = Normalizer2.getNFKCCasefoldInstance();
  }

  /** Accents and other signs too. */
  private static final class Accents {
    static final Normalizer2 FOLD = ICUFoldingFilter.NORMALIZER;
  }

  private Letters() {}

  static boolean isAscii(int point) {
    return point >= 'a' && point <= 'z' || point >= '0' && point <= '9' || point >= 'A' && point <= 'Z';
  }

  /** Whether it is of a word: a letter, a digit, a sign on one, or a symbol that is made of letters, as U+338F (kg). */
  static boolean isOfWord(int point) {
    if (point < 0x80) return isAscii(point);
    return switch (UCharacter.getType(point)) {
      case ECharacterCategory.UPPERCASE_LETTER, ECharacterCategory.LOWERCASE_LETTER,
          ECharacterCategory.TITLECASE_LETTER,
          ECharacterCategory.MODIFIER_LETTER, ECharacterCategory.OTHER_LETTER, ECharacterCategory.NON_SPACING_MARK,
          ECharacterCategory.ENCLOSING_MARK, ECharacterCategory.COMBINING_SPACING_MARK,
          ECharacterCategory.DECIMAL_DIGIT_NUMBER, ECharacterCategory.LETTER_NUMBER, ECharacterCategory.OTHER_NUMBER ->
        !isUnseen(point);
      case ECharacterCategory.OTHER_SYMBOL -> isMadeOfLetters(point);
      default -> false;
    };
  }

  /** Soft hyphens, joiners, fillers and their kind, of which nothing is seen and which part nothing. */
  static boolean isUnseen(int point) {
    return point >= 0xAD && UCharacter.hasBinaryProperty(point, UProperty.DEFAULT_IGNORABLE_CODE_POINT);
  }

  static boolean isSymbol(int point) {
    return point > 0x80 && UCharacter.getType(point) == ECharacterCategory.OTHER_SYMBOL && point != '\u2800'
        && point != '\u00b0';
  }

  static boolean isUpper(int point) {
    return point < 0x80 ? point >= 'A' && point <= 'Z' : UCharacter.isUUppercase(point);
  }

  static boolean isLower(int point) {
    return point < 0x80 ? point >= 'a' && point <= 'z' : UCharacter.isULowercase(point);
  }

  /** What letters fold to; none if they are but signs on a letter. */
  static List<Part> fold(String letters) {
    String folded = Forms.FOLD.normalize(letters);
    List<Part> parts = new ArrayList<>(2);
    int from = 0;
    Kind kind = Kind.NONE;
    for (int at = 0; at < folded.length();) {
      int point = folded.codePointAt(at);
      Kind next = kind(point, kind);
      if (next != kind) {
        add(parts, folded.substring(from, at), kind);
        from = at;
        kind = next;
      }
      at += Character.charCount(point);
    }
    add(parts, folded.substring(from), kind);
    return parts;
  }

  private enum Kind {
    NONE, WORD, RUN
  }

  /** In a run the signs on letters stay: without them Japanese and Thai have other words. */
  private static void add(List<Part> parts, String folded, Kind kind) {
    switch (kind) {
      case NONE -> {
      }
      case RUN -> parts.add(Part.run(folded));
      case WORD -> {
        String bare = Accents.FOLD.normalize(folded);
        if (!bare.isEmpty()) parts.add(Part.word(bare));
      }
    }
  }

  private static Kind kind(int point, Kind before) {
    if (!isOfWord(point)) return Kind.NONE;
    int script = UScript.getScript(point);
    if (point == LONG_SOUND) return Kind.RUN;
    if (script == UScript.INHERITED) return before == Kind.NONE ? Kind.WORD : before;
    if (UCharacter.getType(point) == ECharacterCategory.DECIMAL_DIGIT_NUMBER) return Kind.WORD;
    boolean run = RUN_SCRIPTS.contains(script)
        || RUN_LINE_BREAKS.contains(UCharacter.getIntPropertyValue(point, UProperty.LINE_BREAK));
    return run ? Kind.RUN : Kind.WORD;
  }

  private static boolean isMadeOfLetters(int point) {
    String folded = Forms.FOLD.getDecomposition(point) == null
        ? ""
        : Forms.FOLD.normalize(Character.toString(point));
    return folded.codePoints().anyMatch(made -> UCharacter.isLetterOrDigit(made));
  }
}
