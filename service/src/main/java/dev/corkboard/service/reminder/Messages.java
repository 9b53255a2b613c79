package dev.corkboard.service.reminder;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.fasterxml.jackson.module.paramnames.ParameterNamesModule;
import dev.corkboard.domain.reminder.Listing;
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
  public static final String INVITATION = "invitation";

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

  /**
   * A digest or the reminder of one task; {@code date} is the person's own. The lists of a digest end somewhere, its
   * counts do not; those of before have none, and list all there is.
   */
  public record Reminder(String messageId, String kind, Person user, LocalDate date, List<Line> tasks,
      List<Line> overdue, @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Integer> dueCount,
      @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Integer> overdueCount) implements Message {
    public Reminder {
      Objects.requireNonNull(messageId);
      Objects.requireNonNull(user);
      Objects.requireNonNull(date);
      tasks = List.copyOf(tasks);
      overdue = List.copyOf(overdue);
    }

    /** Of these tasks, as many as a message takes. */
    public static Reminder digest(String messageId, Person user, LocalDate date, Due due) {
      Listing listed = Listing.inMessage(due.count(), due.overdueCount());
      return new Reminder(messageId, DIGEST, user, date, first(listed.due(), due.tasks()),
          first(listed.overdue(), due.overdue()), Optional.of(due.count()), Optional.of(due.overdueCount()));
    }

    public static Reminder task(String messageId, Person user, LocalDate date, Line task) {
      return new Reminder(messageId, TASK, user, date, List.of(task), List.of(), Optional.empty(), Optional.empty());
    }

    /** How many tasks are due, listed or not. */
    public int due() {
      return dueCount.orElse(tasks.size());
    }

    /** How many are overdue, listed or not. */
    public int late() {
      return overdueCount.orElse(overdue.size());
    }

    private static List<Line> first(int most, List<Line> lines) {
      return lines.subList(0, Math.min(most, lines.size()));
    }
  }

  /** Somebody's open tasks for one date: how many there are, and as many of them as may be told. */
  public record Due(List<Line> tasks, List<Line> overdue, int count, int overdueCount) {}

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

  /** A way to make an account, for a while; {@code user} has an address alone. */
  public record Invitation(String messageId, String kind, Person user, String token, Instant expiresAt,
      String invitedBy) implements Secret {
    public Invitation {
      Objects.requireNonNull(messageId);
      Objects.requireNonNull(user);
      Objects.requireNonNull(token);
      Objects.requireNonNull(expiresAt);
      Objects.requireNonNull(invitedBy);
    }

    @Override
    public String toString() {
      return "Invitation[messageId=" + messageId + ", token=***]";
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

  /** Whatever is missing makes it none of ours, but for the counts. */
  private static Reminder reminder(byte[] body) throws IOException {
    ObjectNode fields = JSON.readValue(body, ObjectNode.class);
    for (String count : List.of("due_count", "overdue_count"))
      if (!fields.has(count)) fields.putNull(count);
    return JSON.treeToValue(fields, Reminder.class);
  }

  /** Throws if it is none of ours. */
  public static Message read(byte[] body) throws IOException {
    Kind kind = JSON.readValue(body, Kind.class);
    if (kind == null || kind.kind() == null) throw new IOException("not a message");
    Message message = switch (kind.kind()) {
      case DIGEST, TASK -> reminder(body);
      case PASSWORD_RESET -> JSON.readValue(body, PasswordReset.class);
      case CONFIRM_EMAIL -> JSON.readValue(body, ConfirmEmail.class);
      case INVITATION -> JSON.readValue(body, Invitation.class);
      default -> throw new IOException("an unknown kind of message");
    };
    if (!message.messageId().matches("[\\x21-\\x7e]{1,200}")) throw new IOException("not a message_id");
    return message;
  }
}
