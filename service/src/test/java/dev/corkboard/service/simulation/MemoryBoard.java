package dev.corkboard.service.simulation;

import dev.corkboard.domain.reminder.DigestPlan;
import dev.corkboard.domain.reminder.Morning;
import dev.corkboard.domain.reminder.Outcome;
import dev.corkboard.domain.reminder.Subscription;
import dev.corkboard.domain.reminder.TaskReminder;
import dev.corkboard.service.amqp.Amqp;
import dev.corkboard.service.mail.Deliveries;
import dev.corkboard.service.mail.Letter;
import dev.corkboard.service.reminder.Messages.Message;
import dev.corkboard.service.reminder.Messages.Person;
import dev.corkboard.service.reminder.Messages;
import dev.corkboard.service.reminder.Outbox;
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
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A model of the tables of the reminders: each method is a transaction, and does what the SQL does.
 */
final class MemoryBoard implements ReminderStore, OutboxStore, Deliveries, Subscribers.People {
  private static final Duration PUBLISHING = Duration.ofSeconds(15);
  private static final Duration SENDING = Duration.ofMinutes(2);

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

    Messages.Line line() {
      return new Messages.Line(id, "Task " + id, due, done ? "done" : "todo", Optional.empty());
    }

    Task settled() {
      return new Task(id, assigned, due, done, remindAt, false, deleted);
    }
  }

  /** A row of reminder.decision. */
  record Decided(ReminderRows.Decision decision, Instant at) {}

  /** A row of reminder.outbox. */
  record Waits(Amqp.Message message, String kind, boolean toMailer, Instant dueAt, Optional<Instant> leasedTill,
      Optional<Instant> sentAt, Optional<String> error) implements Comparable<Waits> {

    Waits leased(Optional<Instant> till) {
      return new Waits(message, kind, toMailer, dueAt, till, sentAt, error);
    }

    Waits sent(Optional<Instant> at, Optional<String> problem) {
      return new Waits(message, kind, toMailer, dueAt, Optional.empty(), at, problem);
    }

    Waits failed(String problem) {
      return new Waits(message, kind, toMailer, dueAt, leasedTill, sentAt, Optional.of(problem));
    }

    @Override
    public int compareTo(Waits other) {
      return Comparator.comparing(Waits::dueAt).thenComparing(each -> each.message().id()).compare(this, other);
    }
  }

  /** A row of reminder.delivery. */
  record Delivered(String state, int attempts, Optional<Instant> leasedTill, Optional<String> error) {}

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

  /** What is written is seen when all of the work is done. */
  @Override
  public <T> T transaction(Work<T> work) throws SQLException {
    Transaction rows = new Transaction();
    T result = work.on(rows);
    rows.writes.forEach(Runnable::run);
    return result;
  }

  @Override
  public Lease lease(Instant now, int limit) {
    Instant till = clock.instant().plus(PUBLISHING);
    List<Waits> due = unsent.stream().takeWhile(it -> !it.dueAt().isAfter(now))
        .filter(it -> it.leasedTill().isEmpty() || it.leasedTill().get().isBefore(clock.instant())).limit(limit)
        .toList();
    Map<String, String> kinds = new HashMap<>();
    List<Amqp.Message> messages = new ArrayList<>();
    for (Waits each : due) {
      put(each.leased(Optional.of(till)));
      kinds.put(each.message().id(), each.kind());
      Amqp.Message message = each.message();
      messages
          .add(each.toMailer() ? new Amqp.Message(message.id(), "", Amqp.MAILER, Map.of(), message.body()) : message);
    }
    return new Lease(messages, kinds, due.isEmpty() ? Instant.MIN : till);
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
        .filter(it -> !ended(it.message().id())).toList();
    lost.forEach(it -> put(it.sent(Optional.empty(), it.error())));
    return lost.size();
  }

  @Override
  public Claim claim(Message message) {
    Delivered old = deliveries.get(message.messageId());
    Instant now = clock.instant();
    boolean free = old == null || old.state().equals("retry")
        || old.state().equals("sending") && old.leasedTill().orElseThrow().isBefore(now);
    if (!free) return old.state().equals("sending") ? new Claim.Busy(old.leasedTill().get()) : new Claim.Settled();
    int attempts = old == null ? 1 : old.attempts() + 1;
    deliveries.put(message.messageId(), new Delivered("sending", attempts, Optional.of(now.plus(SENDING)),
        old == null ? Optional.empty() : old.error()));
    return new Claim.Mine(attempts);
  }

  @Override
  public void settle(Message message, End end, String error, Instant now) {
    deliveries.computeIfPresent(message.messageId(), (id, old) -> old.state().equals("sent")
        ? old
        : new Delivered(end.name().toLowerCase(java.util.Locale.ROOT), old.attempts(), Optional.empty(),
            Optional.of(error).filter(words -> !words.isEmpty())));
  }

  @Override
  public void retry(Message message, Instant at, String error) {
    Delivered old = deliveries.get(message.messageId());
    if (old == null || !old.state().equals("sending")) return;
    deliveries.put(message.messageId(), new Delivered("retry", old.attempts(), Optional.empty(), Optional.of(error)));
    repeat(message, at, error);
  }

  @Override
  public void lookAgain(Message message, Instant at) {
    repeat(message, at, "another mailer has it");
  }

  @Override
  public void keepPoison(Letter letter, String error, Instant now) {
    deliveries.put(letter.id(), new Delivered("dead", 0, Optional.empty(), Optional.of(error)));
  }

  @Override
  public Optional<Subscription> find(String username) {
    return Optional.ofNullable(people.get(username))
        .map(it -> new Subscription(it.morning(), it.profile().active(), it.decided(), it.plan()));
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

  private boolean ended(String id) {
    return deliveries.containsKey(id) && Set.of("sent", "expired", "dead").contains(deliveries.get(id).state());
  }

  private void repeat(Message message, Instant at, String why) {
    Waits old = outbox.get(message.messageId());
    byte[] body = Messages.write(message).getBytes(StandardCharsets.UTF_8);
    Amqp.Message again = new Amqp.Message(message.messageId(), old == null ? "" : old.message().exchange(),
        old == null ? Amqp.MAILER : old.message().routingKey(), Map.of(), body);
    put(new Waits(again, message.kind(), true, at, Optional.empty(), Optional.empty(), Optional.of(why)));
  }

  private void put(Waits row) {
    Waits old = outbox.put(row.message().id(), row);
    if (old != null) unsent.remove(old);
    if (row.sentAt().isEmpty()) unsent.add(row);
  }

  private final class Transaction implements ReminderRows {
    private final List<Runnable> writes = new ArrayList<>();

    @Override
    public List<Subscriber> dueSubscribers(Instant horizon, int limit) {
      return people.values().stream().filter(it -> it.profile().active() && !it.plan().nextAt().isAfter(horizon))
          .sorted(Comparator.comparing(it -> it.plan().nextAt())).limit(limit)
          .map(it -> new Subscriber(it.person(), it.morning(), it.profile().digest(), it.plan())).toList();
    }

    @Override
    public void moveOn(Map<String, DigestPlan> plans) {
      writes.add(() -> plans.forEach((name, plan) -> people.computeIfPresent(name,
          (same, old) -> new Known(old.profile(), old.since(), Optional.of(plan.nextDate().minusDays(1)), plan))));
    }

    @Override
    public List<Tasks> tasks(List<Asked> asked) {
      return asked.stream().map(it -> new Tasks(tasks(it, 0), tasks(it, -1))).toList();
    }

    private List<Messages.Line> tasks(Asked asked, int side) {
      return tasks.values().stream().filter(Task::isOpen)
          .filter(it -> it.assigned().equals(Optional.of(asked.username())))
          .filter(it -> it.due().filter(due -> Integer.signum(due.compareTo(asked.date())) == side).isPresent())
          .map(Task::line).sorted(Comparator.comparing((Messages.Line it) -> it.due().orElseThrow())
              .thenComparing(Messages.Line::name))
          .toList();
    }

    @Override
    public List<DueTask> dueTasks(Instant horizon, int limit) {
      return tasks.values().stream().filter(it -> it.pending() && !it.remindAt().orElseThrow().isAfter(horizon))
          .sorted(Comparator.comparing(it -> it.remindAt().get())).limit(limit).map(this::due).toList();
    }

    private DueTask due(Task task) {
      Optional<Known> to = task.assigned().map(people::get);
      TaskReminder reminder = new TaskReminder(task.id(), task.remindAt().orElseThrow(), task.deleted(), task.done(),
          task.assigned(), to.filter(it -> it.profile().active()).map(Known::since));
      return new DueTask(task.line(), reminder, to.map(Known::person));
    }

    @Override
    public void settle(List<String> ids) {
      writes.add(() -> ids.forEach(id -> tasks.computeIfPresent(id, (same, old) -> old.settled())));
    }

    @Override
    public Set<String> decide(List<Decision> added, Instant now) {
      Set<String> fresh = new HashSet<>();
      for (Decision decision : added)
        if (!decisions.containsKey(decision.messageId()) && fresh.add(decision.messageId()))
          writes.add(() -> decisions.put(decision.messageId(), new Decided(decision, now)));
      return fresh;
    }

    @Override
    public void send(List<Outbox.Entry> entries) {
      writes.add(() -> entries.forEach(entry -> {
        String id = entry.message().messageId();
        byte[] body = Messages.write(entry.message()).getBytes(StandardCharsets.UTF_8);
        Amqp.Message message = new Amqp.Message(id, entry.exchange(), entry.routingKey(), Map.of(), body);
        if (!outbox.containsKey(id))
          put(new Waits(message, entry.message().kind(), false, entry.dueAt(),
              Optional.empty(), Optional.empty(), Optional.empty()));
      }));
    }

    @Override
    public List<Missed> missedSince(Instant then) {
      return decisions.values().stream().map(Decided::decision)
          .filter(it -> it.outcome() == Outcome.MISSED && it.kind().equals(Messages.DIGEST) && it.dueAt().isAfter(then))
          .filter(it -> people.get(it.username().orElseThrow()).plan().nextAt().isAfter(then))
          .map(it -> new Missed(it.messageId(), it.username().get(), people.get(it.username().get()).morning(),
              it.date().orElseThrow(), people.get(it.username().get()).plan().nextDate()))
          .sorted(Comparator.comparing(Missed::date).thenComparing(Missed::username)).toList();
    }

    @Override
    public void forget(List<String> messageIds) {
      writes.add(() -> messageIds.forEach(decisions::remove));
    }
  }
}
