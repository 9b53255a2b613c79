package dev.corkboard.readmodel.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WordQueryTest {

  @ParameterizedTest
  @CsvSource(delimiter = ';', quoteCharacter = '~', textBlock = """
      Plan DRAFT ; ('plan') & ('draft':*)
      "plan draft" ; ('plan' & 'draft')
      one "plan" ; ('one') & ('plan')
      "plan" on ; ('plan') & ('on':*)
      5" "plan" "on ; ('5') & ('plan') & ('on':*)
      plan.png ; ('plan' & 'png':*)
      e-mail x ; ('e' & 'mail' | 'email') & ('x':*)
      C++, c#? .NET ; ('c++') & ('c#') & ('.net':*)
      asp.net x ; ('asp' & 'net') & ('x':*)
      (#42) x ; ('#42') & ('x':*)
      "see #42 now" ; ('#42') & ('see' & '42' & 'now')
      \uD83C\uDF89 x ; ('\uD83C\uDF89') & ('x':*)
      東 ; ('東':*)
      東京都 ; ('東京' & '京都')
      "東京 x" ; ('東京' & '京' & 'x')
      """)
  void asksForAllWords(String typed, String tsquery) {
    assertThat(WordQuery.of(typed).tsquery()).isEqualTo(tsquery);
  }

  @Test
  void onlyWhatStandsTogetherNeedsALook() {
    assertThat(WordQuery.of("plan draft #42").patterns()).isEmpty();
    assertThat(WordQuery.of("\"plan draft\" e-ma").patterns())
        .containsExactly(List.of("% plan draft %"), List.of("% e ma%", "% ema%"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\"\"", "'\"):&|!*", "++ -- ?!", "…", "\u00ad", "\u200b\ufeff", "\u3164", "\u2800",
      "\u0301",
      "€ → $"})
  void thereMayBeNothingToSearchFor(String typed) {
    assertThat(WordQuery.of(typed).isEmpty()).isTrue();
  }
}
