package dev.corkboard.service.simulation;

import dev.corkboard.domain.reminder.DigestPlan;
import dev.corkboard.domain.reminder.Morning;
import dev.corkboard.domain.reminder.Outcome;
import dev.corkboard.domain.reminder.Subscription;
import dev.corkboard.service.amqp.Amqp;
import dev.corkboard.service.mail.Deliveries;
import dev.corkboard.service.mail.Letter;
import dev.corkboard.service.reminder.Messages.Message;
import dev.corkboard.service.reminder.Messages.Person;
import dev.corkboard.service.reminder.Messages.Secret;
import dev.corkboard.service.reminder.Messages;
import dev.corkboard.service.reminder.OutboxStore;
import dev.corkboard.service.reminder.ReminderRows;
import dev.corkboard.service.reminder.ReminderStore;
import dev.corkboard.service.reminder.Subscribers;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A model of the tables of the reminders: each method is a transaction, and does what the SQL does.
 */
final class MemoryBoard implements ReminderStore, OutboxStore, Deliveries, Subscribers.People {
  private static final Duration PUBLISHING = Duration.ofSeconds(15);
  private static final Duration SENDING = Duration.ofMinutes(2);
  private static final Set<String> ENDS = Set.of("sent", "expired", "dead", "discarded");

  /** A row of reminder.subscriber. */
  record Known(Subscribers.Profile profile, Instant since, Optional<LocalDate> decided, DigestPlan plan) {
    Morning morning() {
      return Morning.of(profile.timeZone(), profile.digestHour());
    }

    Person person() {
      return new Person(profile.username(), profile.email(), profile.timeZone());
    }
  }

  /** A row of reminder.task. */
  record Task(String id, Optional<String> assigned, Optional<LocalDate> due, boolean done, Optional<Instant> remindAt,
      boolean pending, boolean deleted) {

    /** No task at all. */
    static final Task NONE = new Task("", Optional.empty(), Optional.empty(), false, Optional.empty(), false, true);

    boolean isOpen() {
      return !done && !deleted;
    }

    /** Not as ids are ordered, and not everybody's own. */
    String name() {
      return "Task " + id.charAt(id.length() - 1);
    }

    String status() {
      return done ? "done" : "todo";
    }

    Messages.Line line() {
      return new Messages.Line(id, name(), due, status(), Optional.empty());
    }

    Task settled() {
      return new Task(id, assigned, due, done, remindAt, false, deleted);
    }
  }

  /** A row of reminder.decision. */
  record Decided(ReminderRows.Decision decision, Instant at) {}

  final Map<String, Known> people = new TreeMap<>();
  final Map<String, Task> tasks = new TreeMap<>();
  final Map<String, Decided> decisions = new HashMap<>();
  final Map<String, Waits> outbox = new HashMap<>();
  final Map<String, Delivered> deliveries = new HashMap<>();
  private final TreeSet<Waits> unsent = new TreeSet<>();
  private final InstantSource clock;

  /** @param clock the database's own */
  MemoryBoard(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Waiting waiting(Instant now) {
    return new Waiting(
        people.values().stream().anyMatch(it -> it.profile().active() && !it.plan().nextAt().isAfter(now)),
        tasks.values().stream().anyMatch(it -> it.pending() && !it.remindAt().orElseThrow().isAfter(now)),
        !unsent.isEmpty() && !unsent.first().dueAt().isAfter(now));
  }

  @Override
  public <T> T transaction(Work<T> work) throws SQLException {
    MemoryRows rows = new MemoryRows(this);
    try {
      return work.on(rows);
    } catch (SQLException | RuntimeException | Error failure) {
      rows.rollBack();
      throw failure;
    }
  }

  @Override
  public Lease lease(Instant now, int limit) {
    Instant till = clock.instant().plus(PUBLISHING);
    List<Waits> due = unsent.stream().takeWhile(it -> !it.dueAt().isAfter(now))
        .filter(it -> it.leasedTill().isEmpty() || it.leasedTill().get().isBefore(clock.instant())).limit(limit)
        .toList();
    due.forEach(it -> put(it.leased(Optional.of(till))));
    Map<String, String> kinds = new HashMap<>();
    due.forEach(it -> kinds.put(it.id(), it.kind()));
    return new Lease(due.stream().map(Waits::message).toList(), kinds, due.isEmpty() ? Instant.MIN : till);
  }

  @Override
  public void markSent(Collection<String> ids, Instant till, Instant now) {
    for (String id : ids) {
      Waits row = outbox.get(id);
      if (row != null && row.leasedTill().equals(Optional.of(till))) put(row.sent(Optional.of(now), Optional.empty()));
    }
  }

  @Override
  public void markProblems(Map<String, String> problems) {
    problems.forEach((id, problem) -> {
      if (outbox.containsKey(id)) put(outbox.get(id).failed(problem));
    });
  }

  @Override
  public void release(Collection<String> ids, Instant till) {
    for (String id : ids) {
      Waits row = outbox.get(id);
      if (row != null && row.leasedTill().equals(Optional.of(till))) put(row.leased(Optional.empty()));
    }
  }

  @Override
  public int unsend(Instant since) {
    List<Waits> lost = outbox.values().stream().filter(it -> it.sentAt().filter(at -> at.isAfter(since)).isPresent())
        .filter(it -> it.payload().isPresent()).filter(it -> !has(it.id(), ENDS)).toList();
    lost.forEach(it -> put(it.sent(Optional.empty(), it.error())));
    return lost.size();
  }

  @Override
  public Claim claim(Message message) {
    String id = message.messageId();
    Instant now = clock.instant();
    Delivered row = deliveries.getOrDefault(id, new Delivered(message.kind(), message.user().username(), "retry", 0,
        Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()));
    boolean sending = row.state().equals("sending");
    if (sending && !row.leasedTill().orElseThrow().isBefore(now)) return new Claim.Busy(row.leasedTill().get());
    if (!sending && !row.state().equals("retry")) return new Claim.Settled();
    Instant till = now.plus(SENDING);
    deliveries.put(id, row.claimed(till));
    return new Claim.Mine(row.attempts() + 1, till);
  }

  @Override
  public void settle(Message message, End end, String error, Instant now) {
    if (!has(message.messageId(), Set.of("sent"))) end(message, end, error, now);
    if (message instanceof Secret && outbox.containsKey(message.messageId()))
      put(outbox.get(message.messageId()).wiped(now));
  }

  /** Whatever has become of it before; only a planted bug does this to all. */
  void end(Message message, End end, String error, Instant now) {
    deliveries.computeIfPresent(message.messageId(), (id, old) -> old.ended(end, error, now, kept(message)));
  }

  @Override
  public void retry(Message message, Claim.Mine mine, Instant at, String error) {
    Delivered row = deliveries.get(message.messageId());
    boolean still = row != null && row.state().equals("sending") && row.attempts() == mine.attempts()
        && row.leasedTill().equals(Optional.of(mine.till()));
    if (still) putOff(message, at, error);
  }

  /** Whatever has become of it before; only a planted bug does this to all. */
  void putOff(Message message, Instant at, String error) {
    deliveries.computeIfPresent(message.messageId(), (id, old) -> old.retried(error));
    repeat(message, at, error);
  }

  @Override
  public void lookAgain(Message message, Instant at) {
    if (has(message.messageId(), Set.of("sending"))) repeat(message, at, "another mailer has it");
  }

  @Override
  public void keepPoison(Letter letter, String error, Instant now) {
    if (has(letter.id(), Set.of("sent", "expired"))) return;
    Delivered row = deliveries.getOrDefault(letter.id(), new Delivered(
        letter.message().map(Message::kind).orElse("poison"),
        letter.message().map(it -> it.user().username()).orElse(""),
        "dead", 0, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()));
    Optional<String> body = Optional.of(new String(letter.body(), StandardCharsets.UTF_8))
        .filter(it -> letter.message().filter(Secret.class::isInstance).isEmpty());
    deliveries.put(letter.id(), row.buried(error.replace("\0", ""), now, body));
  }

  @Override
  public Optional<Subscription> find(String username) {
    return Optional.ofNullable(people.get(username))
        .map(it -> new Subscription(it.morning(), it.profile().active(), sent(it), it.plan()));
  }

  private Set<LocalDate> sent(Known person) {
    if (person.decided().isEmpty()) return Set.of();
    return digests(person.profile().username(), person.decided().get().minusDays(3))
        .filter(it -> it.outcome() == Outcome.SENT).map(it -> it.date().orElseThrow()).collect(Collectors.toSet());
  }

  private Stream<ReminderRows.Decision> digests(String username, LocalDate from) {
    return decisions.values().stream().map(Decided::decision)
        .filter(it -> it.kind().equals(Messages.DIGEST) && it.username().equals(Optional.of(username)))
        .filter(it -> it.date().filter(date -> !date.isBefore(from)).isPresent());
  }

  @Override
  public void reopen(String username, LocalDate from) {
    digests(username, from).filter(it -> it.outcome() != Outcome.SENT).map(ReminderRows.Decision::messageId).toList()
        .forEach(decisions::remove);
  }

  @Override
  public void save(Subscribers.Profile profile, DigestPlan plan, Instant now) {
    Known old = people.get(profile.username());
    people.put(profile.username(), new Known(profile, old == null ? now : old.since(),
        old == null ? Optional.empty() : old.decided(), plan));
  }

  /** As no SQL does it: for a planted bug. */
  void forceSent(String id) {
    put(outbox.get(id).sent(Optional.of(clock.instant()), Optional.empty()));
  }

  void put(Waits row) {
    Waits old = outbox.put(row.id(), row);
    if (old != null) unsent.remove(old);
    if (row.sentAt().isEmpty()) unsent.add(row);
  }

  /** As a transaction does that is rolled back. */
  void takeBack(Waits row) {
    outbox.remove(row.id());
    unsent.remove(row);
  }

  private boolean has(String id, Set<String> states) {
    return deliveries.containsKey(id) && states.contains(deliveries.get(id).state());
  }

  private static Optional<String> kept(Message message) {
    return message instanceof Secret ? Optional.empty() : Optional.of(Messages.write(message));
  }

  private void repeat(Message message, Instant at, String why) {
    Optional<Waits> old = Optional.ofNullable(outbox.get(message.messageId()));
    put(new Waits(message.messageId(), old.map(Waits::kind).orElse(message.kind()),
        old.map(Waits::exchange).orElse(""), old.map(Waits::routingKey).orElse(Amqp.MAILER),
        Optional.of(Messages.write(message)), true, at, Optional.empty(), Optional.empty(), Optional.of(why)));
  }
}
