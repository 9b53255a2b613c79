package dev.corkboard.service.journey;

import static dev.corkboard.service.journey.Team.ANNA;
import static dev.corkboard.service.journey.Team.NOBODY;
import static dev.corkboard.service.journey.Team.ROOT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What administrators do with accounts. Root stays the only administrator outside of these tests. */
class AdminUsersIT {
  private static final String USERS = "/api/admin/users";

  @Test
  void allProfilesAreListedByUsernameInPages() {
    Team.person("karl");
    Team.person("lena");
    ROOT.patch(USERS + "/karl", "{\"is_active\": false}").is(200);
    List<String> names = new ArrayList<>();
    String cursor = "";
    do {
      Reply page = ROOT.get(USERS + "?limit=2" + cursor).is(200);
      names.addAll(page.results("username"));
      cursor = page.get("next").isNull() ? "" : "&cursor=" + page.text("next");
    } while (!cursor.isEmpty());
    assertThat(names).isSorted().doesNotHaveDuplicates().contains("karl", "lena", "root");
    assertThat(ROOT.get(USERS + "?limit=1").results().getFirst().propertyStream().map(Map.Entry::getKey))
        .containsExactly("id", "username", "email", "email_confirmed", "pending_email", "first_name", "last_name",
            "time_zone", "digest_hour", "digest", "is_admin", "is_active", "created_at");
    ROOT.get(USERS + "?is_active=true").isProblem(400, "invalid", "is_active:unknown-parameter");
  }

  @Test
  void administratorsOnly() {
    ANNA.get(USERS).isProblem(403, "forbidden");
    ANNA.patch(USERS + "/anna", "{\"is_admin\": true}").isProblem(403, "forbidden");
    NOBODY.get(USERS).isProblem(401, "unauthorized");
    NOBODY.patch(USERS + "/anna", "{\"is_admin\": true}").isProblem(401, "unauthorized");
  }

  @Test
  void inactiveUserIsOutUntilLetInAgain() {
    Client mia = Team.person("mia");
    String refresh = signIn("mia").is(200).text("refresh_token");
    Reply out = ROOT.patch(USERS + "/Mia", "{\"is_active\": false}").is(200);
    assertThat(out.get("is_active").asBoolean()).isFalse();
    mia.get("/auth/user").isProblem(401, "unauthorized");
    signIn("mia").isProblem(401, "bad-credentials");
    NOBODY.post("/auth/refresh_token", "{\"refresh_token\": \"%s\"}".formatted(refresh)).isProblem(401,
        "session-revoked");
    assertThat(ANNA.get("/api/users/mia").is(200).text("username")).isEqualTo("mia");
    assertThat(ANNA.get("/api/users?limit=100").results("username")).doesNotContain("mia").contains("anna");
    Client repeating = ANNA.with("Idempotency-Key", "for-mia"); // the first command of all may take too long
    await()
        .until(() -> repeating.post("/api/tasks", "{\"name\": \"For later\", \"assigned\": \"mia\"}").status() == 201);
    ROOT.patch(USERS + "/mia", "{\"is_active\": true}").is(200);
    signIn("mia").is(200);
    mia.get("/auth/user").isProblem(401, "unauthorized");
  }

  @Test
  void rightsCountAtOnceForTokensThatAreOut() {
    Client nora = Team.person("nora");
    nora.get(USERS).isProblem(403, "forbidden");
    assertThat(ROOT.patch(USERS + "/nora", "{\"is_admin\": true}").is(200).get("is_admin").asBoolean()).isTrue();
    nora.get(USERS).is(200);
    assertThat(nora.patch(USERS + "/nora", "{\"is_admin\": false}").is(200).get("is_admin").asBoolean()).isFalse();
    nora.get(USERS).isProblem(403, "forbidden");
  }

  @Test
  void badChangesAreToldSo() {
    Team.person("olga");
    ROOT.patch(USERS + "/nobody", "{\"is_admin\": true}").isProblem(404, "not-found");
    ROOT.patch(USERS + "/olga", "{\"is_admin\": null, \"email\": \"a@b.cc\", \"is_active\": \"no\"}").isProblem(400,
        "invalid", "is_admin:null-not-allowed", "email:unknown-field", "is_active:wrong-type");
    assertThat(ROOT.patch(USERS + "/olga", "{}").is(200).text("username")).isEqualTo("olga");
    assertThat(ROOT.patch(USERS + "/olga", "{\"is_active\": true}").is(200).get("is_active").asBoolean()).isTrue();
  }

  @Test
  void theLastAdministratorStays() {
    ROOT.patch(USERS + "/root", "{\"is_admin\": false}").isProblem(409, "last-admin");
    ROOT.patch(USERS + "/root", "{\"is_active\": false}").isProblem(409, "last-admin");
    assertThat(ROOT.get("/auth/user").is(200).get("is_admin").asBoolean()).isTrue();
  }

  private static Reply signIn(String name) {
    return NOBODY.post("/auth/obtain_token",
        "{\"username\": \"%s\", \"password\": \"purple-tractor-91\"}".formatted(name));
  }
}
