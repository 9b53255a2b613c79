package dev.corkboard.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextRuleTest {

  @Test
  void marksThatNobodyWritesAreTooMany() {
    assertThat(Nfc.hasTooManyMarks("a" + "\u0315".repeat(30) + "b" + "\u0300".repeat(30))).isFalse();
    assertThat(Nfc.hasTooManyMarks("a" + "\u0315\u0300".repeat(16))).isTrue();
    assertThat(Nfc.hasTooManyMarks("\ud83d\ude00".repeat(100))).isFalse();
    String normal = "\u00e9\ud83d\ude00";
    assertThat(Nfc.of(normal)).isSameAs(normal);
    assertThat(Nfc.of("e\u0301")).isEqualTo("\u00e9");
  }

  private static final TextRule LINE = TextRule.line(1, 5);
  private static final TextRule PARAGRAPHS = TextRule.paragraphs(1, 5);

  @Test
  void textOfTheShortestAndLongestLengthIsTaken() {
    assertThat(LINE.violation("a")).isEmpty();
    assertThat(LINE.violation("abcde")).isEmpty();
  }

  @Test
  void textThatIsTooLongIsRefused() {
    assertThat(code(LINE, "abcdef")).isEqualTo("too-long");
  }

  @Test
  void emptyTextIsRefusedUnlessItMayBeEmpty() {
    assertThat(code(LINE, "")).isEqualTo("too-short");
    assertThat(TextRule.paragraphs(0, 5).violation("")).isEmpty();
  }

  @Test
  void onlyWhiteSpaceIsRefusedUnlessTheTextMayBeEmpty() {
    assertThat(code(LINE, " \t ")).isEqualTo("blank");
    assertThat(code(LINE, "\u00A0\u3000")).isEqualTo("blank");
    assertThat(TextRule.line(0, 5).violation("   ")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0xAD, 0x34F, 0x61C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B, 0x180E, 0x200B, 0x200D, 0x200E,
      0x2028, 0x2060, 0x2063, 0x206A, 0x2800, 0x3000, 0x3164, 0xFE00, 0xFE0F, 0xFEFF, 0xFFA0, 0xFFF0, 0xFFF9, 0x13430,
      0x13441, 0x16FE4, 0x1BCA0, 0x1D159, 0x1D173, 0x301, 0x20DD, 0x903, 0x378, 0xFDD0, 0xFFFE, 0x1FFFF, 0x10FFFF,
      0xE0001, 0xE0020, 0xE007F, 0xE0100, 0xE0FFF})
  void textThatShowsNothingIsBlank(int point) {
    String sign = Character.toString(point);
    assertThat(code(PARAGRAPHS, sign)).isEqualTo("blank");
    assertThat(code(PARAGRAPHS, " " + sign + "\t" + sign)).isEqualTo("blank");
    assertThat(code(PARAGRAPHS, "a" + sign)).isEqualTo("none");
    assertThat(TextRule.paragraphs(0, 5).violation(sign)).isEmpty();
  }

  @Test
  void everyFormatCharacterIsBlankUnlessItIsDrawn() {
    List<Integer> drawn = IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
        .filter(point -> Character.getType(point) == Character.FORMAT)
        .filter(point -> LINE.violation(Character.toString(point)).isEmpty()).boxed().toList();
    assertThat(drawn).containsExactly(0x600, 0x601, 0x602, 0x603, 0x604, 0x605, 0x6DD, 0x70F, 0x890, 0x891, 0x8E2,
        0x110BD, 0x110CD);
  }

  @ParameterizedTest
  @ValueSource(strings = {"!", "~", "\u00A1", "\u00AC", "\u00AE", "e\u0301", "\u1161", "\u2010", "\u2801", "\u3163",
      "\u3165", "\uFDFF", "\uFE10", "\uFFFC", "\uFFFD", "\u4E00", "\uE000", "😀", "👨\u200D👩"})
  void textThatShowsSomethingIsNotBlank(String text) {
    assertThat(code(LINE, text)).isEqualTo("none");
  }

  @Test
  void emojiOutsideTheBasicPlaneCountsAsOneCharacter() {
    assertThat(LINE.violation("😀😀😀😀😀")).isEmpty();
    assertThat(code(LINE, "😀😀😀😀😀😀")).isEqualTo("too-long");
  }

  @Test
  void emojiMadeOfSeveralCodePointsIsTaken() {
    assertThat(LINE.violation("👩\u200D💻")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\0b", "a\u001Bb", "a\u007Fb", "a\u0085b"})
  void nulAndOtherControlCharactersAreRefused(String text) {
    assertThat(code(PARAGRAPHS, text)).isEqualTo("forbidden-character");
  }

  @Test
  void loneSurrogateIsRefused() {
    for (char lone : new char[]{'\uD83D', '\uDE00'}) {
      assertThat(code(PARAGRAPHS, "a" + lone)).isEqualTo("forbidden-character");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\u202Eb", "a\u202Ab", "a\u2066b", "a\u2069b"})
  void bidirectionalOverridesAreRefused(String text) {
    assertThat(code(PARAGRAPHS, text)).isEqualTo("forbidden-character");
  }

  @Test
  void textFromRightToLeftIsTaken() {
    assertThat(LINE.violation("שלום")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\nb", "a\r\nb", "a\u2028b"})
  void lineBreaksAreForParagraphsOnly(String text) {
    assertThat(PARAGRAPHS.violation(text)).isEmpty();
    assertThat(code(LINE, text)).isEqualTo("forbidden-character");
  }

  @Test
  void forbiddenCharacterIsNamedInTheDetail() {
    assertThat(LINE.violation("\0").orElseThrow().detail()).contains("U+0000");
  }

  private static String code(TextRule rule, String text) {
    return rule.violation(text).map(TextRule.Violation::code).orElse("none");
  }
}
