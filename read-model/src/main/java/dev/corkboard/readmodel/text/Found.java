package dev.corkboard.readmodel.text;

import java.util.List;

/** What is found in a text, in its order. */
sealed interface Found {

  /**
   * Pieces with one joint between each two: {@code e-mail}, {@code plan.png}, {@code don't}.
   *
   * @param joints a character for each
   * @param lead the sign right before it that people search for with it, as in {@code #42} and {@code .net}, or none
   * @param glued whether another word stands right before that sign
   * @param trail the same after it, as in {@code c++}
   */
  record Chunk(List<Piece> pieces, String joints, String lead, boolean glued, String trail) implements Found {

    /** The first piece with its sign, which is a word of its own. */
    String leading() {
      return Part.word(lead + pieces.getFirst().parts().getFirst().text()).text();
    }

    /** The last piece with its sign. */
    String trailing() {
      return Part.word(pieces.getLast().parts().getLast().text()).text() + trail;
    }
  }

  /**
   * Letters and digits without anything between them.
   *
   * @param typed as it stands in the text
   * @param parts what it folds to, at least one
   */
  record Piece(String typed, List<Part> parts) {

    boolean isWord() {
      return parts.size() == 1 && !parts.getFirst().run();
    }

    String word() {
      return parts.getFirst().text();
    }
  }

  /**
   * An emoji or another symbol.
   *
   * @param parts what a sequence is made of, if it is one
   */
  record Symbol(String whole, List<String> parts) implements Found {}
}
