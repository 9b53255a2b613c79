package dev.corkboard.service.reminder;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Messages with a token are as docs/schemas has them, and are read as they were written. */
class SecretMessagesTest {
  private static final Instant SOON = Instant.parse("2026-11-28T09:00:00Z");

  @Test
  void invitation() throws Exception {
    judge(
        new Messages.Invitation("invitation:1", Messages.INVITATION, new Messages.Person("", "ben@example.org", "UTC"),
            "s3-cret_", SOON, "anna"));
  }

  @Test
  void confirmation() throws Exception {
    judge(new Messages.ConfirmEmail("confirm-email:1", Messages.CONFIRM_EMAIL,
        new Messages.Person("anna", "anna@example.org", "UTC"), "s3-cret_", SOON));
  }

  private static void judge(Messages.Message message) throws Exception {
    byte[] body = Messages.write(message).getBytes(UTF_8);
    new MessageSchemas().judge("mail." + message.kind(), body);
    assertThat(Messages.read(body)).isEqualTo(message);
    assertThat(message.toString()).doesNotContain("s3-cret_");
  }
}
