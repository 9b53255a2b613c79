package dev.corkboard.service.http;

import dev.corkboard.domain.Patch;
import dev.corkboard.domain.Rejection;
import dev.corkboard.domain.sprint.SprintId;
import dev.corkboard.domain.task.Gap;
import dev.corkboard.domain.task.TaskCommand;
import dev.corkboard.domain.task.TaskContent;
import dev.corkboard.domain.task.TaskFacts;
import dev.corkboard.domain.task.TaskId;
import dev.corkboard.domain.task.TaskState;
import dev.corkboard.domain.task.TaskState.Live;
import dev.corkboard.domain.task.TaskStatus;
import dev.corkboard.readmodel.task.Neighbours;
import dev.corkboard.readmodel.task.TaskCard;
import dev.corkboard.readmodel.task.TaskColumns;
import dev.corkboard.service.entity.Gateway;
import dev.corkboard.service.entity.Reply;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/** Finds places in the columns of the board: the end of one, or between two cards. */
final class Board {
  private static final String NO_ROOM = "no-room";
  private static final String NOT_IN_ORDER = "neighbours-not-in-order";
  private static final int MOST_ROUNDS = 3;

  /** Runs a move with what is to be known for it. */
  interface Facts {
    Reply<TaskState> during(Place place, Function<TaskFacts, Reply<TaskState>> move);
  }

  private final Gateway<TaskCommand, TaskState> tasks;
  private final TaskColumns columns;
  private final Runnable catchUp;
  private final ColumnEnds ends;
  private final ColumnShifts shifts;

  /** {@code catchUp} waits until the columns show every acknowledged write, but not for long. */
  Board(Gateway<TaskCommand, TaskState> tasks, TaskColumns columns, Runnable catchUp) {
    this.tasks = noticing(tasks);
    this.columns = columns;
    this.catchUp = catchUp;
    this.ends = new ColumnEnds(columns);
    this.shifts = new ColumnShifts(this.tasks, columns);
  }

  /** The way to the tasks, past the board: it has to know where cards are put. */
  Gateway<TaskCommand, TaskState> tasks() {
    return tasks;
  }

  /** The open cards of a sprint, with all acknowledged writes; so many at most. */
  List<TaskCard> open(SprintId sprint, int most) {
    catchUp.run();
    return columns.open(sprint.value(), most);
  }

  private Gateway<TaskCommand, TaskState> noticing(Gateway<TaskCommand, TaskState> gateway) {
    return new Gateway<>() {
      @Override
      public Reply<TaskState> send(String id, TaskCommand command) {
        return noticed(gateway.send(id, command));
      }

      @Override
      public Reply<TaskState> sendFirst(String id, TaskCommand command) {
        return noticed(gateway.sendFirst(id, command));
      }

      private Reply<TaskState> noticed(Reply<TaskState> reply) {
        if (reply instanceof Reply.Accepted<TaskState>(Live live)) {
          ends.placed(Column.of(live.content()), live.content().order());
        }
        return reply;
      }

      @Override
      public TaskState read(String id) {
        return gateway.read(id);
      }
    };
  }

  /** An order after all that are in the column. */
  double end(Optional<SprintId> sprint, TaskStatus status, Instant now) {
    return ends.next(new Column(sprint.map(SprintId::value), status), now);
  }

  /**
   * Puts a card where a move says. Neighbours are asked themselves; what lies beyond them is looked up in the view. If
   * there is no room between them, some is made, but only once, as a move may store only so many events; if they moved
   * meanwhile, they are asked again.
   */
  Parsed<Reply<TaskState>> move(TaskId card, Map<String, Object> move, OptionalLong ifMatch, Call call, Facts facts) {
    Parsed<Reply<TaskState>> moved = Parsed.bad(Problem.notFound());
    for (int round = 0; round < MOST_ROUNDS; round++) {
      boolean first = round == 0;
      moved = place(card, move, call).map(place -> facts.during(place,
          found -> put(call, place, ifMatch, found, first)));
      boolean again = moved instanceof Parsed.Good<Reply<TaskState>>(Reply<TaskState> reply)
          && (isRefused(reply, NO_ROOM) || isRefused(reply, NOT_IN_ORDER));
      if (!again) return moved;
    }
    return moved;
  }

  private Parsed<Place> place(TaskId card, Map<String, Object> move, Call call) {
    Optional<String> before = neighbour(move, "before");
    Optional<String> after = neighbour(move, "after");
    Optional<Live> own = live(card.value());
    if (own.isEmpty()) return Parsed.bad(Problem.notFound());
    if (isCard(before, card) || isCard(after, card)) {
      return Parsed.bad(Problem.of(409, "own-neighbour", "A card cannot stand beside itself."));
    }
    if (before.isPresent() && before.equals(after)) {
      return Parsed.bad(Problem.of(409, NOT_IN_ORDER, "A card cannot stand both before and after another one."));
    }
    Optional<Live> follower = before.flatMap(this::live);
    Optional<Live> leader = after.flatMap(this::live);
    if (before.isPresent() && follower.isEmpty()) return unknown("before");
    if (after.isPresent() && leader.isEmpty()) return unknown("after");
    return place(own.get(), new Beside(leader, follower).fitting(own.get(), move), move, call);
  }

  private Parsed<Place> place(Live own, Beside beside, Map<String, Object> move, Call call) {
    TaskContent target = beside.target(own, move);
    Column column = Column.of(target);
    if (beside.isElsewhere(column)) {
      return Parsed.bad(Problem.of(409, "neighbour-elsewhere", "A neighbour is not in the column of the move."));
    }
    Patch<TaskContent> changes = changes(own.content(), target);
    if (target.equals(own.content()) && beside.isEmpty()) {
      return Parsed.good(
          new Place(own, changes, column, Optional.empty(), Optional.empty(), own.content().order()));
    }
    if (!beside.isEmpty()) catchUp.run();
    Optional<TaskCard> after = beside.leader().map(Board::card)
        .or(() -> beside.follower().flatMap(it -> beside(own, column, it).before()));
    Optional<TaskCard> before = beside.follower().map(Board::card)
        .or(() -> beside.leader().flatMap(it -> beside(own, column, it).after()));
    return Parsed.good(new Place(own, changes, column, after, before, ends.next(column, call.at())));
  }

  private Reply<TaskState> put(Call call, Place place, OptionalLong ifMatch, TaskFacts facts, boolean mayShift) {
    Reply<TaskState> reply = move(call, place, place.gap(), ifMatch, facts);
    if (!mayShift || !place.isBetweenTwo() || !isRefused(reply, NO_ROOM)) return reply;
    return move(call, place, shifts.makeRoom(call, place), ifMatch, facts);
  }

  private static boolean isRefused(Reply<TaskState> reply, String code) {
    return reply instanceof Reply.Rejected<TaskState>(Rejection rejection, long revision)
        && rejection.code().equals(code);
  }

  private Reply<TaskState> move(Call call, Place place, Gap gap, OptionalLong ifMatch, TaskFacts facts) {
    TaskId id = place.card().id();
    return tasks.send(id.value(),
        new TaskCommand.Move(id, place.changes(), gap, ifMatch, call.origin(), facts));
  }

  private Neighbours beside(Live own, Column column, Live neighbour) {
    return columns.neighbours(column.sprint(), column.status(), card(neighbour), own.id().value());
  }

  private static TaskCard card(Live task) {
    return new TaskCard(task.id().value(), task.content().order());
  }

  /** Only what differs: a column that is named and the same is no change. */
  private static Patch<TaskContent> changes(TaskContent own, TaskContent target) {
    Map<String, Object> changes = new LinkedHashMap<>();
    TaskContent.FIELDS.diff(own, target).forEach((field, change) -> changes.put(field, change.to()));
    return new Patch<>(changes);
  }

  private static boolean isCard(Optional<String> neighbour, TaskId card) {
    return neighbour.filter(card.value()::equals).isPresent();
  }

  @SuppressWarnings("unchecked")
  private static Optional<String> neighbour(Map<String, Object> move, String side) {
    return (Optional<String>) move.getOrDefault(side, Optional.empty());
  }

  private Optional<Live> live(String id) {
    return tasks.read(id) instanceof Live live ? Optional.of(live) : Optional.empty();
  }

  private static Parsed<Place> unknown(String side) {
    return Parsed.bad(Problem.invalid(side, "unknown-task", "There is no such task."));
  }
}
