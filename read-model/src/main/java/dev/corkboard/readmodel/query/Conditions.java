package dev.corkboard.readmodel.query;

import dev.corkboard.readmodel.text.WordQuery;
import java.sql.Types;
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

  public Conditions oneOf(String column, List<String> values) {
    if (values.isEmpty()) return this;
    narrows = true;
    String marks = String.join(", ", Collections.nCopies(values.size(), "?"));
    sql.add(column + " in (" + marks + ")");
    values.forEach(value -> params.add(Param.text(value)));
    return this;
  }

  public Conditions isNull(String column, Optional<Boolean> wanted) {
    narrows |= wanted.isPresent();
    wanted.ifPresent(isNull -> sql.add(column + (isNull ? " is null" : " is not null")));
    return this;
  }

  public Conditions has(String column, Optional<String> element) {
    hasElement |= element.isPresent();
    element.ifPresent(
        wanted -> addIfStorable(wanted, column + " @> ?", new Param(new String[]{wanted}, Types.ARRAY)));
    return this;
  }

  public Conditions atLeast(String column, Optional<LocalDate> bound) {
    narrows |= bound.isPresent();
    bound.ifPresent(date -> add(column + " >= ?", new Param(date, Types.DATE)));
    return this;
  }

  public Conditions atMost(String column, Optional<LocalDate> bound) {
    narrows |= bound.isPresent();
    bound.ifPresent(date -> add(column + " <= ?", new Param(date, Types.DATE)));
    return this;
  }

  /** The words of a search as people type them. */
  public Conditions words(Optional<String> words) {
    hasWords |= words.isPresent();
    words.map(WordQuery::of).ifPresent(this::words);
    return this;
  }

  /** An index finds rows with all of them; whether they stand next to each other is seen in the rows alone. */
  private void words(WordQuery query) {
    if (query.isEmpty()) {
      add("false");
      return;
    }
    add("search @@ ?::tsquery", Param.text(query.tsquery()));
    for (List<String> patterns : query.patterns())
      add("words like any (?)", Param.texts(patterns.toArray(String[]::new)));
  }

  /** PostgreSQL refuses a NUL where others would find that nothing has it. */
  private void addIfStorable(String value, String condition, Param param) {
    if (value.indexOf('\0') < 0) add(condition, param);
    else
      add("false");
  }

  Conditions add(String condition, Param... values) {
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

  String sql() {
    return sql.isEmpty() ? "" : " and " + String.join(" and ", sql);
  }

  List<Param> params() {
    return params;
  }
}
