package dev.corkboard.readmodel.query;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.corkboard.readmodel.json.Json;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ResultsTest {
  private final Results results = new Results();

  /** One member, of some bytes. */
  private record Text(String text) {}

  private static Text ofBytes(int bytes) {
    return new Text("x".repeat(bytes));
  }

  @Test
  void answerHasResultsAndNext() throws IOException {
    results.add(new Text("a"));
    results.add(new Text("b"));
    JsonNode answer = Json.mapper().readTree(results.answer(Optional.of("here")));
    assertThat(answer).isEqualTo(Json.mapper().readTree("""
        {"results": [{"text": "a"}, {"text": "b"}], "next": "here"}"""));
    assertThat(Json.mapper().readTree(new Results().answer(Optional.empty()))).isEqualTo(Json.mapper().readTree("""
        {"results": [], "next": null}"""));
  }

  @Test
  void whatHasNoRoomIsNotAdded() {
    assertThat(results.add(ofBytes(600_000))).isTrue();
    assertThat(results.add(ofBytes(600_000))).isFalse();
    assertThat(results.add(ofBytes(400_000))).isTrue();
    assertThat(results.count()).isEqualTo(2);
    assertThat(results.answer(Optional.empty()).length).isBetween(1_000_000, Results.MOST_BYTES + 100);
  }

  @Test
  void firstAlwaysHasRoom() {
    assertThat(results.add(ofBytes(2 * Results.MOST_BYTES))).isTrue();
    assertThat(results.add(ofBytes(1))).isFalse();
  }

  @Test
  void emojiIsFourBytes() {
    for (int before = 0; before < 8; before++) {
      String text = "x".repeat(before) + "😀".repeat(50_000) + "é漢";
      assertThat(new String(Json.bytes(text), UTF_8)).isEqualTo('"' + text + '"');
    }
  }
}
