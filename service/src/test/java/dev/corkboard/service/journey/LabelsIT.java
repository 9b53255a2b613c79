package dev.corkboard.service.journey;

import static dev.corkboard.service.journey.Team.ANNA;
import static dev.corkboard.service.journey.Team.BEN;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LabelsIT {
  private static final String LABELS = "/api/labels";

  @Test
  void labelsAreCountedAndStandInTheOrderOfNames() {
    Reply last = task("kiwi 10", "kiwi 9");
    last = task("kiwi 9", "Kíwi 9b");
    Reply gone = task("kiwi 9", "kiwi gone");
    Reply deleted = ANNA.delete("/api/tasks/" + gone.id()).is(204);
    List<String> all = new ArrayList<>();
    Client reader = BEN.after(last, deleted);
    String next = "";
    for (int page = 0; page < 1000; page++) {
      Reply reply = reader.get(LABELS + "?limit=2" + next).is(200);
      for (JsonNode label : reply.results())
        all.add(label.get("label").asText() + "=" + label.get("count").asLong());
      if (reply.get("next").isNull()) break;
      assertThat(reply.header("Link").orElseThrow()).contains("cursor=" + reply.text("next"));
      next = "&cursor=" + reply.text("next");
    }
    assertThat(all).doesNotHaveDuplicates();
    assertThat(all.stream().filter(label -> label.matches("[Kk].wi .*"))).containsExactly("kiwi 9=2", "Kíwi 9b=1",
        "kiwi 10=1");
  }

  @Test
  void badPageIsRefusedAndAKnownOneIsNotSentAgain() {
    ANNA.get(LABELS + "?cursor=x").isProblem(400, "invalid", "cursor:invalid");
    ANNA.get(LABELS + "?q=x").isProblem(400, "invalid", "q:unknown-parameter");
    Client reader = BEN.after(task("fig"));
    String etag = reader.get(LABELS).is(200).header("ETag").orElseThrow();
    assertThat(etag).isNotBlank();
    reader.with("If-None-Match", "*").get(LABELS).is(304);
  }

  private static Reply task(String... labels) {
    return ANNA.post("/api/tasks", "{\"name\": \"n\", \"labels\": [\"" + String.join("\", \"", labels) + "\"]}")
        .is(201);
  }
}
