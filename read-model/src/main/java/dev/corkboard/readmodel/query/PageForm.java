package dev.corkboard.readmodel.query;

import dev.corkboard.readmodel.journal.Position;
import dev.corkboard.readmodel.json.Json;
import dev.corkboard.readmodel.table.Shown;
import java.util.Optional;
import java.util.function.Function;

/**
 * How the pages of a list are written.
 *
 * @param mostBytes what the results of a page have together, but for a single one that is larger
 * @param derived what results show besides their rows
 * @param json writes one result
 * @param positions of a page that begins with its position and how many there are in each column: a position as clients
 *        have it
 */
public record PageForm<V extends Shown>(int mostBytes, Derived<V> derived, Function<Object, byte[]> json,
    Optional<Function<Position, String>> positions) {

  /** The usual one: results, and whether there are more. */
  public static <V extends Shown> PageForm<V> plain() {
    return with(Derived.nothing());
  }

  public static <V extends Shown> PageForm<V> with(Derived<V> derived) {
    return new PageForm<>(Results.MOST_BYTES, derived, Json::bytes, Optional.empty());
  }

  /** A board: up to 4 MiB, with position and counts by column. The sort must have stretches. */
  public static <V extends Shown> PageForm<V> board(Derived<V> derived, Function<Object, byte[]> json,
      Function<Position, String> positions) {
    return new PageForm<>(4 * Results.MOST_BYTES, derived, json, Optional.of(positions));
  }
}
