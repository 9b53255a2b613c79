package dev.corkboard.service.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import jakarta.mail.Message;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;

class LocalMailboxIT {

  @TempDir
  private Path home;

  @Test
  void mailIsListedAsItWasSent() throws Exception {
    try (HomeFolder held = HomeFolder.hold(home); LocalMailbox mailbox = LocalMailbox.start(held)) {
      String id = send(mailbox, "Grüße 👋", "Bis morgen.\r\n.\r\nÄnne", "<p>Bis <b>morgen</b></p>");
      CaughtMail mail = mailbox.list().getFirst();
      assertThat(mail.to()).containsExactly("anna@example.org", "ben@example.org");
      assertThat(mail.from()).isEqualTo("board@example.org");
      assertThat(mail.subject()).isEqualTo("Grüße 👋");
      assertThat(mail.text()).isEqualTo("Bis morgen.\r\n.\r\nÄnne");
      assertThat(mail.html()).isEqualTo("<p>Bis <b>morgen</b></p>");
      assertThat(mail.messageId()).isEqualTo(id);
      assertThat(Duration.between(mail.at(), Instant.now())).isBetween(Duration.ZERO, Duration.ofMinutes(1));
    }
  }

  @Test
  void mailsSurviveARestartInTheOrderOfArrival() throws Exception {
    List<CaughtMail> before;
    try (HomeFolder held = HomeFolder.hold(home); LocalMailbox mailbox = LocalMailbox.start(held)) {
      for (String subject : List.of("one", "two", "three")) {
        send(mailbox, subject, subject, subject);
      }
      before = mailbox.list();
    }
    assertThat(before).extracting(CaughtMail::subject).containsExactly("one", "two", "three");
    try (HomeFolder held = HomeFolder.hold(home); LocalMailbox mailbox = LocalMailbox.start(held)) {
      assertThat(mailbox.list()).isEqualTo(before);
      send(mailbox, "four", "", "");
      assertThat(mailbox.list()).extracting(CaughtMail::subject).containsExactly("one", "two", "three", "four");
    }
  }

  @Test
  void acknowledgedMailIsAlreadyAWholeFile() throws Exception {
    try (HomeFolder held = HomeFolder.hold(home); LocalMailbox mailbox = LocalMailbox.start(held)) {
      send(mailbox, "kept", "text", "html");
      try (Stream<Path> files = Files.list(home.resolve("mail"))) {
        assertThat(files).singleElement().satisfies(it -> assertThat(it.toString()).endsWith(".eml"));
      }
    }
  }

  @Test
  void onlyTheLastThousandAreListed() throws Exception {
    Path mails = Files.createDirectories(home.resolve("mail"));
    for (int i = 1; i <= 1005; i++) {
      Files.writeString(mails.resolve("%016d.eml".formatted(i)),
          "X-Envelope-To: a@example.org\r\nSubject: s" + i + "\r\n\r\n");
    }
    try (HomeFolder held = HomeFolder.hold(home); LocalMailbox mailbox = LocalMailbox.start(held)) {
      assertThat(mailbox.list()).hasSize(1000).first().extracting(CaughtMail::subject).isEqualTo("s6");
    }
  }

  @Test
  void fileThatIsNoMailIsShownAsUnreadable() throws Exception {
    Path mails = Files.createDirectories(home.resolve("mail"));
    Files.write(mails.resolve("%016d.eml".formatted(1)), new byte[]{0, 1, 2});
    try (HomeFolder held = HomeFolder.hold(home); LocalMailbox mailbox = LocalMailbox.start(held)) {
      assertThat(mailbox.list()).singleElement().extracting(CaughtMail::subject).isEqualTo("(unreadable mail)");
    }
  }

  private static String send(LocalMailbox mailbox, String subject, String text, String html) throws Exception {
    Properties settings = new Properties();
    settings.setProperty("mail.smtp.host", mailbox.host());
    settings.setProperty("mail.smtp.port", Integer.toString(mailbox.port()));
    MimeMessage message = new MimeMessage(Session.getInstance(settings));
    message.setFrom(new InternetAddress("board@example.org", "Corkboard"));
    message.setRecipients(Message.RecipientType.TO, "Anna <anna@example.org>");
    message.setRecipients(Message.RecipientType.BCC, "ben@example.org");
    message.setSubject(subject, StandardCharsets.UTF_8.name());
    MimeBodyPart plain = new MimeBodyPart();
    plain.setText(text, StandardCharsets.UTF_8.name());
    MimeBodyPart rich = new MimeBodyPart();
    rich.setText(html, StandardCharsets.UTF_8.name(), "html");
    message.setContent(new MimeMultipart("alternative", plain, rich));
    Transport.send(message);
    return message.getMessageID();
  }
}
