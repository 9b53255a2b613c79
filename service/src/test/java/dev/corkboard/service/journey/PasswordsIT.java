package dev.corkboard.service.journey;

import static dev.corkboard.service.journey.Team.BOARD;
import static dev.corkboard.service.journey.Team.NOBODY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.corkboard.service.embedded.CaughtMail;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** New passwords, with the mail all the way through the broker to the mailbox. */
class PasswordsIT {
  private static final Pattern LINK = Pattern.compile("/reset\\?token=([A-Za-z0-9_-]{43})\\s");

  @Test
  void whoHasForgottenThePasswordGetsAMailAndANewOne() throws Exception {
    Client carl = Team.person("carl");
    asked("Carl@Example.org");
    CaughtMail mail = mails("carl@example.org", 1).getFirst();
    String token = token(mail);
    assertThat(mail.text()).contains(BOARD.url() + "/reset?token=" + token,
        "POST " + BOARD.url() + "/auth/password/reset/confirm", "{\"token\": \"" + token + "\", ");
    confirmed(token, "short").isProblem(400, "invalid", "new_password:too-short");
    confirmed(token, "green-harvester-7").is(204);
    confirmed(token, "green-harvester-8").isProblem(400, "bad-reset-token", "token:bad-reset-token");
    carl.get("/auth/user").isProblem(401, "unauthorized");
    signIn("carl", "purple-tractor-91").isProblem(401, "bad-credentials");
    signIn("carl", "green-harvester-7").is(200);
  }

  @Test
  void theSecretIsWipedOnceItsMailIsSent() throws Exception {
    Team.person("dana");
    asked("dana@example.org");
    String token = token(mails("dana@example.org", 1).getFirst());
    await().until(() -> BOARD.query("""
        select count(*) from reminder.outbox o join reminder.delivery d using (message_id)
        where d.username = 'dana' and d.state = 'sent' and o.payload is null""").equals("1"));
    assertThat(BOARD.query("select string_agg(t::text, '') from reminder.outbox t")).doesNotContain(token);
    assertThat(BOARD.query("select string_agg(t::text, '') from reminder.delivery t")).doesNotContain(token);
  }

  @Test
  void whoIsUnknownOrInactiveIsAnsweredAlikeAndGetsNoMail() throws Exception {
    Team.person("emil");
    Team.ROOT.patch("/api/admin/users/emil", "{\"is_active\": false}").is(200);
    Team.person("frieda");
    asked("nobody-at-all@example.org");
    asked("emil@example.org");
    asked("frieda@example.org");
    mails("frieda@example.org", 1); // theirs would have come before
    assertThat(BOARD.mails()).noneMatch(mail -> mail.to().contains("emil@example.org")
        || mail.to().contains("nobody-at-all@example.org"));
  }

  @Test
  void badRequestsForAMailAreToldSo() {
    NOBODY.post("/auth/password/reset", "{\"email\": \"no address\"}").isProblem(400, "invalid",
        "email:invalid-email");
    NOBODY.post("/auth/password/reset", "{}").isProblem(400, "invalid", "email:required");
    NOBODY.post("/auth/password/reset", "{\"email\": null}").isProblem(400, "invalid", "email:null-not-allowed");
    NOBODY.post("/auth/password/reset", "{\"email\": \"a@example.org\", \"username\": \"a\"}").isProblem(400, "invalid",
        "username:unknown-field");
    confirmed("nonsense", "green-harvester-7").isProblem(400, "bad-reset-token", "token:bad-reset-token");
    confirmed("x".repeat(43), "green-harvester-7").isProblem(400, "bad-reset-token", "token:bad-reset-token");
    NOBODY.post("/auth/password/reset/confirm", "{}").isProblem(400, "invalid", "token:required",
        "new_password:required");
  }

  @Test
  void changeKeepsThisSessionAndEndsTheOthers() {
    Client here = Team.person("gina");
    Client there = Team.signIn("gina");
    there.get("/auth/user").is(200);
    change(here, "not-my-password", "green-harvester-7").isProblem(400, "wrong-password",
        "old_password:wrong-password");
    change(here, "purple-tractor-91", "password123").isProblem(400, "invalid", "new_password:common-password");
    change(here, "purple-tractor-91", "gina@example.org").isProblem(400, "invalid", "new_password:common-password");
    there.get("/auth/user").is(200);
    change(here, "purple-tractor-91", "green-harvester-7").is(204);
    here.get("/auth/user").is(200);
    there.get("/auth/user").isProblem(401, "unauthorized");
    signIn("gina", "purple-tractor-91").isProblem(401, "bad-credentials");
    signIn("gina", "green-harvester-7").is(200);
    change(NOBODY, "purple-tractor-91", "green-harvester-7").isProblem(401, "unauthorized");
  }

  private static void asked(String email) {
    Reply reply = NOBODY.post("/auth/password/reset", "{\"email\": \"%s\"}".formatted(email)).is(202);
    assertThat(reply.http().body()).isEmpty();
  }

  private static Reply confirmed(String token, String newPassword) {
    return NOBODY.post("/auth/password/reset/confirm",
        "{\"token\": \"%s\", \"new_password\": \"%s\"}".formatted(token, newPassword));
  }

  private static Reply change(Client who, String oldPassword, String newPassword) {
    return who.post("/auth/password/change",
        "{\"old_password\": \"%s\", \"new_password\": \"%s\"}".formatted(oldPassword, newPassword));
  }

  private static Reply signIn(String name, String password) {
    return NOBODY.post("/auth/obtain_token",
        "{\"username\": \"%s\", \"password\": \"%s\"}".formatted(name, password));
  }

  private static List<CaughtMail> mails(String to, int atLeast) {
    return await().atMost(Duration.ofSeconds(30)).until(() -> mails(to), mails -> mails.size() >= atLeast);
  }

  private static List<CaughtMail> mails(String to) throws IOException {
    return BOARD.mails().stream().filter(mail -> mail.to().contains(to)).toList();
  }

  private static String token(CaughtMail mail) {
    Matcher link = LINK.matcher(mail.text());
    assertThat(link.find()).as(mail.text()).isTrue();
    return link.group(1);
  }
}
