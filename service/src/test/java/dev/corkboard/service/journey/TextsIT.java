package dev.corkboard.service.journey;

import static dev.corkboard.service.journey.Team.ANNA;
import static dev.corkboard.service.journey.Team.BEN;
import static dev.corkboard.service.journey.Team.person;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts that show nothing, and texts that look the same. */
class TextsIT {

  @ParameterizedTest
  @ValueSource(strings = {"\u00AD", "\u200B", "\u2060", "\u2800", "\u3164", "\uFEFF", "\u115F", "\uFFA0", "\uFE0F",
      "\uDB40\uDC20", " \u200B\u00A0"})
  void textThatShowsNothingIsRefusedWhereverSomethingIsAskedFor(String nothing) {
    ANNA.post("/api/tasks", "{\"name\": \"%s\"}".formatted(nothing)).isProblem(400, "invalid", "name:blank");
    ANNA.post("/api/tasks", "{\"name\": \"n\", \"labels\": [\"%s\"]}".formatted(nothing))
        .isProblem(400, "invalid", "labels:blank");
    ANNA.post("/api/sprints", "{\"name\": \"%s\", \"end\": \"2099-01-01\"}".formatted(nothing))
        .isProblem(400, "invalid", "name:blank");
    ANNA.post("/api/posts", "{\"title\": \"%s\", \"content\": \"%s\"}".formatted(nothing, nothing))
        .isProblem(400, "invalid", "title:blank", "content:blank");
    ANNA.post("/api/tweets", "{\"text\": \"%s\"}".formatted(nothing)).isProblem(400, "invalid", "text:blank");
    ANNA.get("/api/tasks?label=" + encoded(nothing)).isProblem(400, "invalid", "label:invalid");
    ANNA.post("/api/tasks", "{\"name\": \"n%s\", \"description\": \"%s\"}".formatted(nothing, nothing)).is(201);
  }

  @Test
  void labelsThatLookTheSameAreOneAndAreFoundInEitherForm() {
    Reply task = ANNA.post("/api/tasks", """
        {"name": "Cafe\u0301", "labels": ["re\u0301sume\u0301", "r\u00E9sum\u00E9", "other"]}""").is(201);
    assertThat(task.text("name")).isEqualTo("Caf\u00E9");
    assertThat(task.get("labels").valueStream().map(label -> label.asText())).containsExactly("r\u00E9sum\u00E9",
        "other");
    for (String label : new String[]{"re\u0301sume\u0301", "r\u00E9sum\u00E9"})
      assertThat(BEN.after(task).get("/api/tasks?label=" + encoded(label)).is(200).results("id"))
          .containsExactly(task.id());
    Reply same = BEN.ifMatch(1).patch("/api/tasks/" + task.id(), "{\"name\": \"Cafe\u0301\"}").is(200);
    assertThat(same.revision()).isEqualTo(1);
  }

  @Test
  void otherTextsAreStoredInOneFormToo() {
    Reply post = ANNA.post("/api/posts", "{\"title\": \"A\u030A\", \"content\": \"\u1100\u1161\"}").is(201);
    assertThat(post.text("title") + post.text("content")).isEqualTo("\u00C5\uAC00");
    assertThat(ANNA.post("/api/tweets", "{\"text\": \"e\u0301\"}").is(201).text("text")).isEqualTo("\u00E9");
    Reply sprint = ANNA.post("/api/sprints", "{\"name\": \"e\u0301\", \"end\": \"2099-01-01\"}").is(201);
    assertThat(sprint.text("name")).isEqualTo("\u00E9");
    Client zoe = person("zoe");
    assertThat(zoe.patch("/auth/user", "{\"first_name\": \"Zoe\u0308\"}").is(200).text("first_name"))
        .isEqualTo("Zo\u00EB");
  }

  /** To put a long row of marks in order would take minutes. */
  @Test
  void marksWithoutEndAreRefused() {
    String marks = "a" + "\u0315\u0300".repeat(100_000);
    ANNA.post("/api/posts", "{\"title\": \"t\", \"content\": \"" + marks + "\"}")
        .isProblem(400, "invalid", "content:forbidden-character");
    assertThat(ANNA.post("/api/tweets", "{\"text\": \"z" + "\u0335".repeat(20) + "\"}").is(201).text("text"))
        .hasSize(21);
  }

  /** The Kelvin sign is K in NFC, and k in small letters. */
  @Test
  void usernamesAreNeverMadeOfOtherSigns() {
    person("kim");
    ANNA.post("/api/tasks", "{\"name\": \"n\", \"assigned\": \"\u212Aim\"}")
        .isProblem(400, "invalid", "assigned:unknown-user");
    ANNA.get("/api/tasks?assigned=" + encoded("\u212Aim")).isProblem(400, "invalid", "assigned:invalid");
    Team.NOBODY.post("/auth/signup",
        "{\"username\": \"\u212Aate\", \"email\": \"k@example.org\", \"password\": \"purple-tractor-91\"}")
        .isProblem(400, "invalid", "username:invalid-username");
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
