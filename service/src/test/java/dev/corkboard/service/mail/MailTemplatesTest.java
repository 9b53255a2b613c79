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
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailTemplatesTest {
  private static final LocalDate TODAY = LocalDate.parse("2026-11-21");
  private static final Person ANNA = new Person("anna", "anna@example.org", "Asia/Kathmandu");

  private static final MailFacts FACTS = new MailFacts() {
    @Override
    public Map<String, String> sprintNames(Set<String> ids) {
      return ids.contains("s1") ? Map.of("s1", "Spring <clean>\r\nX-Evil: 1") : Map.of();
    }

    @Override
    public Optional<String> digestSwitch(String username) {
      return Optional.of("https://board.test/auth/digest/" + username + ".sig");
    }
  };

  private final MailTemplates templates = new MailTemplates(URI.create("https://board.test"), FACTS);
  private final Smtp smtp = new Smtp(
      new SmtpSettings("localhost", 25, Optional.empty(), Optional.empty(), "Corkboard <board@example.org>"));

  @Test
  void subjectCountsWhatIsDueAndWhatIsLate() {
    assertThat(templates.render(digest(1, 0)).subject()).isEqualTo("1 task due today");
    assertThat(templates.render(digest(3, 2)).subject()).isEqualTo("3 tasks due today, 2 overdue");
  }

  @ParameterizedTest
  @CsvSource({"50, 0, 0, 0", "53, 0, 3, 0", "53, 1, 4, 0", "1, 60, 0, 11", "500, 500, 460, 490", "520, 0, 470, 0",
      "520, 2, 472, 0", "1, 700, 0, 651", "45, 5, 0, 0"})
  void onlyFiftyTasksAreListed(int today, int late, int moreToday, int moreLate) {
    Mail mail = templates.render(digest(today, late));
    assertThat(mail.text()).contains("\nDue today\n");
    assertThat(mail.text().contains("\nOverdue\n")).isEqualTo(late > 0);
    assertThat(mail.text().split("https://board.test/tasks/").length - 1).isEqualTo(Math.min(50, today + late));
    assertThat(mail.html().split("href=\"https://board.test/tasks/").length - 1).isEqualTo(Math.min(50, today + late));
    for (int more : List.of(moreToday, moreLate))
      if (more > 0) assertThat(List.of(mail.text(), mail.html())).allMatch(it -> it.contains("and " + more + " more"));
    if (moreToday + moreLate == 0) assertThat(mail.text() + mail.html()).doesNotContain(" more");
  }

  @Test
  void digestCountsWhatItDoesNotList() {
    assertThat(templates.render(digest(520, 700)).subject()).isEqualTo("520 tasks due today, 700 overdue");
  }

  /** From before there were counts: it is in the outbox of a board that has been upgraded. */
  @Test
  void digestWithoutCountsCountsWhatItLists() throws Exception {
    String json = Messages.write(digest(3, 2)).replaceAll(",\"(due|overdue)_count\":\\d+", "");
    assertThat(json).doesNotContain("_count");
    Mail mail = templates.render(Messages.read(json.getBytes(StandardCharsets.UTF_8)));
    assertThat(mail.subject()).isEqualTo("3 tasks due today, 2 overdue");
    assertThat(mail.text()).doesNotContain(" more");
  }

  @Test
  void eachTaskTellsItsStateItsSprintAndHowLateItIs() {
    Line late = new Line("t9", "Paint", Optional.of(TODAY.minusDays(2)), "in_progress", Optional.of("s1"));
    Line backlog = new Line("t8", "Dig", Optional.of(TODAY), "todo", Optional.empty());
    Line gone = new Line("t7", "Sow", Optional.of(TODAY), "testing", Optional.of("unknown"));
    Mail mail = templates.render(Messages.Reminder.digest("digest:anna:2026-11-21", ANNA, TODAY,
        new Messages.Due(List.of(backlog, gone), List.of(late), 2, 1)));
    assertThat(mail.text()).contains("Saturday, 21 November 2026 (Asia/Kathmandu)",
        "- Paint\n  due Thu 19 Nov 2026, 2 days ago, in progress, sprint “Spring <clean> X-Evil: 1”\n"
            + "  https://board.test/tasks/t9\n",
        "- Dig\n  to do, backlog\n", "- Sow\n  testing, in a sprint\n");
    assertThat(mail.html()).contains("sprint “Spring &lt;clean&gt; X-Evil: 1”", "due Thu 19 Nov 2026, 2 days ago");
  }

  @Test
  void digestCanBeSwitchedOffWithOneClickAndAReminderCannot() throws Exception {
    MimeMessage digest = smtp.compose(digest(1, 0), templates.render(digest(1, 0)), Instant.EPOCH);
    String off = "https://board.test/auth/digest/anna.sig";
    assertThat(digest.getHeader("List-Unsubscribe")).containsExactly("<" + off + ">");
    assertThat(digest.getHeader("List-Unsubscribe-Post")).containsExactly("List-Unsubscribe=One-Click");
    assertThat(templates.render(digest(1, 0)).text()).contains("Switch the daily digest off: " + off + "\n");
    assertThat(templates.render(digest(1, 0)).html()).contains("href=\"" + off + "\"");
    assertThat(written(task("a", "t1"))).doesNotContain("List-Unsubscribe", "/auth/digest/");
  }

  @Test
  void mailAsksNothingOfAnyOtherHost() {
    Mail mail = templates.render(digest(3, 3));
    assertThat(mail.html()).doesNotContain("<img", "<link", "url(", "@import", "src=", "<script")
        .contains("color-scheme", "prefers-color-scheme: dark");
    assertThat(Pattern.compile("https?://(?!board\\.test[/\"<])").matcher(mail.html()).find()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\u202Eb", "a\u200Bb", "a\u2066b\u2069", "\uFEFFab", "ab\u200F", "a\u00ADb"})
  void nameCannotTurnOrHideWhatStandsBesideIt(String name) {
    Mail mail = templates.render(task(name, "t1"));
    assertThat(mail.subject()).isEqualTo("Reminder: ab");
    assertThat(mail.text()).contains("- ab\n");
    assertThat(mail.html()).contains("<bdi>ab</bdi>");
  }

  @Test
  void longestAndEmptiestNamesStillReadWell() {
    Mail mail = templates.render(task("🌻".repeat(5000), "t1"));
    assertThat(mail.subject()).isEqualTo("Reminder: " + "🌻".repeat(119) + "…");
    assertThat(templates.render(task("\u200B \r\n", "t1")).subject()).isEqualTo("Reminder: (no name)");
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
    assertThat(mail.text()).contains("https://board.test/reset?token=s3-cret_\n", "\ns3-cret_\n",
        "POST https://board.test/auth/password/reset/confirm\n{\"token\": \"s3-cret_\", \"new_password\": \"...\"}",
        "21 November 2026, 09:00 UTC");
    assertThat(mail.html()).contains("href=\"https://board.test/reset?token=s3-cret_\"",
        "{&quot;token&quot;: &quot;s3-cret_&quot;");
  }

  @Test
  void confirmationMailHasALinkAndTheCallToMake() {
    Mail mail = templates.render(new Messages.ConfirmEmail("confirm-email:1", Messages.CONFIRM_EMAIL, ANNA, "s3-cret_",
        Instant.parse("2026-11-21T09:00:00Z")));
    assertThat(mail.subject()).isEqualTo("Confirm your address");
    assertThat(mail.text()).contains("https://board.test/confirm?token=s3-cret_\n", "\ns3-cret_\n",
        "POST https://board.test/auth/email/confirm\n{\"token\": \"s3-cret_\"}\n", "21 November 2026, 09:00 UTC");
    assertThat(mail.html()).contains("href=\"https://board.test/confirm?token=s3-cret_\"");
  }

  @Test
  void invitationTellsWhoInvitesAndHowToJoin() {
    Mail mail = templates.render(new Messages.Invitation("invitation:1", Messages.INVITATION,
        new Person("", "ben@example.org", "UTC"), "s3-cret_", Instant.parse("2026-11-28T09:00:00Z"), "anna"));
    assertThat(mail.subject()).isEqualTo("Join the board");
    assertThat(mail.text()).startsWith("anna invites you to the board at https://board.test.")
        .contains("https://board.test/signup?invitation=s3-cret_\n", "\ns3-cret_\n",
            "POST https://board.test/auth/signup\n{\"invitation\": \"s3-cret_\", \"email\": \"ben@example.org\"",
            "28 November 2026, 09:00 UTC");
    assertThat(mail.html()).contains("href=\"https://board.test/signup?invitation=s3-cret_\"", "anna invites you");
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
    Messages.Message message = Messages.Reminder.task("task:t1:x", evil, TODAY, line("t1"));
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
    return Messages.Reminder.digest("digest:anna:2026-11-21", ANNA, TODAY, new Messages.Due(
        Collections.nCopies(today, line("t1")), Collections.nCopies(overdue, line("t2")), today, overdue));
  }

  private static Messages.Message task(String name, String id) {
    Line line = new Line(id, name, Optional.empty(), "in_progress", Optional.empty());
    return Messages.Reminder.task("task:t1:x", ANNA, TODAY, line);
  }

  private static Line line(String id) {
    return new Line(id, "Paint", Optional.of(TODAY), "todo", Optional.of("s1"));
  }
}
