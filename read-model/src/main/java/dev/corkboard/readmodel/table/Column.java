package dev.corkboard.readmodel.table;

import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.Function;

/**
 * A column of a view's table: how it is written and what goes into it.
 *
 * @param value the SQL of its value, with one parameter
 * @param shown whether reading a row needs it
 */
public record Column<V>(String name, int type, String value, boolean shown, Function<V, Object> from) {

  public static <V> Column<V> text(String name, Function<V, String> from) {
    return new Column<>(name, Types.VARCHAR, "?", true, from::apply);
  }

  public static <V> Column<V> optionalText(String name, Function<V, Optional<String>> from) {
    return new Column<>(name, Types.VARCHAR, "?", true, view -> from.apply(view).orElse(null));
  }

  public static <V> Column<V> texts(String name, Function<V, String[]> from) {
    return new Column<>(name, Types.ARRAY, "?", true, from::apply);
  }

  public static <V> Column<V> number(String name, Function<V, Double> from) {
    return new Column<>(name, Types.DOUBLE, "?", true, from::apply);
  }

  public static <V> Column<V> date(String name, Function<V, Optional<LocalDate>> from) {
    return new Column<>(name, Types.DATE, "?", true, view -> from.apply(view).orElse(null));
  }

  public static <V> Column<V> instant(String name, Function<V, Optional<Instant>> from) {
    return new Column<>(name, Types.TIMESTAMP_WITH_TIMEZONE, "?", true,
        view -> from.apply(view).map(instant -> instant.atOffset(ZoneOffset.UTC)).orElse(null));
  }

  /** What the view is sorted by where what is shown would sort badly. */
  public static <V> Column<V> sortKey(String name, Function<V, String> from) {
    return new Column<>(name, Types.VARCHAR, "?", false, view -> Folding.sortKey(from.apply(view)));
  }

  /** The words to be found by. */
  public static <V> Column<V> search(Function<V, String> from) {
    return new Column<>("search", Types.VARCHAR, "to_tsvector('simple', ?)", false,
        view -> Folding.indexed(from.apply(view)));
  }

  /** Whether SQL makes the value, of a text. */
  boolean isComputed() {
    return !value.equals("?");
  }

  String quoted() {
    return '"' + name + '"';
  }
}
