package dev.corkboard.service.journey;

import static dev.corkboard.service.journey.Team.ANNA;
import static dev.corkboard.service.journey.Team.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What a page remembers on a profile. */
class PreferencesIT {

  @Test
  void preferencesMergeAtAnyDepth() {
    Client person = Team.person("prefs");
    assertThat(person.get("/auth/user").is(200).get("preferences")).isEmpty();
    change(person, "{\"theme\": \"dark\", \"board\": {\"dense\": true, \"columns\": [1, 2.5]}}");
    change(person, "{\"board\": {\"dense\": null, \"wide\": {\"x\": null, \"y\": 1}}}");
    assertThat(person.get("/auth/user").get("preferences").toString())
        .isEqualTo("{\"theme\":\"dark\",\"board\":{\"columns\":[1,2.5],\"wide\":{\"y\":1}}}");
    assertThat(person.patch("/auth/user", "{\"first_name\": \"P\"}").is(200).get("preferences").get("theme").asText())
        .isEqualTo("dark");
    assertThat(person.patch("/auth/user", "{\"preferences\": null}").is(200).get("preferences")).isEmpty();
  }

  @Test
  void whatIsTooLargeChangesNothing() {
    Client person = Team.person("prefs2");
    String most = "{\"a\": \"%s\"}".formatted("x".repeat(8_192 - 8));
    assertThat(change(person, most).get("preferences").toString()).hasSize(8_192);
    person.patch("/auth/user", "{\"first_name\": \"New\", \"preferences\": {\"b\": 1}}").isProblem(400, "invalid",
        "preferences:too-large");
    Reply now = person.get("/auth/user").is(200);
    assertThat(now.text("first_name")).isEmpty();
    assertThat(now.get("preferences").has("b")).isFalse();
  }

  @Test
  void onlyObjectsOfTextsThatCanBeStored() {
    ANNA.patch("/auth/user", "{\"preferences\": [1]}").isProblem(400, "invalid", "preferences:wrong-type");
    ANNA.patch("/auth/user", "{\"preferences\": {\"a\": \"\\u0000\"}}").isProblem(400, "invalid",
        "preferences:forbidden-character");
    ANNA.patch("/auth/user", "{\"preferences\": {\"a\": [{\"\\ud800\": 1}]}}").isProblem(400, "invalid",
        "preferences:forbidden-character");
  }

  @Test
  void nobodyElseSeesThem() {
    Client person = Team.person("prefs3");
    change(person, "{\"secret\": 1}");
    assertThat(ROOT.get("/api/admin/users?limit=100").is(200).http().body()).doesNotContain("preferences");
    assertThat(ANNA.get("/api/users/prefs3").is(200).json().propertyStream().map(java.util.Map.Entry::getKey))
        .containsExactly("id", "username", "first_name", "last_name", "time_zone");
  }

  private static Reply change(Client person, String preferences) {
    return person.patch("/auth/user", "{\"preferences\": " + preferences + "}").is(200);
  }
}
