package dev.corkboard.service.serialization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.typesafe.config.ConfigFactory;
import dev.corkboard.domain.Command;
import dev.corkboard.domain.Conflict;
import dev.corkboard.domain.Rejection;
import dev.corkboard.domain.Rejection.Kind;
import dev.corkboard.domain.State;
import dev.corkboard.domain.Username;
import dev.corkboard.domain.sprint.SprintId;
import dev.corkboard.domain.task.TaskState;
import dev.corkboard.domain.task.TaskStatus;
import dev.corkboard.service.entity.EntityMessage.Execute;
import dev.corkboard.service.entity.EntityMessage.Read;
import dev.corkboard.service.entity.Reply;
import java.io.IOException;
import java.io.NotSerializableException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.serialization.Serialization;
import org.apache.pekko.serialization.SerializationExtension;
import org.apache.pekko.serialization.Serializers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class MessageSerializerTest {
  private static final ActorTestKit KIT = ActorTestKit.create("messages", ConfigFactory.load("local"));
  private static final Serialization SERIALIZATION = SerializationExtension.get(Adapter.toClassic(KIT.system()));

  @AfterAll
  static void end() {
    KIT.shutdownTestKit();
  }

  static Stream<WireNames.Named> commands() {
    return WireNames.AGGREGATES.stream().flatMap(names -> names.commands().keySet().stream()).map(WireNames::named);
  }

  static Stream<WireNames.Named> states() {
    return WireNames.AGGREGATES.stream().flatMap(names -> names.states().keySet().stream()).map(WireNames::named);
  }

  @ParameterizedTest
  @MethodSource("commands")
  void commandOfChanceArrivesAsItWasSent(WireNames.Named named) {
    ActorRef<Reply<State>> replyTo = KIT.<Reply<State>>createTestProbe().getRef();
    for (int seed = 0; seed < 200; seed++) {
      Command command = (Command) new AnyValue(seed, named.content()).of(named.type());
      Instant deadline = seed == 0 ? Execute.NONE : Instant.ofEpochMilli(1_800_000_000_000L + seed);
      Execute<Command, State> message = new Execute<>(command, deadline, replyTo);
      assertThat(arrived(message)).describedAs("seed %d", seed).isEqualTo(message);
    }
  }

  @Test
  void readArrivesAsItWasSent() {
    Read<Command, State> message = new Read<>(KIT.<Reply<State>>createTestProbe().getRef());
    assertThat(arrived(message)).isEqualTo(message);
  }

  @ParameterizedTest
  @MethodSource("states")
  void stateOfChanceArrivesAsItWasSent(WireNames.Named named) {
    for (int seed = 0; seed < 200; seed++) {
      Reply<State> reply = new Reply.Accepted<>((State) new AnyValue(seed, named.content()).of(named.type()));
      assertThat(arrived(reply)).describedAs("seed %d", seed).isEqualTo(reply);
    }
  }

  @ParameterizedTest
  @EnumSource
  void refusalArrivesAsItWasSent(Kind kind) {
    Reply<State> reply = new Reply.Rejected<>(
        new Rejection(kind, "some-code", "Some \"detail\".", Optional.of("remindAt"), List.of()), Long.MAX_VALUE);
    assertThat(arrived(reply)).isEqualTo(reply);
  }

  @Test
  void conflictsArriveWithTheSameJson() throws IOException {
    Rejection rejection = Rejection.lostRace(List.of(new Conflict("name", "mine", "theirs"),
        new Conflict("sprint", Optional.of(new SprintId("sprint-1")), Optional.empty()),
        new Conflict("status", TaskStatus.IN_PROGRESS, TaskStatus.DONE), new Conflict("order", 5.0, -0.1),
        new Conflict("assigned", Optional.empty(), Optional.of(new Username("ben"))),
        new Conflict("due", Optional.of(LocalDate.of(2026, 3, 2)), Optional.empty()),
        new Conflict("remindAt", Optional.of(Instant.parse("2026-03-02T09:00:00.250Z")), Optional.empty()),
        new Conflict("labels", List.of("a", "b"), List.of())));
    Reply.Rejected<?> read = (Reply.Rejected<?>) arrived(new Reply.Rejected<TaskState>(rejection, 7));
    assertThat(read.revision()).isEqualTo(7);
    assertThat(json(read.rejection())).isEqualTo(json(rejection));
    assertThat(json(read.rejection()).get("conflicts").get(6).get("yours").textValue())
        .isEqualTo("2026-03-02T09:00:00.250Z");
  }

  @Test
  void unknownMessageIsRefused() {
    assertThatThrownBy(() -> serializer().fromBinary("{}".getBytes(), "gossip"))
        .isInstanceOf(NotSerializableException.class).hasMessageContaining("gossip");
    assertThatThrownBy(() -> serializer().manifest("gossip")).hasMessageContaining("java.lang.String");
  }

  /** What comes out on another node that has the real bindings of application.conf. */
  private static Object arrived(Object message) {
    byte[] bytes = SERIALIZATION.serialize(message).get();
    var serializer = SERIALIZATION.findSerializerFor(message);
    assertThat(serializer).isInstanceOf(MessageSerializer.class);
    return SERIALIZATION.deserialize(bytes, serializer.identifier(), Serializers.manifestFor(serializer, message))
        .get();
  }

  private static MessageSerializer serializer() {
    return (MessageSerializer) SERIALIZATION.serializerByIdentity().apply(7002);
  }

  /** As it would be read: an int and a long of the same value are the same there. */
  private static JsonNode json(Rejection rejection) throws IOException {
    return WireJson.mapper().readTree(WireJson.write(rejection));
  }
}
