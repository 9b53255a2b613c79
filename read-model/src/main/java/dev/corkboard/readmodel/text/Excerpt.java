package dev.corkboard.readmodel.text;

import dev.corkboard.readmodel.text.Found.Chunk;
import dev.corkboard.readmodel.text.Found.Piece;
import dev.corkboard.readmodel.text.Found.Symbol;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Some of a long text, on one line, with … where something is left out. */
public final class Excerpt {
  /** Characters of the text. */
  private static final int LONGEST = 158;
  private static final int BEFORE = 60;
  private static final int LONGEST_WORD = 30;
  private static final String MORE = "…";
  private static final Pattern UNSEEN = Pattern.compile("[\\s\\p{Cc}\\p{Z}]+");

  private Excerpt() {}

  /** Where the first word of a search stands in it, or else how it begins. */
  public static String of(String text, WordQuery words) {
    String line = UNSEEN.matcher(text).replaceAll(" ").strip();
    int hit = firstHit(line, words::isBegunBy);
    return cut(line, hit <= BEFORE ? 0 : wordAfter(line, hit - BEFORE, hit), LONGEST);
  }

  /** How it begins. */
  public static String start(String text, int most) {
    return cut(UNSEEN.matcher(text).replaceAll(" ").strip(), 0, most);
  }

  private static String cut(String line, int from, int most) {
    int end = Math.min(line.length(), from + most);
    if (end < line.length()) {
      int space = line.lastIndexOf(' ', end);
      if (space > end - LONGEST_WORD && space > from) end = space;
      else if (Character.isLowSurrogate(line.charAt(end))) end--;
    }
    return (from > 0 ? MORE : "") + line.substring(from, end) + (end < line.length() ? MORE : "");
  }

  private static int wordAfter(String line, int from, int hit) {
    int space = line.indexOf(' ', from);
    if (space >= 0 && space < hit && space < from + LONGEST_WORD) return space + 1;
    return Character.isLowSurrogate(line.charAt(from)) ? from + 1 : from;
  }

  /** -1 if there is none. */
  private static int firstHit(String line, Predicate<String> begins) {
    int[] at = {0, -1}; // how far it has been read, and the hit
    Splitter.split(line, found -> {
      if (at[1] >= 0) return;
      switch (found) {
        case Symbol(String whole, var parts) -> {
          if (begins.test(whole)) at[1] = Math.max(0, line.indexOf(whole, at[0]));
        }
        case Chunk chunk -> look(line, chunk, begins, at);
      }
    });
    return at[1];
  }

  private static void look(String line, Chunk chunk, Predicate<String> begins, int[] at) {
    boolean signed = !chunk.lead().isEmpty() && begins.test(chunk.leading())
        || !chunk.trail().isEmpty() && begins.test(chunk.trailing());
    for (Piece piece : chunk.pieces()) {
      int start = Math.max(at[0], line.indexOf(piece.typed(), at[0]));
      at[0] = start + piece.typed().length();
      boolean hit = signed || Part.tokens(piece.parts(), true).stream().anyMatch(begins);
      if (hit) {
        at[1] = start;
        return;
      }
    }
  }
}
