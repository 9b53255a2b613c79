package dev.corkboard.service.simulation;

import dev.corkboard.domain.TimeZones;
import dev.corkboard.domain.reminder.DigestPlan;
import dev.corkboard.domain.reminder.Subscription;
import dev.corkboard.service.reminder.ReminderStore;
import dev.corkboard.service.reminder.Subscribers;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Two schedulers and two mailers of the product over models of all that is around them, driven by one seed. */
final class World {
  static final Instant START = Instant.parse("2026-03-20T00:00:00Z");
  private static final List<String> ZONES = TimeZones.NAMES.stream().sorted().toList();
  static final List<String> NAMES = List.of("anna", "ben", "cleo");
  private static final ReminderStore.Waiting NOTHING = new ReminderStore.Waiting(false, false, false);
  /** So few that they are reached. */
  static final int MOST_TASKS_A_DAY = 2;
  private static final int STEPS = 150;
  private static final int TRACED = 400;

  final Bug bug;
  final SimBroker broker = new SimBroker(this);
  final Checks checks = new Checks(this);
  final MemoryBoard board = new MemoryBoard(this::now);
  final SimTasks tasks = new SimTasks(this);
  private final SimDatabase database = new SimDatabase(this, board);
  private final SimMailServer mails = new SimMailServer(this);
  private final Subscribers subscribers = new Subscribers(this::clock);
  private final List<SimProcess> processes = new ArrayList<>();
  private final Optional<Deque<String>> trace;
  private final Random random;
  private final boolean moves;
  private final boolean jumps;
  private final Map<String, Instant> changedAt = new HashMap<>();
  private Instant now = START;
  private Instant highest = START;
  private Duration jumped = Duration.ZERO;
  private boolean calm;
  private boolean over;
  private SimProcess current;

  World(long seed, Bug bug, boolean traced) {
    this.bug = bug;
    random = new Random(seed);
    moves = seed % 4 < 2;
    jumps = seed % 4 == 1;
    trace = traced ? Optional.of(new ArrayDeque<>()) : Optional.empty();
  }

  /** All of it, from the first step until everything has settled; throws if something does not hold. */
  void run() throws SQLException {
    SimProduct product = new SimProduct(this, database, mails, random::nextDouble);
    for (int i = 0; i < 2; i++) {
      processes.add(new SimProcess("scheduler " + i, this, product::schedule));
      processes.add(new SimProcess("mailer " + i, this, product::mail));
    }
    try {
      for (String name : NAMES)
        changePerson(name);
      for (int step = 0; step < STEPS; step++)
        step();
      settle();
      checks.allIsSettled();
    } finally {
      over = true;
      processes.forEach(this::end);
    }
  }

  private void end(SimProcess process) {
    while (!process.hasEnded()) {
      process.kill();
      current = process;
      process.step();
    }
  }

  private void step() throws SQLException {
    int chosen = below(100);
    if (chosen < 60) for (int i = 0; i < 6; i++)
      runOne();
    else if (chosen < 74) passTime();
    else if (chosen < 80) see(1 + below(3));
    else if (chosen < 88) {
      if (!database.away) tasks.edit();
    } else if (chosen < 92) changePerson(NAMES.get(below(NAMES.size())));
    else
      fault();
  }

  private void fault() {
    switch (below(9)) {
      case 0, 1 -> broker.away = !broker.away && below(2) == 0;
      case 2, 3 -> mails.away = !mails.away && below(2) == 0;
      case 4 -> database.away = !database.away && below(2) == 0;
      case 5 -> broker.restart();
      case 6 -> broker.poison();
      case 7 -> processes.get(below(processes.size())).kill();
      default -> {
        if (jumps) jumped = below(2) == 0 ? Duration.ZERO : Duration.ofMinutes(below(6 * 1440) - 3 * 1440);
        else if (below(4) == 0) restartAll();
      }
    }
    trace("fault: broker %s, mails %s, database %s, clock %s", broker.away, mails.away, database.away, jumped);
  }

  /** An installation whose broker is embedded. */
  private void restartAll() {
    if (database.away) return;
    processes.forEach(process -> {
      current = process;
      process.killAtOnce();
    });
    broker.forgetAll();
    board.unsend(clock().minus(Duration.ofDays(7)));
    trace("all starts again");
  }

  private void passTime() {
    Duration time = switch (below(5)) {
      case 0, 1 -> Duration.ofSeconds(1 + below(20));
      case 2 -> Duration.ofSeconds(1 + below(300));
      case 3 -> Duration.ofMinutes(1 + below(90));
      default -> Duration.ofMinutes(1 + below(900));
    };
    pass(time);
  }

  private void pass(Duration time) {
    now = now.plus(time);
    if (clock().isAfter(highest)) highest = clock();
    trace("--- %s", clock());
  }

  private void runOne() {
    List<SimProcess> ready = processes.stream().filter(process -> process.isReady(now)).toList();
    if (ready.isEmpty()) {
      pass(Duration.ofSeconds(1));
      return;
    }
    current = ready.get(below(ready.size()));
    current.step();
  }

  private void changePerson(String name) throws SQLException {
    if (database.away) return;
    Optional<Subscribers.Profile> old = Optional.ofNullable(board.people.get(name)).map(MemoryBoard.Known::profile);
    boolean stays = old.isPresent() && !moves;
    Subscribers.Profile changed = new Subscribers.Profile(name, name + "@example.org",
        stays ? old.get().timeZone() : ZONES.get(below(ZONES.size())), stays ? old.get().digestHour() : below(24),
        below(4) > 0, old.isEmpty() || below(4) > 0, below(6) > 0);
    subscribers.changed(people(), changed);
    changedAt.put(name, clock());
    checks.active(name, changed.active());
    trace("%s is now %s: %s", name, changed, board.people.get(name).plan());
  }

  /** Plants a bug: a person who comes back counts as never away. */
  private Subscribers.People people() {
    return new Subscribers.People() {
      @Override
      public Optional<Subscription> find(String username) {
        return board.find(username).map(it -> new Subscription(it.morning(),
            it.active() || bug == Bug.AWAY_IS_MADE_UP, it.sent(), it.plan()));
      }

      @Override
      public void save(Subscribers.Profile profile, DigestPlan plan, Instant at) {
        board.save(profile, plan, at);
      }

      @Override
      public void reopen(String username, LocalDate from) {
        board.reopen(username, from);
        checks.reopened(username, from);
      }
    };
  }

  private void see(int edits) {
    if (!database.away) tasks.see(edits);
  }

  /** No more faults, and time for everything to come to its end. */
  private void settle() {
    calm = true;
    broker.away = false;
    mails.away = false;
    database.away = false;
    jumped = Duration.ZERO;
    pass(Duration.ofMinutes(15)); // by then, whoever was killed has started again
    for (int round = 0; round < 5 || !isSettled(); round++) {
      if (round > 400) break;
      finish();
      pass(Duration.ofMinutes(1 + below(10)));
    }
    for (int i = 0; i < 60 && (i < 3 || !isSettled()); i++)
      finish();
  }

  /** All that can be done at this time, and a second more. */
  private void finish() {
    see(Integer.MAX_VALUE);
    pass(Duration.ofSeconds(1));
    for (int i = 0; processes.stream().anyMatch(process -> process.isReady(now)); i++) {
      if (i > 20_000) throw new AssertionError("the work does not end");
      runOne();
    }
  }

  private boolean isSettled() {
    return broker.isEmpty() && board.waiting(clock()).equals(NOTHING)
        && board.outbox.values().stream().allMatch(this::isSettled);
  }

  /** A clock that was ahead has decided on what is still to come. */
  boolean isSettled(Waits row) {
    return row.sentAt().isPresent() || row.dueAt().isAfter(clock());
  }

  /** Where a process may be interrupted, or end for ever. */
  void effect(String what) {
    trace("%s %s", current.name, what);
    if (below(3) == 0) current.giveWay();
    if (fails(200)) throw new SimProcess.Killed();
    if (fails(400)) pause();
  }

  /** All of the process stands still, maybe until the broker takes it for gone and gives away what it had. */
  void pause() {
    SimProcess paused = current;
    Duration time = Duration.ofSeconds(1 + below(1 << 4 + below(11)));
    trace("%s stands still for %s", paused.name, time);
    if (below(5) > 0) broker.lost(paused);
    paused.sleep(time);
  }

  boolean fails(int once) {
    return !calm && random.nextInt(once) == 0;
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  SimProcess current() {
    return current;
  }

  /** The time that nobody can put forward or back. */
  Instant now() {
    return now;
  }

  /** What the clocks of the nodes show. */
  Instant clock() {
    return now.plus(jumped);
  }

  Instant highest() {
    return highest.isAfter(clock()) ? highest : clock();
  }

  /** From when on the tasks count for what was due of somebody then: a move makes other dates due, as of now. */
  Instant counts(String name, Instant dueAt) {
    Instant changed = changedAt.get(name);
    return moves && changed.isAfter(dueAt) ? changed : dueAt;
  }

  boolean clockJumps() {
    return jumps;
  }

  boolean peopleMove() {
    return moves;
  }

  boolean isCalm() {
    return calm;
  }

  boolean isOver() {
    return over;
  }

  void trace(String what, Object... of) {
    if (trace.isEmpty()) return;
    trace.get().add(what.formatted(of));
    if (trace.get().size() > TRACED) trace.get().removeFirst();
  }

  String traced() {
    return String.join("\n", trace.orElseThrow());
  }
}
