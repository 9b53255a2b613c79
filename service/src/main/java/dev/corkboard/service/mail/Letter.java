package dev.corkboard.service.mail;

import dev.corkboard.service.reminder.Messages;
import dev.corkboard.service.reminder.Messages.Message;
import dev.corkboard.service.reminder.Messages.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** What came through a queue, be it a message of ours or not; what is none has an id that its bytes give it. */
public record Letter(String id, byte[] body, Optional<Message> message) {

  static final String POISON = "poison";
  private static final int LARGEST = 1 << 20;

  static Letter of(Message message) {
    return new Letter(message.messageId(), Messages.write(message).getBytes(StandardCharsets.UTF_8),
        Optional.of(message));
  }

  static Letter of(byte[] body) {
    try {
      Message message = Messages.read(body);
      return new Letter(message.messageId(), body, Optional.of(message));
    } catch (IOException | RuntimeException none) {
      return poison(body);
    }
  }

  /** Even if it can be read: its texts may be what nobody can deal with. */
  static Letter poison(byte[] body) {
    return new Letter(POISON + ":" + hash(body), body, Optional.empty());
  }

  /** 32 hex digits, always the same for the same bytes. */
  static String hash(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes), 0, 16);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  String kind() {
    return message.map(Message::kind).orElse(POISON);
  }

  /** Nobody's if it is no message of ours. */
  String username() {
    return message.map(it -> it.user().username()).orElse("");
  }

  /** The bytes that can be tried again; null if they have a secret, or are very many. */
  byte[] kept() {
    boolean secret = message.filter(Secret.class::isInstance).isPresent();
    return secret || body.length > LARGEST ? null : body;
  }
}
