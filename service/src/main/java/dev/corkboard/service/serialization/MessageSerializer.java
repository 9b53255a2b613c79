package dev.corkboard.service.serialization;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corkboard.domain.Command;
import dev.corkboard.domain.Rejection;
import dev.corkboard.domain.State;
import dev.corkboard.service.entity.EntityMessage;
import dev.corkboard.service.entity.Reply;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.UncheckedIOException;
import java.time.Instant;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.serialization.SerializerWithStringManifest;

/**
 * Carries commands and replies between nodes. Never stored, but nodes of two releases run side by side while a new one
 * comes: fields that are new may be missing, and fields that are unknown beside the named value are passed over.
 */
public final class MessageSerializer extends SerializerWithStringManifest {
  private static final String EXECUTE = "execute";
  private static final String READ = "read";
  private static final String ACCEPTED = "accepted";
  private static final String REJECTED = "rejected";

  private final ExtendedActorSystem system;

  public MessageSerializer(ExtendedActorSystem system) {
    this.system = system;
  }

  @Override
  public int identifier() {
    return 7002;
  }

  @Override
  public String manifest(Object message) {
    return switch (message) {
      case EntityMessage.Execute<?, ?> execute -> EXECUTE;
      case EntityMessage.Read<?, ?> read -> READ;
      case Reply.Accepted<?> accepted -> ACCEPTED;
      case Reply.Rejected<?> rejected -> REJECTED;
      default -> throw new IllegalArgumentException("not a message of entities: " + message.getClass());
    };
  }

  @Override
  public byte[] toBinary(Object message) {
    ObjectNode node = WireJson.mapper().createObjectNode();
    switch (message) {
      case EntityMessage.Execute<?, ?>(Command command, Instant deadline, ActorRef<?> replyTo) -> {
        named(node, command);
        if (!deadline.equals(EntityMessage.Execute.NONE)) node.put("deadline", deadline.toEpochMilli());
        node.put("reply_to", resolver().toSerializationFormat(replyTo));
      }
      case EntityMessage.Read<?, ?>(ActorRef<?> replyTo) ->
        node.put("reply_to", resolver().toSerializationFormat(replyTo));
      case Reply.Accepted<?>(State state) -> named(node, state);
      case Reply.Rejected<?>(Rejection rejection, long revision) -> {
        node.put("revision", revision);
        node.set("rejection", WireJson.mapper().valueToTree(rejection));
      }
      default -> throw new IllegalArgumentException("not a message of entities: " + message.getClass());
    }
    return WireJson.write(node);
  }

  @Override
  public Object fromBinary(byte[] bytes, String manifest) throws NotSerializableException {
    JsonNode node = tree(bytes);
    return switch (manifest) {
      case EXECUTE -> new EntityMessage.Execute<>((Command) value(node), deadline(node), replyTo(node));
      case READ -> new EntityMessage.Read<>(replyTo(node));
      case ACCEPTED -> new Reply.Accepted<>((State) value(node));
      case REJECTED -> new Reply.Rejected<>(WireJson.mapper().convertValue(node.get("rejection"), Rejection.class),
          node.get("revision").longValue());
      default -> throw new NotSerializableException(manifest);
    };
  }

  private static Instant deadline(JsonNode node) {
    return node.has("deadline")
        ? Instant.ofEpochMilli(node.get("deadline").longValue())
        : EntityMessage.Execute.NONE;
  }

  private static JsonNode tree(byte[] bytes) {
    try {
      return WireJson.mapper().readTree(bytes);
    } catch (IOException unreadable) {
      throw new UncheckedIOException("cannot read a message from another node", unreadable);
    }
  }

  private static void named(ObjectNode node, Object value) {
    node.put("name", WireNames.nameOf(value).name());
    node.set("value", WireJson.mapper().valueToTree(value));
  }

  private static Object value(JsonNode node) {
    return WireJson.read(WireNames.named(node.get("name").textValue()), WireJson.write(node.get("value")));
  }

  private <T> ActorRef<T> replyTo(JsonNode node) {
    return resolver().resolveActorRef(node.get("reply_to").textValue());
  }

  private ActorRefResolver resolver() {
    return ActorRefResolver.get(Adapter.toTyped(system));
  }
}
