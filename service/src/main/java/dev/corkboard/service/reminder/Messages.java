package dev.corkboard.service.reminder;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.fasterxml.jackson.module.paramnames.ParameterNamesModule;
import dev.corkboard.readmodel.json.Json;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The messages on the broker and their JSON, which others read too: fields are added, never renamed. */
public final class Messages {
  public static final String DIGEST = "digest";
  public static final String TASK = "task";
  public static final String PASSWORD_RESET = "password-reset";
  public static final String CONFIRM_EMAIL = "confirm-email";

  private static final JsonMapper JSON = JsonMapper.builder()
      .addModules(new Jdk8Module(), new JavaTimeModule(), new ParameterNamesModule(),
          new SimpleModule().addSerializer(Instant.class, new Json.InstantWriter()))
      .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
      .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
      .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES) // a newer node may tell more
      .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
      .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
      .build();

  /** Whom a message is for. */
  public record Person(String username, String email, String timeZone) {
    public Person {
      Objects.requireNonNull(username);
      Objects.requireNonNull(email);
      Objects.requireNonNull(timeZone);
    }
  }

  /** A task as a message shows it; {@code sprint} is an id. */
  public record Line(String id, String name, Optional<LocalDate> due, String status, Optional<String> sprint) {
    public Line {
      Objects.requireNonNull(id);
      Objects.requireNonNull(name);
      Objects.requireNonNull(status);
    }
  }

  /** What can be on the broker. */
  public sealed interface Message {
    String messageId();

    String kind();

    Person user();
  }

  /** A digest or the reminder of one task; {@code date} is the person's own. */
  public record Reminder(String messageId, String kind, Person user, LocalDate date, List<Line> tasks,
      List<Line> overdue) implements Message {
    public Reminder {
      Objects.requireNonNull(messageId);
      Objects.requireNonNull(user);
      Objects.requireNonNull(date);
      tasks = List.copyOf(tasks);
      overdue = List.copyOf(overdue);
    }
  }

  /** What opens something to whoever reads it, for a while; it is wiped once it has been mailed. */
  public sealed interface Secret extends Message {
    String token();

    Instant expiresAt();
  }

  /** Shows that somebody reads what goes to the address of {@code user}, for a while. */
  public record ConfirmEmail(String messageId, String kind, Person user, String token,
      Instant expiresAt) implements Secret {
    public ConfirmEmail {
      Objects.requireNonNull(messageId);
      Objects.requireNonNull(user);
      Objects.requireNonNull(token);
      Objects.requireNonNull(expiresAt);
    }

    @Override
    public String toString() {
      return "ConfirmEmail[messageId=" + messageId + ", token=***]";
    }
  }

  /** A way back into an account, for a while. */
  public record PasswordReset(String messageId, String kind, Person user, String token,
      Instant expiresAt) implements Secret {
    public PasswordReset {
      Objects.requireNonNull(messageId);
      Objects.requireNonNull(user);
      Objects.requireNonNull(token);
      Objects.requireNonNull(expiresAt);
    }

    @Override
    public String toString() {
      return "PasswordReset[messageId=" + messageId + ", token=***]";
    }
  }

  private record Kind(String kind) {}

  private Messages() {}

  public static String write(Message message) {
    try {
      return JSON.writeValueAsString(message);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Throws if it is none of ours. */
  public static Message read(byte[] body) throws IOException {
    Kind kind = JSON.readValue(body, Kind.class);
    if (kind == null || kind.kind() == null) throw new IOException("not a message");
    Message message = switch (kind.kind()) {
      case DIGEST, TASK -> JSON.readValue(body, Reminder.class);
      case PASSWORD_RESET -> JSON.readValue(body, PasswordReset.class);
      case CONFIRM_EMAIL -> JSON.readValue(body, ConfirmEmail.class);
      default -> throw new IOException("an unknown kind of message");
    };
    if (!message.messageId().matches("[\\x21-\\x7e]{1,200}")) throw new IOException("not a message_id");
    return message;
  }
}
