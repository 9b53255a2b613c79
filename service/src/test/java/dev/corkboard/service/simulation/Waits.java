package dev.corkboard.service.simulation;

import dev.corkboard.service.amqp.Amqp;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** A row of reminder.outbox; what has no payload any more was a secret. */
record Waits(String id, String kind, String exchange, String routingKey, Optional<String> payload, boolean toMailer,
    Instant dueAt, Optional<Instant> leasedTill, Optional<Instant> sentAt,
    Optional<String> error) implements Comparable<Waits> {

  Amqp.Message message() {
    byte[] body = payload.orElseThrow().getBytes(StandardCharsets.UTF_8);
    return new Amqp.Message(id, toMailer ? "" : exchange, toMailer ? Amqp.MAILER : routingKey, Map.of(), body);
  }

  Waits leased(Optional<Instant> till) {
    return new Waits(id, kind, exchange, routingKey, payload, toMailer, dueAt, till, sentAt, error);
  }

  Waits sent(Optional<Instant> at, Optional<String> problem) {
    return new Waits(id, kind, exchange, routingKey, payload, toMailer, dueAt, Optional.empty(), at, problem);
  }

  Waits failed(String problem) {
    return new Waits(id, kind, exchange, routingKey, payload, toMailer, dueAt, leasedTill, sentAt,
        Optional.of(problem));
  }

  Waits wiped(Instant now) {
    return new Waits(id, kind, exchange, routingKey, Optional.empty(), toMailer, dueAt, leasedTill,
        sentAt.or(() -> Optional.of(now)), error);
  }

  @Override
  public int compareTo(Waits other) {
    int order = dueAt.compareTo(other.dueAt);
    return order == 0 ? id.compareTo(other.id) : order;
  }
}
