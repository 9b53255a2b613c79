package dev.corkboard.service.journey;

import static dev.corkboard.service.journey.Team.BOARD;
import static dev.corkboard.service.journey.Team.ROOT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import dev.corkboard.service.amqp.Amqp;
import dev.corkboard.service.id.Ids;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Mails that were given up are seen, tried again and thrown away, by the API and by the command line. */
class DeadMailsIT {
  private static final String PATH = "/api/admin/mails/dead";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** The board is shared. */
  @AfterEach
  void throwAway() {
    for (String id : ROOT.get(PATH + "?limit=100").is(200).results("message_id"))
      ROOT.delete(PATH + "/" + id).is(204);
  }

  @Test
  void oneIsTriedAgainByTheApiAndSentOnce() {
    String id = PlantedMail.dead();
    assertThat(ROOT.get(PATH).is(200).results("message_id")).containsExactly(id);
    await().atMost(PATIENCE).until(() -> copies().equals(List.of(id)));
    ROOT.send("POST", PATH + "/" + id + "/retry").is(202);
    ROOT.send("POST", PATH + "/" + id + "/retry").isProblem(404, "not-found");
    await().atMost(PATIENCE).until(() -> mailed(id) == 1);
    assertThat(ROOT.get(PATH).is(200).results()).isEmpty();
    await().atMost(PATIENCE).until(() -> copies().isEmpty());
    assertThat(mailed(id)).isEqualTo(1);
  }

  @Test
  void allAreTriedAgainByTheCommandLine() {
    String one = PlantedMail.dead();
    String other = PlantedMail.dead();
    assertThat(BOARD.deadMails()).contains(one + "  digest of planted: 550 no such user", other, "2 mails are dead");
    assertThat(BOARD.retryMail(Optional.empty()))
        .isEqualTo("2 mails are tried again: 2 sent, 0 on their way, 0 dead again. 0 mails are dead.\n0");
    assertThat(mailed(one)).isEqualTo(1);
    assertThat(mailed(other)).isEqualTo(1);
    assertThat(copies()).isEmpty();
    assertThat(BOARD.deadMails()).isEqualTo("No mail is dead.\n");
  }

  @Test
  void whatCannotBeTriedAgainCanBeThrownAway() {
    String secret = "password-reset:" + Ids.next();
    PlantedMail.dead(secret, null);
    String poison = PlantedMail.poison();
    ROOT.send("POST", PATH + "/" + secret + "/retry").isProblem(409, "mail-not-retryable");
    assertThat(ROOT.send("POST", PATH + "/retry").is(200).json().get("left").asInt()).isEqualTo(2);
    assertThat(BOARD.retryMail(Optional.of(poison))).contains("cannot be tried again", "0 mails are tried again")
        .endsWith("2 mails are dead.\n1");
    assertThat(BOARD.discardMail(poison)).contains("will not be sent");
    assertThatThrownBy(() -> BOARD.discardMail(poison)).hasMessageContaining("No dead mail has the message_id");
    assertThatThrownBy(() -> BOARD.retryMail(Optional.of("digest:nobody"))).hasMessageContaining("No dead mail");
    assertThat(ROOT.get(PATH).is(200).results("message_id")).containsExactly(secret);
  }

  @Test
  void whatSomebodyPutsIntoTheQueueIsSeen() throws Exception {
    try (Connection connection = connect()) {
      connection.createChannel().basicPublish("", Amqp.MAILER_DEAD, null, "{\"kind\": \"song\"}".getBytes());
    }
    await().atMost(PATIENCE).until(() -> ROOT.get(PATH).is(200).results("error"),
        List.of("found in the dead-letter queue")::equals);
    assertThat(ROOT.get(PATH).is(200).results("kind")).containsExactly("poison");
    assertThat(BOARD.query("select count(*) from reminder.delivery where state = 'dead'")).isEqualTo("1");
  }

  @Test
  void listPages() {
    PlantedMail.dead();
    PlantedMail.dead();
    PlantedMail.dead();
    Reply first = ROOT.get(PATH + "?limit=2").is(200);
    Reply second = ROOT.get(PATH + "?limit=2&cursor=" + first.text("next")).is(200);
    assertThat(first.results("position")).hasSize(2).isSorted();
    assertThat(second.results("position")).hasSize(1).doesNotContainAnyElementsOf(first.results("position"));
    assertThat(second.get("next").isNull()).isTrue();
  }

  private static long mailed(String id) {
    try {
      return BOARD.mails().stream().filter(mail -> mail.text().contains(id)).count();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** The message_ids in the dead-letter queue; all stay there. */
  private static List<String> copies() {
    try (Connection connection = connect()) {
      var channel = connection.createChannel();
      List<String> ids = new ArrayList<>();
      for (GetResponse got; (got = channel.basicGet(Amqp.MAILER_DEAD, false)) != null;)
        ids.add(got.getProps().getMessageId());
      return ids;
    } catch (Exception failed) {
      throw new IllegalStateException(failed);
    }
  }

  private static Connection connect() throws Exception {
    ConnectionFactory factory = new ConnectionFactory();
    factory.setUri(BOARD.broker());
    return factory.newConnection();
  }
}
