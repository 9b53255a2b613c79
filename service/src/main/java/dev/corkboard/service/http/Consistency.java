package dev.corkboard.service.http;

import dev.corkboard.readmodel.query.Freshness;
import dev.corkboard.service.id.Ids;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Read your writes. A token names a write as kind, id and revision; a read that brings it back waits until the view
 * has come that far, on whichever node, and then reads past every cache.
 */
public final class Consistency {
  static final String HEADER = "Consistency-Token";
  /** The kind of a token for all writes to tasks and sprints before it. */
  public static final String BOARD = "board";
  private static final int MOST_TOKENS = 20;
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);
  private static final Set<String> KINDS = Set.of("post", "tweet", "sprint", "task", Consistency.BOARD);

  /** Waits until a view shows a revision; false if it does not in time. */
  public interface Views {
    boolean awaitReached(String kind, String id, long revision, Duration atMost);
  }

  /** One write. */
  private record Token(String kind, String id, long revision) {}

  /** How fresh the read is to be, and whether the view lags behind a token all the same. */
  record Waited(Freshness freshness, boolean stale) {
    /** The same of one more view. */
    Waited and(boolean caughtUp) {
      return new Waited(freshness, stale || !caughtUp);
    }

    Answer mark(Answer answer) {
      return stale ? answer.with("Consistency", "stale") : answer;
    }
  }

  private final Views views;

  Consistency(Views views) {
    this.views = views;
  }

  static String token(String kind, String id, long revision) {
    return kind + ":" + id + ":" + revision;
  }

  /** A token for many writes to the board, all of which have been acknowledged. */
  static String board(Call call) {
    return token(BOARD, Ids.next(call.at()), 0);
  }

  Parsed<Waited> await(Call call) {
    List<String> given = call.headers("consistency-token");
    if (given.isEmpty()) return Parsed.good(new Waited(Freshness.CACHED, false));
    List<Token> tokens = new ArrayList<>();
    for (String text : given)
      parse(text, tokens);
    if (given.size() > MOST_TOKENS || tokens.size() < given.size()) {
      return Parsed.bad(Problem.badRequest("malformed-consistency-token",
          "Consistency-Token takes up to 20 tokens as writes gave them, with commas between."));
    }
    long deadline = System.nanoTime() + LONGEST_WAIT.toNanos();
    boolean reached = true;
    for (Token token : tokens) {
      Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
      reached &= views.awaitReached(token.kind(), token.id(), token.revision(), left);
    }
    return Parsed.good(new Waited(Freshness.FRESH, !reached));
  }

  private static void parse(String text, List<Token> tokens) {
    String[] parts = text.split(":", -1);
    boolean wellFormed = parts.length == 3 && KINDS.contains(parts[0]) && Ids.isId(parts[1])
        && parts[2].matches("\\d{1,18}");
    if (wellFormed) tokens.add(new Token(parts[0], parts[1], Long.parseLong(parts[2])));
  }
}
