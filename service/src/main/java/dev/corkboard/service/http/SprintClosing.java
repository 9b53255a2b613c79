package dev.corkboard.service.http;

import dev.corkboard.domain.Patch;
import dev.corkboard.domain.Rejection;
import dev.corkboard.domain.sprint.Closing;
import dev.corkboard.domain.sprint.SprintCommand;
import dev.corkboard.domain.sprint.SprintId;
import dev.corkboard.domain.sprint.SprintState;
import dev.corkboard.domain.task.Gap;
import dev.corkboard.domain.task.SprintFact;
import dev.corkboard.domain.task.TaskCommand;
import dev.corkboard.domain.task.TaskContent;
import dev.corkboard.domain.task.TaskFacts;
import dev.corkboard.domain.task.TaskState;
import dev.corkboard.domain.task.TaskState.Live;
import dev.corkboard.domain.task.TaskStatus;
import dev.corkboard.readmodel.task.TaskCard;
import dev.corkboard.service.entity.Gateway;
import dev.corkboard.service.entity.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Closes a sprint: what is open in it goes elsewhere, then it ends today. Each is stored by itself, so a call that fails
 * half way is made again, and does what is left.
 */
final class SprintClosing {
  /** Rounds, as tasks may come into the sprint meanwhile. */
  private static final int MOST_ROUNDS = 3;
  private static final int CARDS_AT_ONCE = 2_000;
  /** So many tasks are in memory at once: some 5 MB, with the longest descriptions. */
  private static final int READ_AT_ONCE = 64;
  /** Refusals of tasks that somebody finished, deleted or moved meanwhile: the next round reads them again. */
  private static final Set<String> LEFT_ALONE = Set.of("task-is-done", "not-found", "lost-race");

  private final Resource<SprintCommand, SprintState> resource;
  private final Gateway<SprintCommand, SprintState> sprints;
  private final SprintDoors doors;
  private final Board board;

  SprintClosing(Resource<SprintCommand, SprintState> resource, Gateway<SprintCommand, SprintState> sprints,
      SprintDoors doors, Board board) {
    this.resource = resource;
    this.sprints = sprints;
    this.doors = doors;
    this.board = board;
  }

  /** {@code target} is where open tasks go; empty for the backlog. */
  Answer close(Call call, SprintId id, Optional<SprintId> target) {
    SprintState into = target.map(it -> sprints.read(it.value())).orElseGet(SprintState.Absent::new);
    SprintState sprint = sprints.read(id.value());
    Optional<Rejection> refusal = Closing.refusal(id, sprint, target, into, call.today())
        .or(() -> doors.entering(target, () -> empty(call, id, target)));
    if (refusal.isPresent()) return Problem.of(refusal.get(), sprint.revision()).answer();
    Reply<SprintState> reply = sprints.send(id.value(), new SprintCommand.Close(id, call.today(), call.origin()));
    return resource.changed(id.value(), reply, Consistency.board(call));
  }

  /** Moves what is open; answers what refuses it. */
  private Optional<Rejection> empty(Call call, SprintId id, Optional<SprintId> target) {
    TaskFacts facts = new TaskFacts(call.today(), target.flatMap(this::fact), true);
    for (int round = 0; round < MOST_ROUNDS; round++) {
      List<TaskCard> cards = board.open(id, CARDS_AT_ONCE);
      int moved = 0;
      for (int from = 0; from < cards.size(); from += READ_AT_ONCE) {
        List<TaskCard> part = cards.subList(from, Math.min(from + READ_AT_ONCE, cards.size()));
        List<TaskCommand> moves = moves(call, id, target, part, facts);
        Optional<Rejection> refused = Parallel.all(moves.stream().map(this::moving).toList()).stream()
            .flatMap(Optional::stream).findFirst();
        if (refused.isPresent()) return refused;
        moved += moves.size();
      }
      if (moved == 0 && cards.size() < CARDS_AT_ONCE) break;
    }
    return Optional.empty();
  }

  private List<TaskCommand> moves(Call call, SprintId id, Optional<SprintId> target, List<TaskCard> cards,
      TaskFacts facts) {
    return Parallel.all(cards.stream().map(this::reading).toList()).stream()
        .flatMap(state -> move(call, id, target, state, facts).stream()).toList();
  }

  /** The command for a card that is still open. Made one after the other, so that the cards keep their order. */
  private Optional<TaskCommand> move(Call call, SprintId id, Optional<SprintId> target, TaskState card,
      TaskFacts facts) {
    if (!(card instanceof Live live) || !isOpenIn(live.content(), id)) return Optional.empty();
    TaskStatus status = target.isPresent() ? live.content().status() : TaskStatus.TODO;
    Gap end = Gap.end(board.end(target, status, call.at()));
    Patch<TaskContent> column = Patch.of("sprint", target);
    return Optional.of(new TaskCommand.Move(live.id(), target.isPresent() ? column : column.and("status", status), end,
        OptionalLong.of(live.revision()), call.origin(), facts));
  }

  private Parallel.Work<TaskState> reading(TaskCard card) {
    return () -> board.tasks().read(card.id());
  }

  private Parallel.Work<Optional<Rejection>> moving(TaskCommand move) {
    return () -> refusal(move);
  }

  private static boolean isOpenIn(TaskContent task, SprintId sprint) {
    return task.sprint().equals(Optional.of(sprint)) && task.status() != TaskStatus.DONE;
  }

  private Optional<Rejection> refusal(TaskCommand move) {
    return switch (board.tasks().send(move.id().value(), move)) {
      case Reply.Accepted<TaskState> moved -> Optional.empty();
      case Reply.Rejected<TaskState>(Rejection rejection, long revision) ->
        Optional.of(rejection).filter(it -> !LEFT_ALONE.contains(it.code()));
    };
  }

  private Optional<SprintFact> fact(SprintId id) {
    return sprints.read(id.value()) instanceof SprintState.Live live
        ? Optional.of(new SprintFact(id, live.content().end()))
        : Optional.empty();
  }
}
