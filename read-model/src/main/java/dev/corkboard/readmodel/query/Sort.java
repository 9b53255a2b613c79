package dev.corkboard.readmodel.query;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.corkboard.readmodel.text.NameOrder;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Function;

/**
 * An order of a list; what has no value comes last in both directions, and equals are told apart by their ids.
 *
 * @param name as clients write it, with {@code -} for descending
 * @param expression the SQL of what is compared, never null
 * @param key what is compared, of a result, as a cursor has it
 * @param upwards of a value that may be missing, downwards: the SQL of what is compared upwards. One index serves both.
 * @param stretches of an order that goes through the values of a column first
 */
public record Sort<V>(@JsonValue String name, String expression, SortType type, boolean descending,
    Function<V, String> key, Optional<String> upwards, Optional<Stretches<V>> stretches) {

  private Sort(String name, String expression, SortType type, boolean descending, Function<V, String> key,
      Optional<String> upwards) {
    this(name, expression, type, descending, key, upwards, Optional.empty());
  }

  private Sort(String name, String expression, SortType type, boolean descending, Function<V, String> key) {
    this(name, expression, type, descending, key, Optional.empty());
  }

  public static <V> Sort<V> text(String name, String column, Function<V, String> key) {
    return new Sort<>(name, column, SortType.TEXT, false, key);
  }

  /** By names, of which a column has the key. */
  public static <V> Sort<V> name(String name, String column, Function<V, String> from) {
    return new Sort<>(name, column, SortType.NAME, false, from.andThen(NameOrder::key).andThen(SortType::written));
  }

  public static <V> Sort<V> number(String name, String column, Function<V, Double> key) {
    return new Sort<>(name, column, SortType.NUMBER, false, key.andThen(String::valueOf));
  }

  public static <V> Sort<V> instant(String name, String column, Function<V, Instant> key) {
    return new Sort<>(name, column, SortType.INSTANT, false, key.andThen(at -> String.valueOf(at.toEpochMilli())));
  }

  public static <V> Sort<V> date(String name, String column, Function<V, LocalDate> key) {
    return new Sort<>(name, column, SortType.DATE, false, key.andThen(LocalDate::toString));
  }

  public static <V> Sort<V> whole(String name, String column, Function<V, Long> key) {
    return new Sort<>(name, column, SortType.WHOLE, false, key.andThen(String::valueOf));
  }

  /** By a date that may be missing. */
  public static <V> Sort<V> dateOrNone(String name, String column, Function<V, Optional<LocalDate>> key) {
    return orNone(name, column, SortType.DATE, key, false);
  }

  /** The same downwards. */
  public static <V> Sort<V> dateOrNoneDescending(String name, String column, Function<V, Optional<LocalDate>> key) {
    return orNone("-" + name, column, SortType.DATE, key, true);
  }

  /** By a number that may be missing. */
  public static <V> Sort<V> wholeOrNone(String name, String column, Function<V, Optional<Long>> key) {
    return orNone(name, column, SortType.WHOLE, key, false);
  }

  /** The same downwards. */
  public static <V> Sort<V> wholeOrNoneDescending(String name, String column, Function<V, Optional<Long>> key) {
    return orNone("-" + name, column, SortType.WHOLE, key, true);
  }

  /** The SQL of a date with what has none after all others. */
  public static String noneLast(String column) {
    return noneLast(column, SortType.DATE);
  }

  /** SQL that sorts a missing number after all others. */
  public static String noNumberLast(String column) {
    return noneLast(column, SortType.WHOLE);
  }

  /** The same order for an object that holds the sorted one; not for sorts with stretches. */
  <W> Sort<W> of(Function<W, V> has) {
    if (stretches.isPresent()) throw new IllegalStateException(name + " goes through the values of a column");
    return new Sort<>(name, expression, type, descending, has.andThen(key), upwards);
  }

  /** The same order within each value of a column. */
  public Sort<V> within(String newName, Stretches<V> column) {
    return new Sort<>(newName, expression, type, descending, view -> column.key(view, key.apply(view)), upwards,
        Optional.of(column));
  }

  public Sort<V> downwards() {
    return new Sort<>("-" + name, expression, type, true, key);
  }

  private static <V, T> Sort<V> orNone(String name, String column, SortType type, Function<V, Optional<T>> key,
      boolean descending) {
    return new Sort<>(name, orElse(column, type, descending), type, descending,
        key.andThen(value -> value.map(Object::toString).orElse(type.none(descending))),
        descending ? Optional.of(noneLast(column, type)) : Optional.empty());
  }

  private static String noneLast(String column, SortType type) {
    return orElse(column, type, false);
  }

  private static String orElse(String column, SortType type, boolean descending) {
    return "coalesce(" + column + ", " + type.noneSql(descending) + ")";
  }

  /** The parameter for a cursor's key; empty if the key is not of this sort. */
  Optional<Param> parse(String cursorKey) {
    if (stretches.isPresent() && stretches.get().stretch(cursorKey).isEmpty()) return Optional.empty();
    return type.parse(stretches.isPresent() ? Stretches.within(cursorKey) : cursorKey);
  }

  /** The cursor after a result. */
  public Cursor cursor(V last, String id) {
    return new Cursor(name, key.apply(last), id);
  }

  String orderBy() {
    String direction = descending ? " desc" : "";
    return expression + direction + ", id" + direction;
  }

  /** What comes after a cursor, with two parameters: the key and the id. */
  String after() {
    return "(" + expression + ", id) " + (descending ? "<" : ">") + " (" + type.placeholder() + ", ?)";
  }
}
