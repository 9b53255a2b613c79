package dev.corkboard.service.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.stream.javadsl.AsPublisher;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class OutgoingTest {
  private static final ActorTestKit KIT = ActorTestKit.create();
  private static final int LARGE = 100_000;

  private static final Duration SHORT = Duration.ofMillis(50);

  private final Outgoing outgoing = outgoing(4 * LARGE, SHORT);

  private static Outgoing outgoing(long most, Duration longestWait) {
    return new Outgoing(KIT.system(), most, bytes -> Duration.ofMinutes(1), longestWait);
  }

  @AfterAll
  static void end() {
    KIT.shutdownTestKit();
  }

  private static HttpResponse answer(int bytes) {
    return HttpResponse.create().withEntity(
        HttpEntities.create(ContentTypes.APPLICATION_JSON, ByteString.fromArrayUnsafe(new byte[bytes])));
  }

  private static CompletionStage<Done> taken(HttpResponse response) {
    return response.entity().getDataBytes().runWith(Sink.ignore(), KIT.system());
  }

  private static void leftAlone(HttpResponse response) {
    response.entity().getDataBytes().runWith(
        Sink.asPublisher(AsPublisher.WITHOUT_FANOUT),
        KIT.system());
  }

  @Test
  void largeAnswerIsSentWholeAndCountedUntilThen() {
    HttpResponse response = outgoing.admit(answer(LARGE), "anna").orElseThrow();
    assertThat(outgoing.held()).isEqualTo(LARGE);
    assertThat(response.entity().getContentLengthOption().getAsLong()).isEqualTo(LARGE);
    ByteString all = response.entity().getDataBytes().runFold(ByteString.emptyByteString(), ByteString::concat,
        KIT.system()).toCompletableFuture().join();
    assertThat(all.size()).isEqualTo(LARGE);
    await().until(() -> outgoing.held() == 0);
  }

  @Test
  void smallAnswerIsNotHeldUpByLargeOnes() {
    for (String client : new String[]{"anna", "anna", "ben", "ben"})
      assertThat(outgoing.admit(answer(LARGE), client)).isPresent();
    assertThat(outgoing.admit(answer(2_000), "carl")).isPresent();
    assertThat(outgoing.held()).isEqualTo(4 * LARGE);
  }

  @Test
  void oneClientHasHalfOfTheRoom() {
    outgoing.admit(answer(LARGE), "anna");
    outgoing.admit(answer(LARGE), "anna");
    assertThat(outgoing.admit(answer(LARGE), "anna")).isEmpty();
    assertThat(outgoing.admit(answer(LARGE), "ben")).isPresent();
    assertThat(outgoing.refused()).isEqualTo(1);
  }

  @Test
  void someWhoTakeNothingLeaveRoomForWhoHasLittle() {
    Outgoing besieged = outgoing(48 * LARGE, SHORT);
    for (String reader : new String[]{"anna", "ben", "carl", "dora"})
      for (int i = 0; i < 12; i++)
        assertThat(besieged.admit(answer(LARGE), reader)).isPresent();
    assertThat(besieged.admit(answer(LARGE), "anna")).isEmpty();
    assertThat(besieged.admit(answer(LARGE), "eve")).isPresent();
    assertThat(besieged.admit(answer(LARGE), "eve")).isEmpty();
  }

  @Test
  void answerWaitsForRoomButNotForEver() {
    Outgoing patient = outgoing(4 * LARGE, Duration.ofSeconds(2));
    Optional<HttpResponse> first = patient.admit(answer(LARGE), "anna");
    patient.admit(answer(LARGE), "anna");
    patient.admit(answer(LARGE), "ben");
    patient.admit(answer(LARGE), "ben");
    assertThat(patient.admit(answer(LARGE), "carl")).isEmpty();
    Thread waiting = Thread.ofVirtual().unstarted(() -> patient.admit(answer(LARGE), "carl"));
    waiting.start();
    taken(first.orElseThrow());
    await().until(() -> !waiting.isAlive());
    assertThat(patient.held()).isEqualTo(4 * LARGE);
  }

  @Test
  void writeIsRefusedBeforeItIsCarriedOutOrItsAnswerHasRoom() {
    Outgoing.Room room = outgoing.reserve("anna", 2 * LARGE).orElseThrow();
    assertThat(outgoing.reserve("anna", 1)).as("she has half").isEmpty();
    outgoing.admit(answer(LARGE), "ben");
    HttpResponse last = outgoing.admit(answer(LARGE), "carl").orElseThrow();
    assertThat(outgoing.reserve("dora", LARGE)).isEmpty();
    assertThat(outgoing.refused()).isEqualTo(2);
    HttpResponse written = outgoing.admit(answer(LARGE), room);
    room.close();
    assertThat(outgoing.held()).isEqualTo(3 * LARGE);
    outgoing.reserve("dora", LARGE).orElseThrow().close();
    taken(written);
    taken(last);
    await().until(() -> outgoing.held() == LARGE);
  }

  @Test
  void roomForAnAnswerIsNoMoreThanOneClientMayHave() {
    try (Outgoing.Room room = outgoing.reserve("anna", 100 * LARGE).orElseThrow()) {
      assertThat(outgoing.held()).isEqualTo(2 * LARGE);
      assertThat(outgoing.admit(answer(2_000), room)).isNotNull();
    }
    assertThat(outgoing.held()).isZero();
  }

  @Test
  void writeWithASmallAnswerGivesItsRoomBack() {
    try (Outgoing.Room room = outgoing.reserve("anna", LARGE).orElseThrow()) {
      HttpResponse small = answer(2_000);
      assertThat(outgoing.admit(small, room)).isSameAs(small);
    }
    assertThat(outgoing.held()).isZero();
  }

  @Test
  void answerThatIsNotTakenInTimeIsCutOff() {
    Outgoing hasty = new Outgoing(KIT.system(), 4 * LARGE, bytes -> Duration.ofMillis(50), SHORT);
    leftAlone(hasty.admit(answer(LARGE), "anna").orElseThrow());
    await().until(() -> hasty.held() == 0);
    assertThat(hasty.cut()).isEqualTo(1);
  }

  @Test
  void answerThatNeverBeginsIsGivenUp() {
    Outgoing hasty = new Outgoing(KIT.system(), 4 * LARGE, bytes -> Duration.ofMillis(50), SHORT);
    hasty.admit(answer(LARGE), "anna");
    await().until(() -> hasty.held() == 0);
    assertThat(hasty.cut()).isZero();
  }
}
