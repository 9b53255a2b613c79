package dev.corkboard.readmodel.table;

import dev.corkboard.readmodel.text.NameOrder;
import dev.corkboard.readmodel.text.Words;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A column of a view's table: what goes into it.
 *
 * @param shown whether reading a row needs it
 * @param source of what it is made; what has an equal source has an equal value
 * @param make the value, of the source
 * @param read whether its value is read from a row, rather than that it is empty
 */
public record Column<V>(String name, int type, boolean shown, Function<V, Object> source,
    Function<Object, Object> make, boolean read) {

  private Column(String name, int type, boolean shown, Function<V, Object> source, Function<Object, Object> make) {
    this(name, type, shown, source, make, true);
  }

  private Column(String name, int type, Function<V, Object> value) {
    this(name, type, true, value, Function.identity());
  }

  public static <V> Column<V> text(String name, Function<V, String> from) {
    return new Column<>(name, Types.VARCHAR, from::apply);
  }

  public static <V> Column<V> optionalText(String name, Function<V, Optional<String>> from) {
    return new Column<>(name, Types.VARCHAR, view -> from.apply(view).orElse(null));
  }

  public static <V> Column<V> texts(String name, Function<V, String[]> from) {
    return new Column<>(name, Types.ARRAY, from::apply);
  }

  public static <V> Column<V> number(String name, Function<V, Double> from) {
    return new Column<>(name, Types.DOUBLE, from::apply);
  }

  public static <V> Column<V> whole(String name, Function<V, Optional<Long>> from) {
    return new Column<>(name, Types.BIGINT, view -> from.apply(view).orElse(null));
  }

  public static <V> Column<V> date(String name, Function<V, Optional<LocalDate>> from) {
    return new Column<>(name, Types.DATE, view -> from.apply(view).orElse(null));
  }

  public static <V> Column<V> instant(String name, Function<V, Optional<Instant>> from) {
    return new Column<>(name, Types.TIMESTAMP_WITH_TIMEZONE,
        view -> from.apply(view).map(instant -> instant.atOffset(ZoneOffset.UTC)).orElse(null));
  }

  /** What the view is sorted by where a name itself would sort badly. */
  public static <V> Column<V> nameKey(Function<V, String> name) {
    return new Column<>("name_key", Types.VARCHAR, false, name::apply, text -> NameOrder.key((String) text));
  }

  /** What each of some names is sorted by. */
  public static <V> Column<V> nameKeys(String name, Function<V, List<String>> names) {
    return new Column<>(name, Types.ARRAY, false, names::apply,
        all -> strings(all).stream().map(NameOrder::key).toArray(String[]::new));
  }

  /** The words to be found by; of these the database makes {@code search}. */
  public static <V> Column<V> words(Function<V, List<String>> texts) {
    return new Column<>("words", Types.VARCHAR, false, texts::apply, all -> Words.of(strings(all)));
  }

  /** The same column for an object that holds the view. */
  <W> Column<W> of(Function<W, V> has) {
    return new Column<>(name, type, shown, has.andThen(source), make);
  }

  public Object value(V view) {
    return make.apply(source.apply(view));
  }

  String quoted() {
    return '"' + name + '"';
  }

  /** The SQL that reads it. */
  String selected() {
    return read ? quoted() : "'' as " + quoted();
  }

  boolean isTextRead() {
    return shown && read && type == Types.VARCHAR;
  }

  /** The same column, read as an empty text. */
  Column<V> unread() {
    return new Column<>(name, type, shown, source, make, false);
  }

  private static List<String> strings(Object texts) {
    return ((List<?>) texts).stream().map(String.class::cast).toList();
  }
}
