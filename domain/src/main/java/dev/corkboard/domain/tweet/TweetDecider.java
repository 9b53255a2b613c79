package dev.corkboard.domain.tweet;

import static dev.corkboard.domain.Decision.accept;
import static dev.corkboard.domain.Decision.alreadySo;
import static dev.corkboard.domain.Decision.reject;
import static dev.corkboard.domain.Decision.unless;

import dev.corkboard.domain.Decider;
import dev.corkboard.domain.Decision;
import dev.corkboard.domain.Rejection;
import dev.corkboard.domain.Rejection.Kind;
import dev.corkboard.domain.Stamp;
import dev.corkboard.domain.Versions;
import dev.corkboard.domain.tweet.TweetState.Absent;
import dev.corkboard.domain.tweet.TweetState.Deleted;
import dev.corkboard.domain.tweet.TweetState.Live;
import java.util.Optional;

/** Everybody may tweet; only the author or an admin deletes and restores a tweet, and nobody changes one. */
public final class TweetDecider implements Decider<TweetCommand, TweetEvent, TweetState> {

  static final Rejection UNKNOWN = new Rejection(Kind.NOT_FOUND, "not-found", "There is no such tweet.");
  static final Rejection FORBIDDEN = new Rejection(Kind.FORBIDDEN, "forbidden",
      "Only the author or an admin may do this.");
  static final Rejection DELETED = new Rejection(Kind.CONFLICT, "deleted", "The tweet has been deleted.");
  static final Rejection NOT_DELETED = new Rejection(Kind.CONFLICT, "not-deleted", "The tweet has not been deleted.");

  @Override
  public TweetState initial() {
    return new Absent();
  }

  @Override
  public Decision<TweetEvent> decide(TweetState state, TweetCommand command) {
    return switch (command) {
      case TweetCommand.Create create -> create(state, create);
      case TweetCommand.Delete delete -> delete(state, delete);
      case TweetCommand.Restore restore -> restore(state, restore);
    };
  }

  @Override
  public TweetState evolve(TweetState state, TweetEvent event) {
    Versions versions = state.versions().next(event.changes().keySet());
    Stamp stamp = event.stamp();
    return switch (event) {
      case TweetEvent.Created created ->
        new Live(created.id(), created.content(), stamp.by(), stamp.at(), versions);
      case TweetEvent.Deleted deleted -> new Deleted((Live) state, versions);
      case TweetEvent.Restored restored -> {
        Live last = ((Deleted) state).last();
        yield new Live(last.id(), last.content(), last.author(), last.createdAt(), versions);
      }
    };
  }

  private static Decision<TweetEvent> create(TweetState state, TweetCommand.Create command) {
    return switch (state) {
      case Absent absent -> accept(new TweetEvent.Created(command.id(), command.content(), command.origin().stamp()));
      case Live live -> alreadySo();
      case Deleted deleted -> reject(DELETED);
    };
  }

  private static Decision<TweetEvent> delete(TweetState state, TweetCommand.Delete command) {
    return switch (state) {
      case Absent absent -> reject(UNKNOWN);
      case Deleted deleted -> reject(UNKNOWN);
      case Live live when !command.origin().mayActFor(live.author()) -> reject(FORBIDDEN);
      case Live live -> unless(live.versions().lostRace(command.ifMatch()),
          () -> accept(new TweetEvent.Deleted(live.id(), Optional.of(live.content()), command.origin().stamp())));
    };
  }

  private static Decision<TweetEvent> restore(TweetState state, TweetCommand.Restore command) {
    return switch (state) {
      case Absent absent -> reject(UNKNOWN);
      case Live live when !command.origin().mayActFor(live.author()) -> reject(FORBIDDEN);
      case Live live -> reject(NOT_DELETED);
      case Deleted(Live last, var versions) when !command.origin().mayActFor(last.author()) -> reject(FORBIDDEN);
      case Deleted(Live last, var versions) ->
        accept(new TweetEvent.Restored(last.id(), last.content(), command.origin().stamp()));
    };
  }
}
