package dev.corkboard.domain.post;

import static dev.corkboard.domain.Decision.accept;
import static dev.corkboard.domain.Decision.alreadySo;
import static dev.corkboard.domain.Decision.reject;
import static dev.corkboard.domain.Decision.unless;
import static dev.corkboard.domain.post.PostContent.FIELDS;

import dev.corkboard.domain.Change;
import dev.corkboard.domain.Decider;
import dev.corkboard.domain.Decision;
import dev.corkboard.domain.Rejection;
import dev.corkboard.domain.Rejection.Kind;
import dev.corkboard.domain.Versions;
import dev.corkboard.domain.post.PostState.Absent;
import dev.corkboard.domain.post.PostState.Deleted;
import dev.corkboard.domain.post.PostState.Live;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Everybody may post; only the author or an admin changes, deletes and restores a post. */
public final class PostDecider implements Decider<PostCommand, PostEvent, PostState> {

  static final Rejection UNKNOWN = new Rejection(Kind.NOT_FOUND, "not-found", "There is no such post.");
  static final Rejection FORBIDDEN = new Rejection(Kind.FORBIDDEN, "forbidden",
      "Only the author or an admin may do this.");
  static final Rejection DELETED = new Rejection(Kind.CONFLICT, "deleted", "The post has been deleted.");
  static final Rejection NOT_DELETED = new Rejection(Kind.CONFLICT, "not-deleted", "The post has not been deleted.");

  @Override
  public PostState initial() {
    return new Absent();
  }

  @Override
  public Decision<PostEvent> decide(PostState state, PostCommand command) {
    return switch (command) {
      case PostCommand.Create create -> create(state, create);
      case PostCommand.Change change -> change(state, change);
      case PostCommand.Delete delete -> delete(state, delete);
      case PostCommand.Restore restore -> restore(state, restore);
    };
  }

  @Override
  public PostState evolve(PostState state, PostEvent event) {
    Versions versions = state.versions().next(event.changes().keySet());
    Instant at = event.stamp().at();
    return switch (event) {
      case PostEvent.Created created ->
        new Live(created.id(), created.content(), created.stamp().by(), at, at, versions);
      case PostEvent.Changed changed -> {
        Live live = (Live) state;
        yield live.with(FIELDS.after(live.content(), changed.changes()), at, versions);
      }
      case PostEvent.Deleted deleted -> new Deleted((Live) state, versions);
      case PostEvent.Restored restored -> {
        Live last = ((Deleted) state).last();
        yield last.with(last.content(), at, versions);
      }
    };
  }

  private static Decision<PostEvent> create(PostState state, PostCommand.Create command) {
    return switch (state) {
      case Absent absent -> accept(new PostEvent.Created(command.id(), command.content(), command.origin().stamp()));
      case Live live -> alreadySo();
      case Deleted deleted -> reject(DELETED);
    };
  }

  private static Decision<PostEvent> change(PostState state, PostCommand.Change command) {
    return switch (state) {
      case Absent absent -> reject(UNKNOWN);
      case Deleted deleted -> reject(UNKNOWN);
      case Live live when !command.origin().mayActFor(live.author()) -> reject(FORBIDDEN);
      case Live live -> unless(
          live.versions().lostRace(FIELDS, live.content(), command.patch(), command.ifMatch()),
          () -> changed(live, command));
    };
  }

  private static Decision<PostEvent> changed(Live live, PostCommand.Change command) {
    PostContent after = FIELDS.with(live.content(), command.patch().values());
    Map<String, Change> changes = FIELDS.diff(live.content(), after);
    return changes.isEmpty()
        ? alreadySo()
        : accept(new PostEvent.Changed(live.id(), changes, command.origin().stamp()));
  }

  private static Decision<PostEvent> delete(PostState state, PostCommand.Delete command) {
    return switch (state) {
      case Absent absent -> reject(UNKNOWN);
      case Deleted deleted -> reject(UNKNOWN);
      case Live live when !command.origin().mayActFor(live.author()) -> reject(FORBIDDEN);
      case Live live -> unless(live.versions().lostRace(command.ifMatch()),
          () -> accept(new PostEvent.Deleted(live.id(), Optional.of(live.content()), command.origin().stamp())));
    };
  }

  private static Decision<PostEvent> restore(PostState state, PostCommand.Restore command) {
    return switch (state) {
      case Absent absent -> reject(UNKNOWN);
      case Live live when !command.origin().mayActFor(live.author()) -> reject(FORBIDDEN);
      case Live live -> reject(NOT_DELETED);
      case Deleted(Live last, var versions) when !command.origin().mayActFor(last.author()) -> reject(FORBIDDEN);
      case Deleted(Live last, var versions) ->
        accept(new PostEvent.Restored(last.id(), Optional.of(last.content()), command.origin().stamp()));
    };
  }
}
