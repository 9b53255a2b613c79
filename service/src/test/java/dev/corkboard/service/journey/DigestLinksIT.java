package dev.corkboard.service.journey;

import static dev.corkboard.service.journey.Team.BOARD;
import static dev.corkboard.service.journey.Team.NOBODY;
import static dev.corkboard.service.journey.Team.person;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The link of a digest: who has it switches the digest of one person, and needs nothing else. */
class DigestLinksIT {
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String ONE_CLICK = "List-Unsubscribe=One-Click";
  private static final String MULTIPART = """
      --b\r
      Content-Disposition: form-data; name="List-Unsubscribe"\r
      \r
      One-Click\r
      --b--\r
      """;

  @Test
  void oneClickSwitchesTheDigestOffHoweverOftenItIsMade() {
    Client sam = person("sam");
    String link = BOARD.digestLink("sam");
    post(link, FORM, ONE_CLICK).is(200);
    post(link, FORM, ONE_CLICK).is(200);
    assertThat(digest(sam)).isFalse();
    assertThat(planned(sam)).isEqualTo("digest-off");
    post(link, FORM, "digest=on").is(200);
    assertThat(digest(sam)).isTrue();
    assertThat(planned(sam)).isEqualTo("nothing-due");
    post(link, "multipart/form-data; boundary=b", MULTIPART).is(200);
    assertThat(digest(sam)).isFalse();
    assertThat(sam.get("/auth/user").is(200).text("email")).isEqualTo("sam@example.org");
  }

  @Test
  void lookingAtThePageChangesNothing() {
    Client tess = person("tess");
    String link = BOARD.digestLink("tess");
    Reply page = NOBODY.with("Accept", "text/html").get(link).is(200);
    assertThat(page.http().body()).contains("<form method=\"post\">", "value=\"off\"", "tess")
        .doesNotContain("<script");
    assertThat(page.header("Content-Security-Policy").orElseThrow()).contains("default-src 'none'",
        "form-action 'self'");
    assertThat(page.header("Cache-Control")).contains("no-store");
    NOBODY.send("HEAD", link).is(200);
    assertThat(digest(tess)).isTrue();
    post(link, FORM, "digest=off").is(200);
    assertThat(NOBODY.with("Accept", "text/html").get(link).is(200).http().body()).contains("value=\"on\"");
    assertThat(NOBODY.with("Accept", "application/json").get(link).is(200).get("digest").asBoolean()).isFalse();
  }

  @Test
  void linkThatWasTamperedWithChangesNothing() {
    Client uma = person("uma");
    person("vera");
    String link = BOARD.digestLink("uma");
    String signature = link.substring(link.lastIndexOf('.') + 1);
    for (String bad : List.of("uma." + signature.substring(1), "uma." + signature.toLowerCase(), "uma.", "uma",
        "vera." + signature, "uma.x." + signature, "uma." + signature + "A", "nobody-here.AAAA")) {
      Client asker = NOBODY.with("Content-Type", FORM).with("Accept", "application/json");
      asker.send("POST", "/auth/digest/" + bad, BodyPublishers.ofString(ONE_CLICK)).isProblem(404, "not-found");
      asker.without("Content-Type").get("/auth/digest/" + bad).isProblem(404, "not-found");
    }
    Reply page = NOBODY.with("Accept", "text/html").get("/auth/digest/uma.x").is(404);
    assertThat(page.http().body()).contains("This link does not work");
    assertThat(digest(uma)).isTrue();
    assertThat(digest(person("vera"))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"digest=maybe", "x=1", "List-Unsubscribe=Two-Clicks", "%", "digest"})
  void formThatSaysSomethingElseIsRefused(String form) {
    Client will = person("will");
    post(BOARD.digestLink("will"), FORM, form).isProblem(400, "invalid", "digest:invalid");
    post(BOARD.digestLink("will"), "text/plain", ONE_CLICK).isProblem(415, "unsupported-media-type");
    post(BOARD.digestLink("will"), "multipart/form-data", ONE_CLICK).isProblem(400, "invalid", "digest:invalid");
    assertThat(digest(will)).isTrue();
  }

  @Test
  void linkOfATaskLeadsToWhereItCanBeLookedUp() {
    Reply page = NOBODY.get("/tasks/01a1fdb4-c4cd-7509-808f-3de9b934562b").is(200);
    assertThat(page.header("Content-Type").orElseThrow()).startsWith("text/html");
  }

  private static Reply post(String link, String type, String body) {
    return NOBODY.with("Content-Type", type).send("POST", link, BodyPublishers.ofString(body));
  }

  private static boolean digest(Client person) {
    return person.get("/auth/user").is(200).get("digest").asBoolean();
  }

  private static String planned(Client person) {
    return person.get("/api/reminders").is(200).get("planned").path(0).path("reason").asText();
  }
}
