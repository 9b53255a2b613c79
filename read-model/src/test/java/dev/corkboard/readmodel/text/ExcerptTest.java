package dev.corkboard.readmodel.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExcerptTest {
  private static final String LONG = "We water the tomatoes each morning. ".repeat(30);

  @Test
  void shortTextIsWholeAndOnOneLine() {
    assertThat(excerpt("  Close\n\nthe\tvents ", "vents")).isEqualTo("Close the vents");
    assertThat(excerpt("", "vents")).isEmpty();
  }

  @Test
  void longTextIsCutAroundTheFirstHit() {
    String excerpt = excerpt(LONG + "Then close the VÉNTS, all of them. " + LONG, "vents");
    assertThat(excerpt).startsWith("…").endsWith("…").contains("Then close the VÉNTS, all")
        .hasSizeLessThanOrEqualTo(160);
    assertThat(excerpt.substring(1, excerpt.length() - 1))
        .isEqualTo(excerpt.substring(1, excerpt.length() - 1).strip());
  }

  @Test
  void firstOfSeveralWordsCounts() {
    assertThat(excerpt(LONG + "a beta " + LONG + "an alpha " + LONG, "alpha beta")).contains("a beta");
  }

  @Test
  void beginningOfTheLastWordCountsAndSoDoPartsOfRuns() {
    assertThat(excerpt(LONG + "greenhouse " + LONG, "green")).contains("greenhouse");
    assertThat(excerpt(LONG + "東京都の温室 " + LONG, "温室")).contains("温室");
    assertThat(excerpt(LONG + "we like c++ " + LONG, "c++")).contains("c++");
  }

  @Test
  void textWithoutAHitIsShownFromItsBeginning() {
    assertThat(excerpt(LONG, "nothing")).startsWith("We water").endsWith("…").hasSizeLessThanOrEqualTo(160);
  }

  @Test
  void noCharacterIsCutInTwo() {
    String emoji = "😀".repeat(500);
    for (String shown : new String[]{excerpt(emoji, "x"), Excerpt.start(emoji, 51),
        excerpt(emoji + " x " + emoji, "x")}) {
      assertThat(shown.replace("…", "").codePoints())
          .allMatch(point -> point == 0x1F600 || point == 'x' || point == ' ');
    }
  }

  private static String excerpt(String text, String typed) {
    return Excerpt.of(text, WordQuery.of(typed));
  }
}
