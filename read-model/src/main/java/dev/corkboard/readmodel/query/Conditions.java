package dev.corkboard.readmodel.query;

import dev.corkboard.readmodel.text.WordQuery;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** The conditions of a list, all of which hold, as SQL with parameters. What is not asked for adds none. */
public final class Conditions {
  private final List<String> sql = new ArrayList<>();
  private final List<Param> params = new ArrayList<>();
  private boolean hasWords;
  private boolean along;
  private boolean narrows;
  private boolean hasElement;

  public Conditions equal(String column, Optional<String> value) {
    narrows |= value.isPresent();
    value.ifPresent(wanted -> addIfStorable(wanted, column + " = ?", Param.text(wanted)));
    return this;
  }

  /** Equal, for a list in the order in which the index of the column goes on. */
  public Conditions along(String column, Optional<String> value) {
    along |= value.isPresent();
    return equal(column, value);
  }

  /** Equal to one of these. */
  public Conditions equal(String column, List<String> values) {
    return values.size() > 1 ? oneOf(column, values) : equal(column, values.stream().findFirst());
  }

  /** Equal to one of these, for a list in the order in which the index of the column goes on after a single value. */
  public Conditions along(String column, List<String> values) {
    return values.size() > 1 ? oneOf(column, values) : along(column, values.stream().findFirst());
  }

  public Conditions oneOf(String column, List<String> values) {
    return oneOfParams(column, values.stream().map(Param::text).toList());
  }

  public Conditions oneOfWhole(String column, List<Long> values) {
    return oneOfParams(column, values.stream().map(Param::number).toList());
  }

  private Conditions oneOfParams(String column, List<Param> values) {
    if (values.isEmpty()) return this;
    narrows = true;
    String marks = String.join(", ", Collections.nCopies(values.size(), "?"));
    return add(column + " in (" + marks + ")", values.toArray(Param[]::new));
  }

  public Conditions equalWhole(String column, Optional<Long> value) {
    return narrowed(column + " = ?", value.map(Param::number));
  }

  /** Not empty, or empty. */
  public Conditions isEmpty(String column, Optional<Boolean> wanted) {
    return narrowed(column, wanted, " = '{}'", " <> '{}'");
  }

  public Conditions isNull(String column, Optional<Boolean> wanted) {
    return narrowed(column, wanted, " is null", " is not null");
  }

  /** Has one of these elements. */
  public Conditions has(String column, List<String> elements) {
    if (elements.isEmpty()) return this;
    hasElement = true;
    String[] storable = elements.stream().filter(element -> element.indexOf('\0') < 0).toArray(String[]::new);
    if (storable.length == 0) return add("false");
    return add(column + (elements.size() == 1 ? " @> ?" : " && ?"), Param.texts(storable));
  }

  public Conditions atLeast(String column, Optional<LocalDate> bound) {
    return narrowed(column + " >= ?", bound.map(date -> new Param(date, Types.DATE)));
  }

  public Conditions atMost(String column, Optional<LocalDate> bound) {
    return narrowed(column + " <= ?", bound.map(date -> new Param(date, Types.DATE)));
  }

  public Conditions atLeastWhole(String column, Optional<Long> bound) {
    return narrowed(column + " >= ?", bound.map(Param::number));
  }

  public Conditions atMostWhole(String column, Optional<Long> bound) {
    return narrowed(column + " <= ?", bound.map(Param::number));
  }

  public Conditions since(String column, Optional<Instant> bound) {
    return narrowed(column + " >= ?", bound.map(Param::instant));
  }

  private Conditions narrowed(String condition, Optional<Param> value) {
    narrows |= value.isPresent();
    value.ifPresent(given -> add(condition, given));
    return this;
  }

  private Conditions narrowed(String column, Optional<Boolean> wanted, String yes, String no) {
    narrows |= wanted.isPresent();
    wanted.ifPresent(is -> add(column + (is ? yes : no)));
    return this;
  }

  /** The words of a search as people type them. */
  public Conditions words(Optional<String> words) {
    hasWords |= words.isPresent();
    words.map(WordQuery::of).ifPresent(query -> words("search", "words", query));
    return this;
  }

  /**
   * The words of a search. An index finds rows with all of them; whether they stand next to each other is seen in the
   * rows alone.
   *
   * @param search the SQL of what is indexed
   * @param line the SQL of the words in their order, with a space around each
   */
  public Conditions words(String search, String line, WordQuery query) {
    hasWords = true;
    if (query.isEmpty()) return add("false");
    add(search + " @@ ?::tsquery", Param.text(query.tsquery()));
    for (List<String> patterns : query.patterns())
      add(line + " like any (?)", Param.texts(patterns.toArray(String[]::new)));
    return this;
  }

  /** PostgreSQL refuses a NUL where others would find that nothing has it. */
  private void addIfStorable(String value, String condition, Param param) {
    if (value.indexOf('\0') < 0) add(condition, param);
    else
      add("false");
  }

  public Conditions add(String condition, Param... values) {
    sql.add(condition);
    params.addAll(List.of(values));
    return this;
  }

  /** The same, to be added to apart. */
  Conditions copy() {
    Conditions copy = new Conditions();
    copy.sql.addAll(sql);
    copy.params.addAll(params);
    copy.hasWords = hasWords;
    copy.along = along;
    copy.narrows = narrows;
    copy.hasElement = hasElement;
    return copy;
  }

  /** Whether one plan is best for all values: one that reads along an index, and passes over few that are not wanted. */
  boolean haveOnePlan() {
    return !hasWords && !hasElement && (along || !narrows);
  }

  boolean hasWords() {
    return hasWords;
  }

  /** Adds the negation of all of the others together. */
  public Conditions not(Conditions others) {
    sql.add("not (" + String.join(" and ", others.sql) + ")");
    params.addAll(others.params);
    return this;
  }

  /** Begins with " and ", to be appended to a first condition. */
  public String sql() {
    return sql.isEmpty() ? "" : " and " + String.join(" and ", sql);
  }

  public List<Param> params() {
    return params;
  }
}
