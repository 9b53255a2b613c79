package dev.corkboard.readmodel.text;

import dev.corkboard.readmodel.text.Found.Chunk;
import dev.corkboard.readmodel.text.Found.Piece;
import dev.corkboard.readmodel.text.Found.Symbol;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The words that texts are found by, as one line that the database splits at spaces: first those of each text in their
 * order, so that words next to each other stand next to each other, then what else it is found by, as symbols and the
 * other spellings of {@code e-mail} and {@code c++}. Two spaces part what is not next to each other.
 *
 * Whoever changes what comes out of this raises the number of each shape that has the column {@code words}.
 */
public final class Words {

  /** PostgreSQL takes 1 MB of different words; only texts of which each character folds to many have as much. */
  private static final int LONGEST = 1_000_000;

  private final StringBuilder line = new StringBuilder();
  private final Set<String> others = new LinkedHashSet<>();

  private Words() {}

  public static String of(List<String> texts) {
    Words words = new Words();
    for (String text : texts)
      words.add(text);
    for (String other : words.others)
      words.line.append("  ").append(other);
    if (!words.others.isEmpty()) words.line.append(' ');
    return start(words.line.toString());
  }

  private void add(String text) {
    int before = line.length();
    Splitter.split(text, this::add);
    if (line.length() > before) line.append(' ');
  }

  private void add(Found found) {
    switch (found) {
      case Symbol(String whole, List<String> parts) -> {
        others.add(whole);
        others.addAll(parts);
      }
      case Chunk chunk -> add(chunk);
    }
  }

  private void add(Chunk chunk) {
    for (Piece piece : chunk.pieces()) {
      if (piece.isWord()) line.append(' ').append(piece.word());
      else
        Part.tokens(piece.parts(), true).forEach(token -> line.append(' ').append(token));
      if (!piece.typed().equals(piece.word())) humps(piece.typed());
    }
    if (!chunk.lead().isEmpty()) others.add(chunk.leading());
    if (!chunk.trail().isEmpty()) others.add(chunk.trailing());
    if (!chunk.joints().isEmpty()) {
      others.addAll(Joined.all(chunk));
      afterDots(chunk);
    }
  }

  /** What people search for as {@code .png} or {@code .net}, wherever it stands. */
  private void afterDots(Chunk chunk) {
    for (int i = 0; i < chunk.joints().length(); i++) {
      Piece piece = chunk.pieces().get(i + 1);
      if (chunk.joints().charAt(i) == '.' && piece.isWord() && Splitter.isLetter(piece)) {
        others.add(Part.word("." + piece.word()).text());
      }
    }
  }

  /** The words of {@code createTask} and {@code JSONParser}. */
  private void humps(String typed) {
    int from = 0;
    for (int i = 1; i < typed.length(); i++) {
      boolean upper = Letters.isUpper(typed.charAt(i));
      boolean begins = upper && (Letters.isLower(typed.charAt(i - 1))
          || i + 1 < typed.length() && Letters.isUpper(typed.charAt(i - 1)) && Letters.isLower(typed.charAt(i + 1)));
      if (!begins) continue;
      hump(typed.substring(from, i));
      from = i;
    }
    if (from > 0) hump(typed.substring(from));
  }

  private void hump(String typed) {
    if (typed.length() > 1) Letters.fold(typed).forEach(part -> others.addAll(Part.tokens(List.of(part), true)));
  }

  private static String start(String line) {
    if (line.length() <= LONGEST / 4) return line;
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    if (bytes.length <= LONGEST) return line;
    int end = LONGEST;
    while (bytes[end] != ' ')
      end--;
    return new String(bytes, 0, end + 1, StandardCharsets.UTF_8);
  }
}
