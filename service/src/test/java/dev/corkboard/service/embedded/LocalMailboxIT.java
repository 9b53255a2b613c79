package dev.corkboard.service.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import jakarta.mail.MessagingException;
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
      try (Stream<Path> files = Files.list(mails)) {
        assertThat(files).as("files").hasSize(1000);
      }
      send(mailbox, "one more", "", "");
      try (Stream<Path> files = Files.list(mails)) {
        assertThat(files).as("files").hasSize(1000).doesNotContain(mails.resolve("%016d.eml".formatted(6)));
      }
    }
  }

  @Test
  void oldestMailsAreDeletedBeforeTheirBytesAreTooMany() throws Exception {
    Path mails = Files.createDirectories(home.resolve("mail"));
    MailFolder folder = new MailFolder(mails, 1000, 1000, 10_000);
    for (int i = 1; i <= 10; i++) {
      folder.store(("X-Envelope-To: a@example.org\r\nSubject: s" + i + "\r\n\r\n" + "x".repeat(300)).getBytes());
      try (Stream<Path> files = Files.list(mails)) {
        assertThat(files.mapToLong(it -> it.toFile().length()).sum()).isLessThanOrEqualTo(1000);
      }
    }
    assertThat(folder.list()).extracting(CaughtMail::subject).containsExactly("s9", "s10");
  }

  @Test
  void aListHasTheNewestMailsThatItHasRoomFor() throws Exception {
    MailFolder folder = new MailFolder(Files.createDirectories(home.resolve("mail")), 1000, 1 << 20, 2000);
    for (int i = 1; i <= 10; i++) {
      folder.store(("X-Envelope-To: a@example.org\r\nSubject: s" + i + "\r\n\r\n" + "x".repeat(300)).getBytes());
    }
    assertThat(folder.list()).extracting(CaughtMail::subject).containsExactly("s8", "s9", "s10");
  }

  /** What ended the process: 70 mails of a megabyte, all of them in one answer. */
  @Test
  void hugeMailsMakeNoHugeList() throws Exception {
    MailFolder folder = new MailFolder(Files.createDirectories(home.resolve("mail")));
    for (int i = 1; i <= 70; i++) {
      folder.store(("X-Envelope-To: a@example.org\r\nSubject: s" + i + "\r\n\r\n" + "x".repeat(1 << 20)).getBytes());
    }
    List<CaughtMail> listed = folder.list();
    assertThat(listed).last().extracting(CaughtMail::subject).isEqualTo("s70");
    assertThat(listed.getLast().text()).hasSizeLessThan(70_000).endsWith("… [cut: 1048576 characters]");
    assertThat(listed.stream().mapToInt(CaughtMail::length).sum()).isBetween(3 << 20, 4 << 20);
  }

  @Test
  void mailsAreTakenOnlyFromWhoHasThePassword() throws Exception {
    try (HomeFolder held = HomeFolder.hold(home); LocalMailbox mailbox = LocalMailbox.start(held)) {
      assertThatThrownBy(() -> send(mailbox, "planted", "", "", "", "")).isInstanceOf(MessagingException.class);
      assertThatThrownBy(() -> send(mailbox, "planted", "", "", mailbox.user(), "guess"))
          .isInstanceOf(MessagingException.class);
      assertThat(mailbox.list()).isEmpty();
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
    return send(mailbox, subject, text, html, mailbox.user(), mailbox.password());
  }

  private static String send(LocalMailbox mailbox, String subject, String text, String html, String user,
      String password) throws Exception {
    Properties settings = new Properties();
    settings.setProperty("mail.smtp.host", mailbox.host());
    settings.setProperty("mail.smtp.port", Integer.toString(mailbox.port()));
    settings.setProperty("mail.smtp.auth", Boolean.toString(!user.isEmpty()));
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
    message.saveChanges();
    Transport.send(message, message.getAllRecipients(), user, password);
    return message.getMessageID();
  }
}
