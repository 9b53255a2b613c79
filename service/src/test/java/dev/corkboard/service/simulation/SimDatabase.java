package dev.corkboard.service.simulation;

import dev.corkboard.domain.reminder.DigestPlan;
import dev.corkboard.domain.reminder.Morning;
import dev.corkboard.service.mail.Deliveries;
import dev.corkboard.service.mail.Letter;
import dev.corkboard.service.reminder.Messages.Message;
import dev.corkboard.service.reminder.Messages;
import dev.corkboard.service.reminder.Outbox;
import dev.corkboard.service.reminder.OutboxStore;
import dev.corkboard.service.reminder.ReminderRows;
import dev.corkboard.service.reminder.ReminderStore;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The way to the tables: away at times, and its answers may get lost after the commit. */
final class SimDatabase implements ReminderStore, OutboxStore, Deliveries {
  private interface Call<T> {
    T run() throws SQLException;
  }

  private final World world;
  private final MemoryBoard board;
  boolean away;

  SimDatabase(World world, MemoryBoard board) {
    this.world = world;
    this.board = board;
  }

  private <T> T call(String what, Call<T> call) throws SQLException {
    world.effect(what);
    if (away) throw new SQLException("no database", "08006");
    T result = call.run();
    world.effect(what + ": done");
    if (world.fails(120)) throw new SQLException("no answer", "08006");
    return result;
  }

  @Override
  public Waiting waiting(Instant now) throws SQLException {
    return call("looks", () -> board.waiting(now));
  }

  @Override
  public <T> T transaction(Work<T> work) throws SQLException {
    return call("decides", () -> board.transaction(rows -> work.on(new Watched(rows))));
  }

  @Override
  public Lease lease(Instant now, int limit) throws SQLException {
    return call("leases", () -> board.lease(now, limit));
  }

  @Override
  public void markSent(Collection<String> ids, Instant till, Instant now) throws SQLException {
    call("marks " + ids.size() + " as sent", () -> {
      world.checks.marked(ids);
      if (world.bug == Bug.LEASE_IGNORED) ids.forEach(board::forceSent);
      board.markSent(ids, till, now);
      return null;
    });
  }

  @Override
  public void markProblems(Map<String, String> problems) throws SQLException {
    call("marks problems", () -> {
      board.markProblems(problems);
      return null;
    });
  }

  @Override
  public void release(Collection<String> ids, Instant till) throws SQLException {
    call("releases", () -> {
      board.release(ids, till);
      return null;
    });
  }

  @Override
  public int unsend(Instant since) throws SQLException {
    return call("takes back", () -> board.unsend(since));
  }

  @Override
  public Claim claim(Message message) throws SQLException {
    return call("claims", () -> {
      Claim claim = board.claim(message);
      if (world.bug == Bug.CLAIM_IGNORED && claim instanceof Claim.Busy busy) claim = new Claim.Mine(1, busy.till());
      if (claim instanceof Claim.Mine) world.checks.claimed(message.messageId());
      world.trace("%s: %s", message.messageId(), claim);
      return claim;
    });
  }

  @Override
  public void settle(Message message, End end, String error, Instant now) throws SQLException {
    call("settles", () -> {
      if (world.bug == Bug.END_OVERWRITTEN) board.end(message, end, error, now);
      else
        board.settle(message, end, error, now);
      world.checks.settled(message.messageId(), end);
      return null;
    });
  }

  @Override
  public void retry(Message message, Claim.Mine mine, Instant at, String error) throws SQLException {
    call("puts off", () -> {
      if (world.bug == Bug.RETRY_AFTER_END) board.putOff(message, at, error);
      else
        board.retry(message, mine, at, error);
      world.checks.released(message.messageId());
      return null;
    });
  }

  @Override
  public void lookAgain(Message message, Instant at) throws SQLException {
    call("will look again", () -> {
      board.lookAgain(message, at);
      return null;
    });
  }

  @Override
  public void keepPoison(Letter letter, String error, Instant now) throws SQLException {
    call("keeps poison", () -> {
      board.keepPoison(letter, error, now);
      return null;
    });
  }

  /** Tells the checks what is decided, and plants what is to be found. */
  private final class Watched implements ReminderRows {
    private final ReminderRows rows;

    Watched(ReminderRows rows) {
      this.rows = rows;
    }

    @Override
    public List<Subscriber> dueSubscribers(Instant horizon, int limit) throws SQLException {
      List<Subscriber> due = rows.dueSubscribers(horizon, limit);
      if (world.bug == Bug.UNCONFIRMED_IGNORED) {
        return due.stream().map(it -> new Subscriber(it.person(), it.morning(), it.digest(), true, it.plan())).toList();
      }
      if (world.bug != Bug.UTC_DATES) return due;
      return due.stream().map(it -> new Subscriber(it.person(), new Morning(ZoneOffset.UTC, it.morning().hour()),
          it.digest(), it.confirmed(), it.plan())).toList();
    }

    @Override
    public void moveOn(Map<String, DigestPlan> plans) throws SQLException {
      rows.moveOn(plans);
    }

    @Override
    public List<Messages.Due> tasks(List<Asked> asked) throws SQLException {
      return rows.tasks(asked);
    }

    @Override
    public List<DueTask> dueTasks(Instant horizon, int limit) throws SQLException {
      return rows.dueTasks(horizon, limit);
    }

    @Override
    public Set<String> decided(List<String> messageIds) throws SQLException {
      return rows.decided(messageIds);
    }

    @Override
    public Map<String, Integer> countSent(Map<String, Instant> since) throws SQLException {
      return world.bug == Bug.DAY_UNCOUNTED ? Map.of() : rows.countSent(since);
    }

    @Override
    public void settle(List<String> tasks) throws SQLException {
      rows.settle(tasks);
    }

    @Override
    public Set<String> decide(List<Decision> decisions, Instant now) throws SQLException {
      Set<String> fresh = rows.decide(decisions.stream().map(this::planted).toList(), now);
      for (Decision decision : decisions)
        if (fresh.contains(planted(decision).messageId())) world.checks.decided(decision, now);
      if (world.bug != Bug.KEY_WITHOUT_DATE) return fresh;
      return new java.util.HashSet<>(decisions.stream().filter(it -> fresh.contains(planted(it).messageId()))
          .map(Decision::messageId).toList());
    }

    private Decision planted(Decision decision) {
      if (world.bug != Bug.KEY_WITHOUT_DATE || !decision.kind().equals(Messages.DIGEST)) return decision;
      return new Decision("digest:" + decision.username().orElseThrow(), decision.kind(), decision.username(),
          decision.task(), decision.date(), decision.dueAt(), decision.outcome());
    }

    @Override
    public void send(List<Outbox.Entry> entries) throws SQLException {
      world.checks.sent(entries);
      rows.send(new ArrayList<>(entries));
    }

    @Override
    public List<Missed> missedSince(Instant then) throws SQLException {
      return rows.missedSince(then);
    }

    @Override
    public void forget(List<String> messageIds) throws SQLException {
      world.checks.forgotten(messageIds);
      rows.forget(messageIds);
    }
  }
}
