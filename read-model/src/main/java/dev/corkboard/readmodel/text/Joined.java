package dev.corkboard.readmodel.text;

import dev.corkboard.readmodel.text.Found.Chunk;
import dev.corkboard.readmodel.text.Found.Piece;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Words that others write without what is between their parts: e-mail, don't, 1,000. */
final class Joined {
  private static final int MOST = 4;
  private static final String BETWEEN_THOUSANDS = ",.'\u2019_";
  private static final String BETWEEN_LETTERS = "-\u2010\u2011\uff0d'\u2019\u02bc\uff07\u00b7";

  private Joined() {}

  /** Of each part of a chunk that some write as one word. */
  static List<String> all(Chunk chunk) {
    List<String> all = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < chunk.pieces().size(); i++) {
      if (i < chunk.joints().length() && joins(chunk, i)) continue;
      joined(chunk.pieces().subList(from, i + 1)).ifPresent(all::add);
      from = i + 1;
    }
    return all;
  }

  /** Of a chunk that some write as one word. */
  static Optional<String> whole(Chunk chunk) {
    for (int i = 0; i < chunk.joints().length(); i++)
      if (!joins(chunk, i)) return Optional.empty();
    return joined(chunk.pieces());
  }

  private static Optional<String> joined(List<Piece> pieces) {
    if (pieces.size() < 2 || pieces.size() > MOST) return Optional.empty();
    StringBuilder word = new StringBuilder();
    pieces.forEach(piece -> word.append(piece.word()));
    return Optional.of(Part.word(word.toString()).text());
  }

  private static boolean joins(Chunk chunk, int joint) {
    Piece before = chunk.pieces().get(joint);
    Piece after = chunk.pieces().get(joint + 1);
    if (!before.isWord() || !after.isWord()) return false;
    char sign = chunk.joints().charAt(joint);
    if (isNumber(before) && isNumber(after)) {
      return BETWEEN_THOUSANDS.indexOf(sign) >= 0 && before.word().length() <= 3 && after.word().length() == 3;
    }
    return BETWEEN_LETTERS.indexOf(sign) >= 0;
  }

  private static boolean isNumber(Piece piece) {
    return piece.word().chars().allMatch(letter -> letter >= '0' && letter <= '9');
  }
}
