package dev.corkboard.service.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.corkboard.service.reminder.Messages;
import dev.corkboard.service.reminder.Messages.Line;
import dev.corkboard.service.reminder.Messages.Person;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MailTemplatesTest {
  private static final LocalDate TODAY = LocalDate.parse("2026-11-21");
  private static final Person ANNA = new Person("anna", "anna@example.org", "Asia/Kathmandu");

  private final MailTemplates templates = new MailTemplates(URI.create("https://board.test"));
  private final Smtp smtp = new Smtp(
      new SmtpSettings("localhost", 25, Optional.empty(), Optional.empty(), "Corkboard <board@example.org>"));

  @Test
  void subjectCountsWhatIsDueAndWhatIsLate() {
    assertThat(templates.render(digest(1, 0)).subject()).isEqualTo("1 task due today");
    assertThat(templates.render(digest(3, 2)).subject()).isEqualTo("3 tasks due today, 2 overdue");
  }

  @Test
  void onlyFiftyTasksAreListed() {
    Mail mail = templates.render(digest(53, 1));
    assertThat(mail.text()).contains("and 3 more").containsOnlyOnce("Overdue");
    assertThat(mail.html()).contains("and 3 more");
    assertThat(mail.html().split("<li ")).hasSize(1 + 50 + 1);
  }

  @Test
  void markupInNamesStaysText() {
    Mail mail = templates.render(task("<script>alert(\"1\")</script> & 100%s", "a\"b/../c"));
    assertThat(mail.html()).doesNotContain("<script>")
        .contains("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; 100%s", "/tasks/a%22b%2F..%2Fc");
  }

  @Test
  void resetMailHasALinkAndTheCallToMake() {
    Mail mail = templates
        .render(new Messages.PasswordReset("password-reset:1", Messages.PASSWORD_RESET, ANNA, "s3-cret_",
            Instant.parse("2026-11-21T09:00:00Z")));
    assertThat(mail.text()).contains("https://board.test/password/reset?token=s3-cret_\n", "\ns3-cret_\n",
        "POST https://board.test/auth/password/reset/confirm\n{\"token\": \"s3-cret_\", \"new_password\": \"...\"}",
        "21 November 2026, 09:00 UTC");
    assertThat(mail.html()).contains("href=\"https://board.test/password/reset?token=s3-cret_\"",
        "{&quot;token&quot;: &quot;s3-cret_&quot;");
  }

  @Test
  void aNameCannotAddAHeader() throws Exception {
    String mail = written(task("x\r\nBcc: evil@example.org\r\n\r\nBody \u2028 äöü", "t1"));
    String headers = mail.substring(0, mail.indexOf("\r\n\r\n"));
    assertThat(headers).contains("Subject: ").doesNotContainPattern("(?m)^Bcc:");
  }

  @Test
  void anAddressWithALineBreakIsRefused() {
    Person evil = new Person("anna", "anna@example.org\r\nBcc: evil@example.org", "UTC");
    Messages.Message message = new Messages.Reminder("task:t1:x", "task", evil, TODAY, List.of(line("t1")), List.of());
    assertThat(catchThrowable(
        () -> smtp.compose(message, templates.render(message), Instant.EPOCH))).isInstanceOf(AddressException.class);
  }

  @Test
  void aRepeatCarriesTheSameMessageId() throws Exception {
    MimeMessage one = smtp.compose(digest(1, 0), templates.render(digest(1, 0)), Instant.EPOCH);
    MimeMessage two = smtp.compose(digest(2, 1), templates.render(digest(2, 1)), Instant.EPOCH.plusSeconds(9));
    assertThat(one.getMessageID()).isEqualTo(two.getMessageID()).matches("<[0-9a-f]{32}@example\\.org>");
  }

  private String written(Messages.Message message) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    smtp.compose(message, templates.render(message), Instant.EPOCH).writeTo(bytes);
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static Messages.Message digest(int today, int overdue) {
    return new Messages.Reminder("digest:anna:2026-11-21", "digest", ANNA, TODAY,
        Collections.nCopies(today, line("t1")), Collections.nCopies(overdue, line("t2")));
  }

  private static Messages.Message task(String name, String id) {
    Line line = new Line(id, name, Optional.empty(), "in_progress", Optional.empty());
    return new Messages.Reminder("task:t1:x", "task", ANNA, TODAY, List.of(line), List.of());
  }

  private static Line line(String id) {
    return new Line(id, "Paint", Optional.of(TODAY), "todo", Optional.of("s1"));
  }
}
