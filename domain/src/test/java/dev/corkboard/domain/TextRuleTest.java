package dev.corkboard.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextRuleTest {
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
