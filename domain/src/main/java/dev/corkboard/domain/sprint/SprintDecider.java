package dev.corkboard.domain.sprint;

import static dev.corkboard.domain.Decision.accept;
import static dev.corkboard.domain.Decision.alreadySo;
import static dev.corkboard.domain.Decision.reject;
import static dev.corkboard.domain.Decision.unless;
import static dev.corkboard.domain.sprint.SprintContent.FIELDS;

import dev.corkboard.domain.Decider;
import dev.corkboard.domain.Decision;
import dev.corkboard.domain.Patch;
import dev.corkboard.domain.Rejection;
import dev.corkboard.domain.Rejection.Kind;
import dev.corkboard.domain.Versions;
import dev.corkboard.domain.sprint.SprintState.Absent;
import dev.corkboard.domain.sprint.SprintState.Deleted;
import dev.corkboard.domain.sprint.SprintState.Live;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Everybody plans sprints and changes them; the creator or an admin deletes one, while it is empty, and restores it. */
public final class SprintDecider implements Decider<SprintCommand, SprintEvent, SprintState> {

  static final Rejection UNKNOWN = new Rejection(Kind.NOT_FOUND, "not-found", "There is no such sprint.");
  static final Rejection FORBIDDEN = new Rejection(Kind.FORBIDDEN, "forbidden",
      "Only the creator or an admin may do this.");
  static final Rejection DELETED = new Rejection(Kind.CONFLICT, "deleted", "The sprint has been deleted.");
  static final Rejection NOT_DELETED = new Rejection(Kind.CONFLICT, "not-deleted", "The sprint has not been deleted.");
  static final Rejection NOT_EMPTY = new Rejection(Kind.CONFLICT, "sprint-not-empty", "The sprint still has tasks.");

  private static final String WIP = "wip";

  @Override
  public SprintState initial() {
    return new Absent();
  }

  @Override
  public Decision<SprintEvent> decide(SprintState state, SprintCommand command) {
    return switch (command) {
      case SprintCommand.Create create -> create(state, create);
      case SprintCommand.Change change -> change(state, change);
      case SprintCommand.Close close -> close(state, close);
      case SprintCommand.Delete delete -> delete(state, delete);
      case SprintCommand.Restore restore -> restore(state, restore);
    };
  }

  @Override
  public SprintState evolve(SprintState state, SprintEvent event) {
    Versions versions = state.versions().next(event.changes().keySet());
    Instant at = event.stamp().at();
    return switch (event) {
      case SprintEvent.Created created ->
        new Live(created.id(), created.content(), created.stamp().by(), at, at, versions);
      case SprintEvent.Changed changed -> {
        Live live = (Live) state;
        yield live.with(FIELDS.after(live.content(), changed.changes()), at, versions);
      }
      case SprintEvent.Deleted deleted -> new Deleted((Live) state, versions);
      case SprintEvent.Restored restored -> {
        Live last = ((Deleted) state).last();
        yield last.with(last.content(), at, versions);
      }
    };
  }

  private static Decision<SprintEvent> create(SprintState state, SprintCommand.Create command) {
    return switch (state) {
      case Absent absent when startsAfterEnd(command.content()) -> reject(startAfterEnd("start"));
      case Absent absent ->
        accept(new SprintEvent.Created(command.id(), command.content(), command.origin().stamp()));
      case Live live -> alreadySo();
      case Deleted deleted -> reject(DELETED);
    };
  }

  private static Decision<SprintEvent> change(SprintState state, SprintCommand.Change command) {
    return switch (state) {
      case Absent absent -> reject(UNKNOWN);
      case Deleted deleted -> reject(UNKNOWN);
      case Live live -> {
        Patch<SprintContent> patch = withLimits(live.content(), command.patch());
        yield unless(live.versions().lostRace(FIELDS, live.content(), patch, command.ifMatch()),
            () -> changed(live, patch, command));
      }
    };
  }

  /** The patch with all limits that there are then, in place of those that it names. */
  private static Patch<SprintContent> withLimits(SprintContent before, Patch<SprintContent> patch) {
    if (!(patch.values().get(WIP) instanceof Optional<?> named)) return patch;
    return patch.and(WIP,
        named.map(limits -> ((WipLimits) limits).over(before.wip().orElse(WipLimits.NONE)))
            .filter(limits -> !limits.equals(WipLimits.NONE)));
  }

  private static Decision<SprintEvent> changed(Live live, Patch<SprintContent> patch, SprintCommand.Change command) {
    SprintContent before = live.content();
    SprintContent after = FIELDS.with(before, patch.values());
    if (after.equals(before)) return alreadySo();
    if (startsAfterEnd(after) && !sameDates(before, after)) {
      return reject(startAfterEnd(patch.names("start") ? "start" : "end"));
    }
    return accept(new SprintEvent.Changed(live.id(), FIELDS.diff(before, after), command.origin().stamp()));
  }

  private static Decision<SprintEvent> close(SprintState state, SprintCommand.Close command) {
    return unless(Closing.refusal(state, command.today()), () -> closed((Live) state, command));
  }

  private static Decision<SprintEvent> closed(Live live, SprintCommand.Close command) {
    SprintContent after = FIELDS.with(live.content(), Map.of("end", command.today()));
    if (after.equals(live.content())) return alreadySo();
    return accept(new SprintEvent.Changed(live.id(), FIELDS.diff(live.content(), after), command.origin().stamp()));
  }

  private static Decision<SprintEvent> delete(SprintState state, SprintCommand.Delete command) {
    return switch (state) {
      case Absent absent -> reject(UNKNOWN);
      case Deleted deleted -> reject(UNKNOWN);
      case Live live when !command.origin().mayActFor(live.createdBy()) -> reject(FORBIDDEN);
      case Live live -> unless(live.versions().lostRace(command.ifMatch()), () -> deleted(live, command));
    };
  }

  private static Decision<SprintEvent> deleted(Live live, SprintCommand.Delete command) {
    return command.empty()
        ? accept(new SprintEvent.Deleted(live.id(), Optional.of(live.content()), command.origin().stamp()))
        : reject(NOT_EMPTY);
  }

  private static Decision<SprintEvent> restore(SprintState state, SprintCommand.Restore command) {
    return switch (state) {
      case Absent absent -> reject(UNKNOWN);
      case Live live when !command.origin().mayActFor(live.createdBy()) -> reject(FORBIDDEN);
      case Live live -> reject(NOT_DELETED);
      case Deleted(Live last, var versions) when !command.origin().mayActFor(last.createdBy()) -> reject(FORBIDDEN);
      case Deleted(Live last, var versions) ->
        accept(new SprintEvent.Restored(last.id(), last.content(), command.origin().stamp()));
    };
  }

  /** Names a date that the sender has given: of two, the start. */
  private static Rejection startAfterEnd(String field) {
    return Rejection.invalid(field, "start-after-end", "A sprint does not start after its end.");
  }

  private static boolean sameDates(SprintContent before, SprintContent after) {
    return before.start().equals(after.start()) && before.end().equals(after.end());
  }

  private static boolean startsAfterEnd(SprintContent content) {
    return content.start().filter(start -> start.isAfter(content.end())).isPresent();
  }
}
