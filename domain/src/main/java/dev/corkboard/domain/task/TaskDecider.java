package dev.corkboard.domain.task;

import static dev.corkboard.domain.Decision.accept;
import static dev.corkboard.domain.Decision.alreadySo;
import static dev.corkboard.domain.Decision.reject;
import static dev.corkboard.domain.Decision.unless;
import static dev.corkboard.domain.task.TaskContent.FIELDS;

import dev.corkboard.domain.Decider;
import dev.corkboard.domain.Decision;
import dev.corkboard.domain.Patch;
import dev.corkboard.domain.Rejection;
import dev.corkboard.domain.Rejection.Kind;
import dev.corkboard.domain.Versions;
import dev.corkboard.domain.task.TaskState.Absent;
import dev.corkboard.domain.task.TaskState.Deleted;
import dev.corkboard.domain.task.TaskState.Live;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Everybody creates, changes and moves tasks; the creator, the assignee or an admin deletes and restores one. */
public final class TaskDecider implements Decider<TaskCommand, TaskEvent, TaskState> {

  static final Rejection UNKNOWN = new Rejection(Kind.NOT_FOUND, "not-found", "There is no such task.");
  static final Rejection FORBIDDEN = new Rejection(Kind.FORBIDDEN, "forbidden",
      "Only the creator, the assignee or an admin may do this.");
  static final Rejection DELETED = new Rejection(Kind.CONFLICT, "deleted", "The task has been deleted.");
  static final Rejection NOT_DELETED = new Rejection(Kind.CONFLICT, "not-deleted", "The task has not been deleted.");
  static final Rejection NO_ROOM = new Rejection(Kind.CONFLICT, "no-room",
      "There is no order between the neighbours. Where many cards stand at one place, each try makes more room.");
  static final Rejection NOT_IN_ORDER = new Rejection(Kind.CONFLICT, "neighbours-not-in-order",
      "The one to stand after comes after the other.");

  @Override
  public TaskState initial() {
    return new Absent();
  }

  @Override
  public Decision<TaskEvent> decide(TaskState state, TaskCommand command) {
    return switch (command) {
      case TaskCommand.Create create -> create(state, create);
      case TaskCommand.Change change -> change(state, change);
      case TaskCommand.Move move -> move(state, move);
      case TaskCommand.Shift shift -> shift(state, shift);
      case TaskCommand.Delete delete -> delete(state, delete);
      case TaskCommand.Restore restore -> restore(state, restore);
    };
  }

  @Override
  public TaskState evolve(TaskState state, TaskEvent event) {
    Versions versions = state.versions().next(event.changes().keySet());
    Instant at = event.stamp().at();
    return switch (event) {
      case TaskEvent.Created created ->
        new Live(created.id(), created.number().orElse(0), created.content(), created.stamp().by(), at, at, versions);
      case TaskEvent.Changed changed -> changed((Live) state, changed, versions);
      case TaskEvent.Moved moved -> changed((Live) state, moved, versions);
      case TaskEvent.Deleted deleted -> new Deleted((Live) state, versions);
      case TaskEvent.Restored restored -> changed(((Deleted) state).last(), restored, versions);
    };
  }

  private static Live changed(Live live, TaskEvent event, Versions versions) {
    return live.with(FIELDS.after(live.content(), event.changes()), event.stamp().at(), versions);
  }

  private static Decision<TaskEvent> create(TaskState state, TaskCommand.Create command) {
    return switch (state) {
      case Absent absent -> created(command);
      case Live live -> alreadySo();
      case Deleted deleted -> reject(DELETED);
    };
  }

  private static Decision<TaskEvent> created(TaskCommand.Create command) {
    TaskContent wanted = command.task().contentAt(Gap.atEnd(command.id(), command.endOrder()));
    TaskContent content = TaskRules.dated(TaskRules.NOTHING, wanted,
        date -> !FIELDS.get(wanted, date).equals(FIELDS.get(TaskRules.NOTHING, date)), command.facts().today());
    return unless(TaskRules.refusal(TaskRules.NOTHING, content, command.facts()),
        () -> accept(new TaskEvent.Created(command.id(), OptionalLong.of(command.number()), content,
            command.origin().stamp())));
  }

  private static Decision<TaskEvent> change(TaskState state, TaskCommand.Change command) {
    return switch (state) {
      case Absent absent -> reject(UNKNOWN);
      case Deleted deleted -> reject(UNKNOWN);
      case Live live -> unless(
          live.versions().lostRace(FIELDS, live.content(), command.patch(), command.ifMatch()),
          () -> changed(live, command));
    };
  }

  private static Decision<TaskEvent> changed(Live live, TaskCommand.Change command) {
    TaskContent before = live.content();
    TaskContent after = patched(before, command.patch(), command.facts());
    if (after.equals(before)) return alreadySo();
    return unless(TaskRules.refusal(before, after, command.facts()),
        () -> accept(new TaskEvent.Changed(live.id(), FIELDS.diff(before, after), command.origin().stamp())));
  }

  private static TaskContent patched(TaskContent before, Patch<TaskContent> patch, TaskFacts facts) {
    return TaskRules.dated(before, FIELDS.with(before, patch.values()), patch::names, facts.today());
  }

  private static Decision<TaskEvent> move(TaskState state, TaskCommand.Move command) {
    return switch (state) {
      case Absent absent -> reject(UNKNOWN);
      case Deleted deleted -> reject(UNKNOWN);
      case Live live -> moved(live, command);
    };
  }

  private static Decision<TaskEvent> moved(Live live, TaskCommand.Move command) {
    TaskContent before = live.content();
    TaskContent elsewhere = patched(before, command.column(), command.facts());
    Gap gap = command.gap();
    if (elsewhere.equals(before) && gap.holds(before.order())) return alreadySo();
    double order = gap.order(live.id());
    Optional<Rejection> refusal = live.versions()
        .lostRace(FIELDS, before, place(FIELDS.with(elsewhere, Map.of("order", order))), command.ifMatch())
        .or(() -> TaskRules.refusal(before, elsewhere, command.facts()));
    return unless(refusal, () -> {
      if (gap.inverted()) return reject(NOT_IN_ORDER);
      if (gap.tight() || !gap.holds(order)) return reject(NO_ROOM);
      TaskContent after = FIELDS.with(elsewhere, Map.of("order", order));
      return accept(new TaskEvent.Moved(live.id(), FIELDS.diff(before, after), command.origin().stamp()));
    });
  }

  private static Patch<TaskContent> place(TaskContent task) {
    return Patch.<TaskContent>of("sprint", task.sprint()).and("status", task.status()).and("order", task.order());
  }

  private static Decision<TaskEvent> shift(TaskState state, TaskCommand.Shift command) {
    return switch (state) {
      case Absent absent -> reject(UNKNOWN);
      case Deleted deleted -> alreadySo();
      case Live live when !stands(live.content(), command) || command.from() == command.to() -> alreadySo();
      case Live live -> {
        TaskContent after = FIELDS.with(live.content(), Map.of("order", command.to()));
        yield accept(new TaskEvent.Moved(live.id(), FIELDS.diff(live.content(), after), command.origin().stamp()));
      }
    };
  }

  private static boolean stands(TaskContent card, TaskCommand.Shift command) {
    return card.order() == command.from() && card.status() == command.status()
        && card.sprint().equals(command.sprint());
  }

  private static Decision<TaskEvent> delete(TaskState state, TaskCommand.Delete command) {
    return switch (state) {
      case Absent absent -> reject(UNKNOWN);
      case Deleted deleted -> reject(UNKNOWN);
      case Live live when !live.isOf(command.origin()) -> reject(FORBIDDEN);
      case Live live -> unless(live.versions().lostRace(command.ifMatch()),
          () -> accept(new TaskEvent.Deleted(live.id(), Optional.of(live.content()), command.origin().stamp())));
    };
  }

  private static Decision<TaskEvent> restore(TaskState state, TaskCommand.Restore command) {
    return switch (state) {
      case Absent absent -> reject(UNKNOWN);
      case Live live when !live.isOf(command.origin()) -> reject(FORBIDDEN);
      case Live live -> reject(NOT_DELETED);
      case Deleted(Live last, var versions) when !last.isOf(command.origin()) -> reject(FORBIDDEN);
      case Deleted(Live last, var versions) -> restored(last, command);
    };
  }

  private static Decision<TaskEvent> restored(Live last, TaskCommand.Restore command) {
    TaskContent before = last.content();
    boolean sprintThere = before.sprint().flatMap(command.facts()::about).isPresent();
    TaskContent after = sprintThere ? before : TaskRules.backInBacklog(before);
    return accept(
        new TaskEvent.Restored(last.id(), FIELDS.diff(before, after), Optional.of(after), command.origin().stamp()));
  }
}
