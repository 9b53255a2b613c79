package dev.corkboard.readmodel.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.lang.UCharacter;
import dev.corkboard.readmodel.projection.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Locale;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class WordsTest {
  private static final Pattern UNSEEN = Pattern.compile("\\\\u([0-9a-f]{4})");
  /** The number of the rule, and the first shape of each view with words that were made by it. */
  private static final int RULE = 2;
  private static final Map<String, Integer> SINCE = Map.of("posts", 2, "post_versions", 2, "sprints", 2,
      "sprint_versions", 2, "tasks", 2, "task_versions", 2, "tweets", 2);

  /**
   * What stands in the views has been made by this rule. If it changes, by another release of ICU or Lucene too, all shapes
   * with words get another number, these stand above, and a file of the next rule is added here.
   */
  @Test
  void textsHaveTheWordsOfTheirShape() throws IOException, NoSuchAlgorithmException {
    assertThat(SINCE).allSatisfy((view, shape) -> assertThat(Shape.of(view).number()).isGreaterThanOrEqualTo(shape));
    List<String> golden = golden("words-" + RULE + ".txt");
    List<String> now = new ArrayList<>();
    for (String line : golden.subList(0, golden.size() - 2)) {
      String text = line.substring(0, line.indexOf(" => "));
      now.add(text + " => " + Words.of(List.of(unescaped(text))));
    }
    now.add("words of all characters => " + digest(text -> Words.of(List.of(text))));
    now.add("names of all characters => " + digest(NameOrder::key));
    assertThat(now).containsExactlyElementsOf(golden);
  }

  @Test
  void quickWayForAsciiMakesWhatFoldingMakes() {
    Random random = new Random(7);
    String letters = "abcxyzABCXYZ0189";
    for (int i = 0; i < 1_000; i++) {
      StringBuilder word = new StringBuilder();
      for (int length = 1 + random.nextInt(12); length > 0; length--)
        word.append(letters.charAt(random.nextInt(letters.length())));
      assertThat(Letters.fold(word.toString())).containsExactly(Part.word(word.toString().toLowerCase(Locale.ROOT)));
    }
  }

  @Test
  void whateverStandsInATextIsPartedTheSameInASearch() {
    Random random = new Random(11);
    String signs = "aB1 .-_'#+\"/:@&,\u00e4\u0301\u00ad\u200d\u4e00\u65e5\u3042\u30fc\uac00\u0e01\u0e49\u0627\u064b\u2122\ufdfa\u00bd";
    for (int i = 0; i < 1_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int length = 1 + random.nextInt(10); length > 0; length--)
        text.append(signs.charAt(random.nextInt(signs.length())));
      String typed = text.toString().replace("\"", "");
      String words = Words.of(List.of(typed));
      for (List<String> patterns : WordQuery.of(typed).patterns())
        assertThat(patterns).as(escaped(typed)).anyMatch(pattern -> isLike(words, pattern));
    }
  }

  @Test
  void longestTextsFitIntoTheDatabase() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 33_333; i++)
      text.append("\ufdfa").append((char) ('\u4e00' + i % 20_000)).append(' ');
    String words = Words.of(List.of("title", text.toString()));
    assertThat(words.getBytes(UTF_8)).hasSizeBetween(999_000, 1_000_000);
    assertThat(words).startsWith(" title ").endsWith(" ");
    assertThat(Words.of(List.of("x".repeat(100_000)))).isEqualTo(" " + "x".repeat(200) + " ");
  }

  private static boolean isLike(String words, String pattern) {
    return words.contains(pattern.substring(1, pattern.length() - 1));
  }

  /** Of what each character but the ten thousands of one kind folds to. */
  private static String digest(UnaryOperator<String> made) throws NoSuchAlgorithmException {
    MessageDigest all = MessageDigest.getInstance("SHA-256");
    for (int point = 0; point < 0x20000; point++) {
      boolean many = point >= 0x3400 && point < 0xF900 || point >= 0x10000 && point < 0x1D000;
      if (!many && UCharacter.isDefined(point))
        all.update(made.apply("a" + Character.toString(point) + "b").getBytes(UTF_8));
    }
    return HexFormat.of().formatHex(all.digest());
  }

  private static List<String> golden(String name) throws IOException {
    try (InputStream file = WordsTest.class.getResourceAsStream("/text/" + name)) {
      assertThat(file).as(name).isNotNull();
      return new String(file.readAllBytes(), UTF_8).lines().toList();
    }
  }

  private static String unescaped(String text) {
    return UNSEEN.matcher(text).replaceAll(found -> Character.toString(Integer.parseInt(found.group(1), 16)));
  }

  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    text.chars().forEach(letter -> escaped.append("\\u%04x".formatted(letter)));
    return escaped.toString();
  }
}
