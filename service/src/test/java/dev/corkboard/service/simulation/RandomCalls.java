package dev.corkboard.service.simulation;

import dev.corkboard.domain.reminder.DigestPlan;
import dev.corkboard.domain.reminder.Outcome;
import dev.corkboard.domain.reminder.ReminderId;
import dev.corkboard.service.amqp.Amqp;
import dev.corkboard.service.mail.Deliveries.Claim;
import dev.corkboard.service.mail.Deliveries.End;
import dev.corkboard.service.mail.Letter;
import dev.corkboard.service.reminder.Messages;
import dev.corkboard.service.reminder.Messages.Message;
import dev.corkboard.service.reminder.Messages.Person;
import dev.corkboard.service.reminder.OutboxStore;
import dev.corkboard.service.reminder.Subscribers.Profile;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;
import javax.sql.DataSource;

/** Calls of all ports, in an order and with arguments that a seed chooses, so few of them that they meet often. */
final class RandomCalls {
  private static final LocalDate FIRST = LocalDate.parse("2026-03-28");
  private static final Instant START = Instant.parse("2026-03-28T05:00:00.000001Z");
  private static final List<String> NAMES = List.of("anna", "ben", "cleo", "dora");
  private static final List<String> ZONES = List.of("Europe/Berlin", "Pacific/Apia", "Asia/Kathmandu", "no/where");
  private static final List<Duration> STEPS = List.of(Duration.ofNanos(1_000), Duration.ofSeconds(1),
      Duration.ofSeconds(15), Duration.ofMinutes(2), Duration.ofHours(1));

  private record Claimed(Message message, Claim.Mine mine) {}

  private final TwoBoards boards;
  private final Random random;
  private final RandomRows rows;
  /** Of the last leases. */
  private final List<Instant> tills = new ArrayList<>(List.of(START));
  private final List<Claimed> claimed = new ArrayList<>();

  RandomCalls(TwoBoards boards, Random random) {
    this.boards = boards;
    this.random = random;
    rows = new RandomRows(boards, this);
  }

  static TwoBoards boards(DataSource dataSource) {
    return new TwoBoards(dataSource, START);
  }

  void next() throws SQLException {
    switch (below(24)) {
      case 0, 1, 2 -> boards.pass(pick(STEPS));
      case 3 -> save();
      case 4 -> find();
      case 5 -> boards.put(task());
      case 6 -> waiting();
      case 7, 8, 9, 10 -> rows.transaction();
      case 11, 12 -> lease();
      case 13 -> markSent();
      case 14 -> release();
      case 15 -> markProblems();
      case 16 -> unsend();
      case 17, 18 -> claim();
      case 19 -> settle();
      case 20 -> retry();
      case 21 -> lookAgain();
      case 22 -> keepPoison();
      default -> boards.discardFirst();
    }
  }

  private void save() throws SQLException {
    String name = pick(NAMES.subList(0, 3));
    Profile profile = new Profile(name, name + below(2) + "@example.org", pick(ZONES), below(24), coin(), below(4) > 0,
        below(4) > 0);
    DigestPlan plan = plan();
    Instant at = boards.now();
    boards.same("saves %s, %s".formatted(profile, plan), board -> {
      board.people().save(profile, plan, at);
      return "";
    });
  }

  private void find() throws SQLException {
    String name = pick(NAMES);
    boards.same("finds " + name, board -> board.people().find(name));
  }

  private void waiting() throws SQLException {
    Instant at = instant();
    boards.same("looks at " + at, board -> board.reminders().waiting(at));
  }

  private void lease() throws SQLException {
    Instant at = instant();
    int limit = 1 + below(4);
    boards.same("leases %d at %s".formatted(limit, at), board -> {
      OutboxStore.Lease lease = board.outbox().lease(at, limit);
      if (!lease.messages().isEmpty()) tills.add(lease.till());
      return List.of(lease.messages().stream().map(RandomCalls::told).toList(), lease.kinds(), lease.till());
    });
  }

  private static List<Object> told(Amqp.Message message) {
    return List.of(message.id(), message.exchange(), message.routingKey(), message.headers(),
        new String(message.body(), StandardCharsets.UTF_8));
  }

  private void markSent() throws SQLException {
    List<String> ids = ids();
    Instant till = till();
    Instant at = instant();
    boards.same("marks %s of %s as sent at %s".formatted(ids, till, at), board -> {
      board.outbox().markSent(ids, till, at);
      return "";
    });
  }

  private void release() throws SQLException {
    List<String> ids = ids();
    Instant till = till();
    boards.same("releases %s of %s".formatted(ids, till), board -> {
      board.outbox().release(ids, till);
      return "";
    });
  }

  private void markProblems() throws SQLException {
    Map<String, String> problems = new HashMap<>();
    ids().forEach(id -> problems.put(id, "problem " + below(9)));
    boards.same("marks " + problems, board -> {
      board.outbox().markProblems(problems);
      return "";
    });
  }

  private void unsend() throws SQLException {
    Instant since = instant();
    boards.same("takes back what was sent since " + since, board -> board.outbox().unsend(since));
  }

  private void claim() throws SQLException {
    Message message = message();
    boards.same("claims " + message, board -> {
      Claim claim = board.deliveries().claim(message);
      if (claim instanceof Claim.Mine mine) claimed.add(new Claimed(message, mine));
      return claim;
    });
  }

  private void settle() throws SQLException {
    Message message = message();
    End end = pick(List.of(End.values()));
    String error = coin() ? "" : "error " + below(9);
    Instant at = instant();
    boards.same("settles %s: %s %s at %s".formatted(message, end, error, at), board -> {
      board.deliveries().settle(message, end, error, at);
      return "";
    });
  }

  /** By one of those who have claimed it, in time or not; or by nobody. */
  private void retry() throws SQLException {
    Claimed last = claimed.isEmpty() || below(4) == 0
        ? new Claimed(message(), new Claim.Mine(1, START))
        : pick(claimed.reversed().subList(0, Math.min(8, claimed.size())));
    Message message = last.message();
    Claim.Mine mine = last.mine();
    Instant at = instant();
    String error = "451 " + below(9);
    boards.same("puts %s off to %s, %s: %s".formatted(message, at, mine, error), board -> {
      board.deliveries().retry(message, mine, at, error);
      return "";
    });
  }

  private void lookAgain() throws SQLException {
    Message message = message();
    Instant at = instant();
    boards.same("will look again at %s at %s".formatted(message, at), board -> {
      board.deliveries().lookAgain(message, at);
      return "";
    });
  }

  private void keepPoison() throws SQLException {
    Message message = message();
    Letter letter = coin()
        ? new Letter("poison:" + below(2), new byte[]{'{'}, Optional.empty())
        : new Letter(message.messageId(), Messages.write(message).getBytes(StandardCharsets.UTF_8),
            Optional.of(message));
    String error = "not\0 ours " + below(9);
    Instant at = instant();
    boards.same("keeps %s at %s: %s".formatted(letter.id(), at, error), board -> {
      board.deliveries().keepPoison(letter, error, at);
      return "";
    });
  }

  /** One of few, told anew each time: the same id may come with other words. */
  Message message() {
    String name = pick(NAMES.subList(0, 2));
    Person person = new Person(name, name + below(2) + "@example.org", "Asia/Kathmandu");
    return switch (below(3)) {
      case 0 ->
        new Messages.PasswordReset("reset:" + name, Messages.PASSWORD_RESET, person, "token " + below(9), START);
      case 1 -> Messages.Reminder.task(ReminderId.task("t1", START), person, FIRST, task().line());
      default -> digest(person, FIRST.plusDays(below(2)));
    };
  }

  private Message digest(Person person, LocalDate date) {
    List<Messages.Line> overdue = coin() ? List.of(task().line()) : List.of();
    return Messages.Reminder.digest(ReminderId.digest(person.username(), date), person, date,
        new Messages.Due(List.of(task().line()), overdue, 1, overdue.size()));
  }

  /** Two of them have the same name, and two the same last digit. */
  MemoryBoard.Task task() {
    Optional<Instant> remindAt = maybe(this::instant);
    return new MemoryBoard.Task(pick(List.of("t10", "t20", "t21", "t31", "t40")), maybe(() -> pick(NAMES)),
        maybe(this::date), below(5) == 0, remindAt, remindAt.isPresent() && coin(), below(6) == 0);
  }

  DigestPlan plan() {
    return new DigestPlan(date(), instant(), maybe(this::date));
  }

  Outcome outcome() {
    return coin() ? Outcome.MISSED : pick(List.of(Outcome.values()));
  }

  String name() {
    return pick(NAMES);
  }

  LocalDate date() {
    return FIRST.plusDays(below(4));
  }

  /** Just now, or a step before or after it: so leases end and things are due at the very instant, too. */
  Instant instant() {
    Instant now = boards.now();
    return switch (below(3)) {
      case 0 -> now;
      case 1 -> now.minus(pick(STEPS));
      default -> now.plus(pick(STEPS));
    };
  }

  private Instant till() {
    return below(4) == 0 ? pick(tills) : tills.getLast();
  }

  private List<String> ids() {
    return list(4, () -> message().messageId()).stream().distinct().toList();
  }

  <T> List<T> list(int most, Supplier<T> each) {
    List<T> list = new ArrayList<>();
    for (int i = below(most + 1); i > 0; i--)
      list.add(each.get());
    return list;
  }

  Map<String, DigestPlan> plans() {
    Map<String, DigestPlan> plans = new TreeMap<>();
    list(2, this::name).forEach(name -> plans.put(name, plan()));
    return plans;
  }

  boolean coin() {
    return random.nextBoolean();
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  private <T> Optional<T> maybe(Supplier<T> value) {
    return below(4) == 0 ? Optional.empty() : Optional.of(value.get());
  }

  private <T> T pick(List<T> from) {
    return from.get(below(from.size()));
  }
}
