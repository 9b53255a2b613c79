package dev.corkboard.service.mail;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.corkboard.domain.EmailAddress;
import dev.corkboard.domain.reminder.MailFate.Answer;
import dev.corkboard.service.reminder.Messages;
import dev.corkboard.service.reminder.Messages.Person;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A mail goes to the very address that was accepted, or nowhere; the server's side is read as bytes. */
class ExactAddressTest {
  private static final MailFacts NO_FACTS = new MailFacts() {
    @Override
    public Map<String, String> sprintNames(Set<String> ids) {
      return Map.of();
    }

    @Override
    public Optional<String> digestSwitch(String username) {
      return Optional.empty();
    }
  };
  /** Signs that mean something to some program on the way. */
  private static final String SIGNS = "ab09.@()<>,;:\\\"[] !#$%&'*+-/=?^_`{|}~\t\u00e4";

  private final List<String> commands = new CopyOnWriteArrayList<>();
  private final ServerSocket server = listen();
  private final Smtp smtp = new Smtp(new SmtpSettings("127.0.0.1", server.getLocalPort(), Optional.empty(),
      Optional.empty(), "Corkboard <board@example.org>"));
  private final SmtpMails mails = new SmtpMails(smtp, new MailTemplates(URI.create("https://board.test"), NO_FACTS),
      () -> Instant.EPOCH);

  @AfterEach
  void close() throws IOException {
    smtp.close();
    server.close();
  }

  @Test
  void whatIsAcceptedIsTheRecipient() throws Exception {
    List<String> texts = texts();
    List<String> accepted = texts.stream().filter(text -> EmailAddress.parse(text).isPresent()).toList();
    assertThat(accepted).hasSizeBetween(150, texts.size() - 500);
    for (String address : accepted)
      assertThat(send(address)).as(address).isEqualTo(Answer.ACCEPTED);
    assertThat(commands).filteredOn(line -> line.startsWith("RCPT"))
        .containsExactlyElementsOf(accepted.stream().map(address -> "RCPT TO:<" + address + ">").toList());
    assertThat(commands).filteredOn(line -> line.startsWith("To:"))
        .containsExactlyElementsOf(accepted.stream().map(address -> "To: " + address).toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"(x)carl@example.org", "a,b@example.org", ".bob@example.org", "Bob <bob@example.org>",
      "\"a b\"@example.org", "bob@example.org\r\nRCPT TO:<eve@example.org>", "bob@localhost"})
  void whatIsNoneGoesNowhere(String address) throws Exception {
    assertThat(send(address)).isEqualTo(Answer.NO_ADDRESS);
    assertThat(commands).noneMatch(line -> line.startsWith("RCPT"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"(x)board@example.org", "Board <(x)board@example.org>", "board@example.org, b@example.org",
      "board@example.org (Board)", ".board@example.org", "Board <a,b@example.org>"})
  void senderIsOneAddressToo(String sender) {
    assertThat(SmtpSettings.isSender(sender)).isFalse();
    assertThat(SmtpSettings.isSender("Corkboard <corkboard@localhost>")).isTrue();
    assertThat(SmtpSettings.isSender("board@example.org")).isTrue();
  }

  private Answer send(String address) throws Exception {
    mails.connect();
    return mails.send(new Messages.PasswordReset("password-reset:1", Messages.PASSWORD_RESET,
        new Person("anna", address, "UTC"), "token", Instant.EPOCH)).answer();
  }

  /** Addresses with signs put in at random, the same at each run. */
  private static List<String> texts() {
    Random random = new Random(16);
    return IntStream.range(0, 1_000).mapToObj(i -> {
      StringBuilder text = new StringBuilder("bob.smith" + i + "@mail.example.org");
      for (int changes = random.nextInt(4); changes > 0; changes--)
        text.insert(random.nextInt(text.length() + 1), SIGNS.charAt(random.nextInt(SIGNS.length())));
      return text.toString();
    }).toList();
  }

  private ServerSocket listen() {
    try {
      ServerSocket socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
      Thread.ofVirtual().start(() -> serve(socket));
      return socket;
    } catch (IOException failed) {
      throw new AssertionError(failed);
    }
  }

  private void serve(ServerSocket socket) {
    while (!socket.isClosed()) {
      try (Socket client = socket.accept()) {
        converse(new BufferedReader(new InputStreamReader(client.getInputStream(), ISO_8859_1)),
            client.getOutputStream());
      } catch (IOException closed) {
        // the client or the test has ended
      }
    }
  }

  private void converse(BufferedReader in, OutputStream out) throws IOException {
    out.write("220 test\r\n".getBytes(ISO_8859_1));
    boolean data = false;
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      commands.add(line);
      if (data && !line.equals(".")) continue;
      String answer = line.equals("DATA") ? "354 go on\r\n" : "250 ok\r\n";
      data = line.equals("DATA");
      out.write(answer.getBytes(ISO_8859_1));
    }
  }
}
