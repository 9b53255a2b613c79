package dev.corkboard.service.journey;

import static dev.corkboard.service.journey.Team.ANNA;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cursors that look like ours and were made up. */
class CursorsIT {

  @ParameterizedTest
  @ValueSource(strings = {"0000-01-01", "-0001-01-01", "+10000-01-01", "2026-02-30", "infinity", "-infinity", "now",
      "NaN", "Infinity", "1e999", "-0", "0x1p3", "1d", " 1 ", "", "\\u0000", "a\\u0000", "\\ud800", "\\udc00",
      "99999999999999999999", "-99999999999", "253402300799999", "' or 1=1", "\\uffff"})
  void madeUpCursorHarmsNothing(String key) {
    for (String ordering : List.of("order", "-order", "name", "due", "-due", "created_at", "-updated_at")) {
      for (String id : List.of("x", "", "\\u0000", "\\ud800", "01890a5d-ac96-774b-bcce-b302099a8057")) {
        String json = "[\"%s\",\"%s\",\"%s\"]".formatted(ordering, key, id);
        String cursor = Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(UTF_8));
        Reply page = ANNA.get("/api/tasks?ordering=" + ordering + "&cursor=" + cursor);
        assertThat(page.status()).as(json).isIn(200, 400);
        if (page.status() == 400) page.isProblem(400, "invalid", "cursor:invalid");
      }
    }
  }
}
