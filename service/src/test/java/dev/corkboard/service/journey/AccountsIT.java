package dev.corkboard.service.journey;

import static dev.corkboard.service.journey.Team.ANNA;
import static dev.corkboard.service.journey.Team.NOBODY;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Accounts and the board together; accounts alone are tested in {@code AuthRoutesIT}. */
class AccountsIT {
  private static final String PASSWORD = "purple-tractor-91";

  @Test
  void whoSignsUpWorksAtOnce() {
    NOBODY.post("/auth/signup", """
        {"username": "Newcomer", "email": "new@example.org", "password": "%s"}""".formatted(PASSWORD)).is(201);
    Reply task = ANNA.post("/api/tasks", "{\"name\": \"n\", \"assigned\": \"newcomer\"}").is(201);
    Client newcomer = Team.signIn("newcomer");
    assertThat(newcomer.after(task).get("/api/tasks?assigned=newcomer").results("id")).containsExactly(task.id());
    assertThat(newcomer.post("/api/tweets", "{\"text\": \"Hello\"}").is(201).text("author")).isEqualTo("newcomer");
    assertThat(ANNA.get("/api/users/newcomer").is(200).text("username")).isEqualTo("newcomer");
  }

  @Test
  void whoIsSignedOutWritesNothing() {
    Client session = Team.signIn("ben");
    session.post("/api/tweets", "{\"text\": \"Bye\"}").is(201);
    session.post("/auth/logout", "{\"all\": true}").isProblem(400, "invalid", "all:unknown-field");
    session.post("/auth/logout", "{").isProblem(400, "malformed");
    session.post("/auth/logout", "{}").is(204);
    session.post("/api/tweets", "{\"text\": \"Still here\"}").isProblem(401, "unauthorized");
    session.get("/api/tweets").isProblem(401, "unauthorized");
  }

  @Test
  void createdThingsSayWhereTheyAre() {
    Reply created = NOBODY.post("/auth/signup", """
        {"username": "located", "email": "located@example.org", "password": "%s"}""".formatted(PASSWORD)).is(201);
    assertThat(created.header("Location").orElseThrow()).endsWith("/api/users/located");
  }
}
