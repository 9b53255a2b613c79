package dev.corkboard.service.journey;

import static dev.corkboard.service.journey.Team.BOARD;
import static dev.corkboard.service.journey.Team.NOBODY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.corkboard.service.embedded.CaughtMail;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Confirming an address, with the mail all the way through the broker to the mailbox. */
class EmailConfirmationsIT {
  private static final Pattern LINK = Pattern.compile("/confirm\\?token=([A-Za-z0-9_-]{43})\\s");

  @Test
  void addressIsConfirmedByTheLinkAndAChangedOneWaitsForIts() throws Exception {
    NOBODY.post("/auth/signup", """
        {"username": "ursula", "email": "Ursula@example.org", "password": "%s"}""".formatted(Team.PASSWORD)).is(201);
    Client ursula = Team.signIn("ursula");
    CaughtMail first = mail("Ursula@example.org");
    assertThat(first.text()).contains("POST " + BOARD.url() + "/auth/email/confirm", "ursula");
    assertThat(subscriber()).isEqualTo("Ursula@example.org f");
    confirm(token(first)).is(204);
    assertThat(subscriber()).isEqualTo("Ursula@example.org t");
    confirm(token(first)).isProblem(400, "bad-confirm-token", "token:bad-confirm-token");

    Reply waiting = ursula.patch("/auth/user", "{\"email\": \"u2@example.org\", \"password\": \"%s\"}"
        .formatted(Team.PASSWORD)).is(200);
    assertThat(waiting.text("email")).isEqualTo("Ursula@example.org");
    assertThat(waiting.text("pending_email")).isEqualTo("u2@example.org");
    CaughtMail second = mail("u2@example.org");
    assertThat(subscriber()).isEqualTo("Ursula@example.org t");
    confirm(token(second)).is(204);
    assertThat(subscriber()).isEqualTo("u2@example.org t");
    ursula.send("POST", "/auth/email/resend").isProblem(409, "nothing-to-confirm");
    assertThat(BOARD.query("select string_agg(t::text, '') from reminder.outbox t"))
        .doesNotContain(token(first), token(second));
  }

  private static Reply confirm(String token) {
    return NOBODY.post("/auth/email/confirm", "{\"token\": \"" + token + "\"}");
  }

  private static String subscriber() throws Exception {
    return BOARD.query("select email || case when confirmed then ' t' else ' f' end from reminder.subscriber"
        + " where username = 'ursula'");
  }

  /** Once it is sent and the copy of its secret is gone. */
  private static CaughtMail mail(String address) {
    await().until(() -> BOARD.query("""
        select count(*) from reminder.outbox join reminder.delivery using (message_id)
        where reminder.delivery.username = 'ursula' and state <> 'sent'""").equals("0"));
    List<CaughtMail> mails = await().until(() -> BOARD.mails().stream()
        .filter(mail -> mail.to().contains(address)).toList(), found -> !found.isEmpty());
    assertThat(mails).hasSize(1);
    return mails.getFirst();
  }

  private static String token(CaughtMail mail) {
    Matcher link = LINK.matcher(mail.text());
    assertThat(link.find()).as(mail.text()).isTrue();
    return link.group(1);
  }
}
