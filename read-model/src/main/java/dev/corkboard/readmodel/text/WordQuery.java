package dev.corkboard.readmodel.text;

import dev.corkboard.readmodel.text.Found.Chunk;
import dev.corkboard.readmodel.text.Found.Piece;
import dev.corkboard.readmodel.text.Found.Symbol;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a search asks for, in terms of {@link Words}: all words, the last one also as the beginning of one, those between
 * quotes next to each other. What is written into one, as {@code plan.png}, is next to each other too.
 */
public final class WordQuery {
  private static final char QUOTE = '"';

  private final Set<Term> terms = new LinkedHashSet<>();

  /** Tokens that stand next to each other; of the last one perhaps only its beginning. */
  private record Sequence(List<String> tokens, boolean open) {

    Sequence(String token, boolean open) {
      this(List.of(token), open);
    }

    static Sequence of(List<Part> parts, boolean last) {
      return new Sequence(Part.tokens(parts, false), parts.getLast().run() ? parts.getLast().isOneOfRun() : last);
    }

    /** The tokens, wherever they stand. */
    String tsquery() {
      String all = tokens.stream().map(Sequence::quoted).collect(Collectors.joining(" & "));
      return open ? all + ":*" : all;
    }

    /** Tokens have letters, digits and symbols only, none that this has a meaning for. */
    String pattern() {
      return "% " + String.join(" ", tokens) + (open ? "%" : " %");
    }

    /** As it stands in a line of words. */
    String stretch() {
      return " " + String.join(" ", tokens) + (open ? "" : " ");
    }

    boolean isBegunBy(String token) {
      String first = tokens.getFirst();
      return open && tokens.size() == 1 ? token.startsWith(first) : token.equals(first);
    }

    private static String quoted(String token) {
      return "'" + token.replace("\\", "\\\\").replace("'", "''") + "'";
    }
  }

  /** One of them has to be there. */
  private record Term(List<Sequence> sequences) {

    String tsquery() {
      return sequences.stream().map(Sequence::tsquery).collect(Collectors.joining(" | ", "(", ")"));
    }

    boolean needsOrder() {
      return sequences.stream().anyMatch(sequence -> sequence.tokens().size() > 1);
    }

    List<String> patterns() {
      return sequences.stream().map(Sequence::pattern).toList();
    }
  }

  private WordQuery() {}

  /** Of what somebody typed; a quote without its other half is any other sign. */
  public static WordQuery of(String typed) {
    WordQuery query = new WordQuery();
    String[] between = typed.split(String.valueOf(QUOTE), -1);
    boolean open = between.length % 2 == 0;
    for (int i = 0; i < between.length; i++) {
      boolean quoted = i % 2 == 1 && !(open && i == between.length - 1);
      if (quoted) query.phrase(between[i]);
      else
        query.words(between[i], i == between.length - 1);
    }
    return query;
  }

  /** Whether there is nothing to search for. */
  public boolean isEmpty() {
    return terms.isEmpty();
  }

  /** All words, as PostgreSQL reads them. */
  public String tsquery() {
    return terms.stream().map(Term::tsquery).collect(Collectors.joining(" & "));
  }

  /** Patterns for {@code like}: each time one of these has to match, as the order of words is not in an index. */
  public List<List<String>> patterns() {
    return terms.stream().filter(Term::needsOrder).map(Term::patterns).toList();
  }

  /** Whether a text has what is asked for, by its {@link Words}. */
  public boolean matches(String line) {
    return terms.stream()
        .allMatch(term -> term.sequences().stream().anyMatch(sequence -> line.contains(sequence.stretch())));
  }

  /** Whether one of the words, or of what stands next to each other, begins with this token. */
  boolean isBegunBy(String token) {
    return terms.stream().flatMap(term -> term.sequences().stream()).anyMatch(sequence -> sequence.isBegunBy(token));
  }

  private void words(String text, boolean atEnd) {
    List<Found> all = found(text);
    for (int i = 0; i < all.size(); i++) {
      boolean last = atEnd && i == all.size() - 1;
      switch (all.get(i)) {
        case Symbol symbol -> add(new Sequence(symbol.whole(), last));
        case Chunk chunk -> words(chunk, last);
      }
    }
  }

  private void words(Chunk chunk, boolean last) {
    boolean signs = signs(chunk, last);
    if (signs && chunk.pieces().size() == 1) return;
    List<Sequence> any = new ArrayList<>();
    any.add(Sequence.of(parts(chunk), last));
    Joined.whole(chunk).ifPresent(joined -> any.add(new Sequence(joined, last)));
    terms.add(new Term(any));
  }

  /** With the signs that it was typed with, which say more than the word alone. */
  private boolean signs(Chunk chunk, boolean last) {
    boolean leads = !chunk.lead().isEmpty() && !chunk.glued();
    boolean trails = !chunk.trail().isEmpty();
    if (leads) add(new Sequence(chunk.leading(), last && !trails && chunk.pieces().size() == 1));
    if (trails) add(new Sequence(chunk.trailing(), last));
    return leads || trails;
  }

  private void phrase(String text) {
    List<Part> parts = new ArrayList<>();
    for (Found found : found(text)) {
      switch (found) {
        case Symbol symbol -> add(new Sequence(symbol.whole(), false));
        case Chunk chunk -> {
          signs(chunk, false);
          parts.addAll(parts(chunk));
        }
      }
    }
    if (!parts.isEmpty()) add(Sequence.of(parts, false));
  }

  private void add(Sequence sequence) {
    terms.add(new Term(List.of(sequence)));
  }

  private static List<Part> parts(Chunk chunk) {
    return chunk.pieces().stream().map(Piece::parts).flatMap(List::stream).toList();
  }

  private static List<Found> found(String text) {
    List<Found> all = new ArrayList<>();
    Splitter.split(text, all::add);
    return all;
  }
}
