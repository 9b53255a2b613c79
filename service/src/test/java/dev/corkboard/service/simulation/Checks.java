package dev.corkboard.service.simulation;

import dev.corkboard.domain.TimeZones;
import dev.corkboard.domain.reminder.Outcome;
import dev.corkboard.service.amqp.Amqp;
import dev.corkboard.service.mail.Deliveries;
import dev.corkboard.service.reminder.Messages.Message;
import dev.corkboard.service.reminder.Messages;
import dev.corkboard.service.reminder.Outbox;
import dev.corkboard.service.reminder.ReminderRows.Decision;
import dev.corkboard.service.reminder.Subscribers;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What must hold after each step, said in other words than the product says it. */
final class Checks {

  private record Holder(SimProcess process, int life, Instant till) {
    boolean lives() {
      return process.life() == life;
    }
  }

  private final World world;
  private final Map<String, TreeMap<LocalDate, Outcome>> dates = new HashMap<>();
  private final Map<String, Decision> decisions = new HashMap<>();
  /** When reminders of tasks were decided to be sent, by whom they are for. */
  private final Map<String, List<Instant>> reminded = new HashMap<>();
  private final Map<String, Holder> holders = new HashMap<>();
  /** Which life of which process may mail what, once for each claim. */
  private final Set<String> mayMail = new HashSet<>();
  private final Set<String> ended = new HashSet<>();
  /** What a mailer has stored as sent, after the mail server's yes. */
  private final Set<String> sent = new HashSet<>();
  private final Absences absences = new Absences();
  private final Map<String, Integer> mails = new HashMap<>();

  Checks(World world) {
    this.world = world;
  }

  void decided(Decision decision, Instant now) {
    world.trace("decides %s of %s: %s", decision.messageId(), decision.dueAt(), decision.outcome());
    decisions.put(decision.messageId(), decision);
    check(!decision.dueAt().isAfter(now), "%s is decided before it is due", decision.messageId());
    if (decision.kind().equals(Messages.DIGEST)) digest(decision, now);
    else if (!world.clockJumps()) task(decision, now);
  }

  private void digest(Decision decision, Instant now) {
    String name = decision.username().orElseThrow();
    LocalDate date = decision.date().orElseThrow();
    MemoryBoard.Known person = world.board.people.get(name);
    check(person.profile().active(), "%s is decided, but %s is away", decision.messageId(), name);
    check(world.peopleMove() || !absences.covers(name, date), "%s is decided, but %s was away", date, name);
    Outcome before = dates.computeIfAbsent(name, it -> new TreeMap<>()).put(date, decision.outcome());
    check(before == null, "%s of %s is decided twice", date, name);
    LocalDateTime local = LocalDateTime.ofInstant(now, TimeZones.of(person.profile().timeZone()));
    if (decision.outcome() == Outcome.MISSED) {
      check(local.toLocalDate().isAfter(date), "%s is missed although it is not over", decision.messageId());
      return;
    }
    check(!local.isBefore(date.atTime(person.profile().digestHour(), 0)), "%s comes too early", decision.messageId());
    boolean today = local.toLocalDate().equals(date);
    check(today || world.peopleMove(), "%s comes after its date", decision.messageId());
    check(person.profile().digest() == (decision.outcome() != Outcome.DIGEST_OFF), "%s", decision.messageId());
    if (decision.outcome() == Outcome.DIGEST_OFF || world.clockJumps()) return;
    boolean must = false;
    boolean may = false;
    for (List<SimTasks.Edit> edits : world.tasks.journal.values()) {
      List<MemoryBoard.Task> states = SimTasks.states(edits, world.counts(name, decision.dueAt()),
          world.clock());
      must |= states.stream().allMatch(it -> isFor(it, name, date));
      may |= states.stream().anyMatch(it -> isFor(it, name, date));
    }
    boolean due = decision.outcome() != Outcome.NOTHING_DUE;
    check(due ? may : !must, "%s is %s", decision.messageId(), decision.outcome());
    Outcome expected = person.profile().confirmed() ? Outcome.SENT : Outcome.EMAIL_UNCONFIRMED;
    check(!due || decision.outcome() == expected, "%s is %s", decision.messageId(), decision.outcome());
  }

  private static boolean isFor(MemoryBoard.Task task, String name, LocalDate date) {
    return !task.done() && !task.deleted() && task.assigned().equals(Optional.of(name))
        && task.due().equals(Optional.of(date));
  }

  private void task(Decision decision, Instant now) {
    List<MemoryBoard.Task> states = SimTasks.states(world.tasks.journal.get(decision.task().orElseThrow()),
        decision.dueAt(),
        world.clock());
    boolean right = states.stream().filter(it -> it.remindAt().equals(Optional.of(decision.dueAt())))
        .anyMatch(it -> outcome(it, now) == decision.outcome());
    check(right, "%s is %s", decision.messageId(), decision.outcome());
    if (decision.outcome() == Outcome.SENT)
      reminded.computeIfAbsent(decision.username().orElseThrow(), it -> new ArrayList<>()).add(now);
  }

  private Outcome outcome(MemoryBoard.Task task, Instant now) {
    if (task.deleted()) return Outcome.TASK_DELETED;
    if (task.done()) return Outcome.TASK_DONE;
    if (task.assigned().isEmpty()) return Outcome.NOT_ASSIGNED;
    if (absences.isAway(task.assigned().get())) return Outcome.INACTIVE;
    if (task.remindAt().orElseThrow().isBefore(World.START)) return Outcome.MISSED;
    Subscribers.Profile profile = world.board.people.get(task.assigned().get()).profile();
    if (!profile.confirmed()) return Outcome.EMAIL_UNCONFIRMED;
    return remindedToday(profile, now) < World.MOST_TASKS_A_DAY ? Outcome.SENT : Outcome.TOO_MANY;
  }

  /** By the calendar on the wall of the person. */
  private long remindedToday(Subscribers.Profile profile, Instant now) {
    ZoneId zone = TimeZones.of(profile.timeZone());
    LocalDate today = LocalDate.ofInstant(now, zone);
    return reminded.getOrDefault(profile.username(), List.of()).stream()
        .filter(at -> !LocalDate.ofInstant(at, zone).isBefore(today)).count();
  }

  void forgotten(List<String> ids) {
    for (String id : ids) {
      Decision decision = decisions.remove(id);
      check(decision.outcome() == Outcome.MISSED, "%s is forgotten", id);
      dates.get(decision.username().orElseThrow()).remove(decision.date().orElseThrow());
    }
  }

  /** Its hour comes again, so it is decided again; what was sent never is. */
  void reopened(String name, LocalDate from) {
    decisions.values().removeIf(it -> it.kind().equals(Messages.DIGEST) && it.username().equals(Optional.of(name))
        && !it.date().orElseThrow().isBefore(from) && it.outcome() != Outcome.SENT);
    dates.getOrDefault(name, new TreeMap<>()).tailMap(from, true).values().removeIf(it -> it != Outcome.SENT);
  }

  /** A digest tells all that was due at its hour and still is, and nothing that never was. */
  void sent(List<Outbox.Entry> entries) {
    for (Outbox.Entry entry : entries) {
      if (world.clockJumps() || !(entry.message() instanceof Messages.Reminder digest)
          || !digest.kind().equals(Messages.DIGEST))
        continue;
      Set<String> told = new HashSet<>(digest.tasks().stream().map(Messages.Line::id).toList());
      world.tasks.journal.forEach((id, edits) -> {
        List<MemoryBoard.Task> states = SimTasks.states(edits,
            world.counts(digest.user().username(), entry.dueAt()), world.clock());
        long fitting = states.stream().filter(it -> isFor(it, digest.user().username(), digest.date())).count();
        check(fitting > 0 || !told.contains(id), "%s tells of %s", digest.messageId(), id);
        check(fitting < states.size() || told.contains(id), "%s tells nothing of %s",
            digest.messageId(), id);
      });
    }
  }

  void published(List<Amqp.Message> messages) {
    Instant last = Instant.MIN;
    for (Amqp.Message message : messages) {
      if (message.routingKey().equals(Amqp.MAILER_DEAD) || !message.headers().isEmpty()) continue;
      Waits row = world.board.outbox.get(message.id());
      boolean putOffMeanwhile = row.leasedTill().isEmpty();
      check(!row.dueAt().isAfter(world.highest()) || putOffMeanwhile, "%s is published too early", message.id());
      check(!row.dueAt().isBefore(last) || putOffMeanwhile, "%s is published out of order", message.id());
      if (!putOffMeanwhile) last = row.dueAt();
    }
  }

  void marked(Collection<String> ids) {
    ids.forEach(id -> check(world.broker.everTaken.contains(id), "%s is marked, but the broker has it not", id));
  }

  void claimed(String id) {
    check(!ended.contains(id), "%s is claimed after its end", id);
    Holder other = holders.get(id);
    check(other == null || !other.lives() || other.till().isBefore(world.now()), "%s is claimed by two", id);
    SimProcess process = world.current();
    Instant till = world.board.deliveries.get(id).leasedTill().orElseThrow();
    holders.put(id, new Holder(process, process.life(), till));
    mayMail.add(process.name + " " + process.life() + " " + id);
  }

  void released(String id) {
    staysSent(id);
    Holder holder = holders.get(id);
    if (holder != null && holder.process() == world.current()) holders.remove(id);
  }

  void settled(String id, Deliveries.End end) {
    ended.add(id);
    if (end == Deliveries.End.SENT) sent.add(id);
    check(end != Deliveries.End.SENT || mails.containsKey(id), "%s is sent, but was never mailed", id);
    staysSent(id);
  }

  /** Nor does a mailer that comes late make anything else of it. */
  private void staysSent(String id) {
    String state = world.board.deliveries.get(id).state();
    check(!sent.contains(id) || state.equals("sent"), "%s was sent, but now is %s", id, state);
  }

  /** Whoever leaves gets no more digests; whoever comes back gets the next one whose hour is still to come. */
  void active(String name, boolean active) {
    NavigableMap<LocalDate, Outcome> decided = dates.getOrDefault(name, new TreeMap<>());
    if (active == !absences.isAway(name)) return;
    if (!active) {
      absences.leaves(name, decided.isEmpty() || world.peopleMove()
          ? LocalDate.EPOCH.withYear(2026)
          : decided.lastKey().plusDays(1));
      return;
    }
    MemoryBoard.Known person = world.board.people.get(name);
    LocalDateTime local = LocalDateTime.ofInstant(world.clock(), TimeZones.of(person.profile().timeZone()));
    LocalDate first = local.toLocalDate().plusDays(local.getHour() < person.profile().digestHour() ? 0 : 1);
    LocalDate next = first;
    while (decided.get(next) == Outcome.SENT)
      next = next.plusDays(1);
    check(world.peopleMove() || person.plan().nextDate().equals(next),
        "%s is back at %s, but the next digest is that of %s",
        name, local, person.plan().nextDate());
    absences.returns(name, person.plan().nextDate(), decided.keySet());
  }

  void accepted(Message message) {
    String id = message.messageId();
    SimProcess process = world.current();
    world.trace("the mail server has %s", id);
    check(mayMail.remove(process.name + " " + process.life() + " " + id), "%s is mailed without a claim", id);
    Decision decision = decisions.get(id);
    check(decision != null && decision.outcome() == Outcome.SENT, "%s is mailed, but was not decided", id);
    check(!decision.dueAt().isAfter(world.highest()), "%s is mailed too early", id);
    mails.merge(id, 1, Integer::sum);
  }

  /** After a while without faults. */
  void allIsSettled() {
    check(world.broker.isEmpty(), "messages are left in the queue");
    world.board.outbox.forEach((id, row) -> check(world.isSettled(row), "%s is left in the outbox", id));
    decisions.values().stream().filter(it -> it.outcome() == Outcome.SENT)
        .filter(it -> world.board.outbox.get(it.messageId()).sentAt().isPresent()).forEach(this::hasItsMail);
    sent.forEach(this::staysSent);
    world.board.people.values().forEach(this::hasAllDates);
    world.tasks.journal.forEach((id, edits) -> {
      MemoryBoard.Task last = edits.getLast().task();
      last.remindAt().filter(at -> !at.isAfter(world.clock()))
          .ifPresent(at -> check(decisions.containsKey("task:" + id + ":" + at), "%s at %s is lost", id, at));
    });
  }

  private void hasItsMail(Decision decision) {
    String id = decision.messageId();
    Delivered delivery = world.board.deliveries.get(id);
    check(delivery != null, "%s is lost", id);
    boolean dead = delivery.state().equals("dead");
    check(dead || mails.getOrDefault(id, 0) > 0, "%s was not mailed", id);
    check(dead || delivery.state().equals("sent"), "%s is %s", id, delivery.state());
    check(!dead || world.broker.dead.stream().anyMatch(message -> message.id().equals(id)), "%s is nowhere", id);
  }

  private boolean isSettled(String name, LocalDate date) {
    return dates.getOrDefault(name, new TreeMap<>()).containsKey(date) || absences.covers(name, date);
  }

  private void hasAllDates(MemoryBoard.Known person) {
    String name = person.profile().username();
    LocalDateTime local = LocalDateTime.ofInstant(world.clock(), TimeZones.of(person.profile().timeZone()));
    TreeMap<LocalDate, Outcome> decided = dates.getOrDefault(name, new TreeMap<>());
    boolean away = absences.isAway(name);
    if (away) absences.returns(name, local.toLocalDate().plusDays(1), decided.keySet());
    if (!world.peopleMove()) {
      LocalDate last = local.getHour() >= person.profile().digestHour()
          ? local.toLocalDate()
          : local.toLocalDate().minusDays(1);
      LocalDate first = LocalDate.ofInstant(World.START, TimeZones.of(person.profile().timeZone())).plusDays(1);
      first.datesUntil(last.isBefore(first) ? first : last.plusDays(1))
          .forEach(date -> check(isSettled(name, date), "%s of %s is lost", date, name));
    }
    if (decided.isEmpty()) return;
    LocalDate known = local.toLocalDate().isBefore(decided.lastKey()) ? local.toLocalDate() : decided.lastKey();
    if (known.isBefore(decided.firstKey())) return;
    decided.firstKey().datesUntil(known)
        .forEach(date -> check(isSettled(name, date), "%s of %s is lost", date, name));
    check(away || person.plan().nextAt().isAfter(world.clock()), "what is due of %s is not decided", name);
  }

  private static void check(boolean holds, String otherwise, Object... of) {
    if (!holds) throw new AssertionError(otherwise.formatted(of));
  }
}
