package dev.corkboard.service.journey;

import static dev.corkboard.service.journey.Team.NOBODY;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Guessing passwords from one address; that it locks nobody out elsewhere is tested in {@code AuthRoutesIT}. */
class ThrottlingIT {

  @Test
  void aForgedForwardedHeaderBuysNoFurtherGuesses() {
    Team.person("paul");
    for (int i = 0; i < 5; i++) {
      signIn(NOBODY.with("X-Forwarded-For", "203.0.113." + i), "\"username\": \"paul\"", "not-my-password")
          .isProblem(401, "bad-credentials");
    }
    Reply slowed = signIn(NOBODY.with("X-Forwarded-For", "198.51.100.1, 203.0.113.77"), "\"username\": \"paul\"",
        "purple-tractor-91").isProblem(429, "too-many-attempts");
    assertThat(Integer.parseInt(slowed.header("Retry-After").orElseThrow())).isBetween(1, 900);
    signIn(NOBODY.with("Forwarded", "for=203.0.113.9").with("X-Real-IP", "203.0.113.9"),
        "\"email\": \"paul@example.org\"",
        "purple-tractor-91").isProblem(429, "too-many-attempts");
  }

  @Test
  void namesThatDoNotExistAreSlowedDownAlike() {
    for (int i = 0; i < 5; i++)
      signIn(NOBODY, "\"username\": \"no-such-person\"", "purple-tractor-91").isProblem(401, "bad-credentials");
    signIn(NOBODY, "\"username\": \"No-Such-Person\"", "purple-tractor-91").isProblem(429, "too-many-attempts");
  }

  @Test
  void wrongPasswordsCountWhereverTheyAreAsked() {
    Client rita = Team.person("rita");
    for (int i = 0; i < 3; i++) {
      rita.post("/auth/password/change",
          "{\"old_password\": \"not-mine-%d\", \"new_password\": \"green-harvester-7\"}".formatted(i))
          .isProblem(400, "wrong-password", "old_password:wrong-password");
    }
    for (int i = 0; i < 2; i++) {
      rita.patch("/auth/user", "{\"email\": \"rita2@example.org\", \"password\": \"not-mine-%d\"}".formatted(i))
          .isProblem(400, "wrong-password", "password:wrong-password");
    }
    rita.post("/auth/password/change",
        "{\"old_password\": \"purple-tractor-91\", \"new_password\": \"green-harvester-7\"}")
        .isProblem(429, "too-many-attempts");
    signIn(NOBODY, "\"username\": \"rita\"", "purple-tractor-91").isProblem(429, "too-many-attempts");
    rita.get("/auth/user").is(200);
  }

  private static Reply signIn(Client from, String who, String password) {
    return from.post("/auth/obtain_token", "{%s, \"password\": \"%s\"}".formatted(who, password));
  }
}
