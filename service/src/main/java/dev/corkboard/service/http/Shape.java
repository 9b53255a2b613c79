package dev.corkboard.service.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.corkboard.readmodel.json.FieldNames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The fields that a request body may have. What is read comes as a map by the names that the code has for the fields
 * ({@code remindAt}); outside they are in snake case. All wrong fields are told at once, and none is guessed.
 */
public final class Shape {

  private enum Presence {
    /** Must be there, and never null. */
    REQUIRED,
    /** Has a default; null means the default again. */
    CLEARABLE,
    /** Must be there, and null means none. */
    REQUIRED_OR_NULL,
    /** May be left out, but not null. */
    OPTIONAL
  }

  private record Field(String name, Reader reader, Presence presence, Optional<Object> otherwise) {}

  private final Map<String, Field> fields;

  private Shape(Map<String, Field> fields) {
    this.fields = fields;
  }

  public static Shape of() {
    return new Shape(Map.of());
  }

  /** Of a request that has nothing more to say: no body at all, or an empty object. */
  static Parsed<Map<String, Object>> nothing(Call call) {
    return call.body().length == 0 ? Parsed.good(Map.of()) : of().partial(call);
  }

  public Shape required(String name, Reader reader) {
    return plus(new Field(name, reader, Presence.REQUIRED, Optional.empty()));
  }

  /** May be null or left out at creation: then it is {@code otherwise}. Null in a patch clears it to that. */
  public Shape clearable(String name, Reader reader, Object otherwise) {
    return plus(new Field(name, reader, Presence.CLEARABLE, Optional.of(otherwise)));
  }

  /** May be null; the value is an {@link Optional}. */
  public Shape nullable(String name, Reader reader) {
    return clearable(name, reader.orNone(), Optional.empty());
  }

  /** Must be there, and may be null; the value is an {@link Optional}. */
  public Shape requiredOrNull(String name, Reader reader) {
    return plus(new Field(name, reader.orNone(), Presence.REQUIRED_OR_NULL, Optional.empty()));
  }

  /** May be left out, and is then not in the map. */
  public Shape optional(String name, Reader reader) {
    return plus(new Field(name, reader, Presence.OPTIONAL, Optional.empty()));
  }

  /** May be left out, and is then {@code otherwise}; null is wrong. */
  public Shape defaulted(String name, Reader reader, Object otherwise) {
    return plus(new Field(name, reader, Presence.OPTIONAL, Optional.of(otherwise)));
  }

  /** The body of a creation: required fields are there, absent ones have their defaults. */
  public Parsed<Map<String, Object>> whole(Call call) {
    return call.json().flatMap(body -> read(body, true));
  }

  /** The body of a merge patch: what is absent stays absent. */
  public Parsed<Map<String, Object>> partial(Call call) {
    return call.json().flatMap(body -> read(body, false));
  }

  /** A part of a body: required fields are there, absent ones have their defaults. */
  Parsed<Map<String, Object>> of(JsonNode part) {
    return read(part, true);
  }

  /** A part of a body in which what is absent stays absent. */
  Parsed<Map<String, Object>> partly(JsonNode part) {
    return read(part, false);
  }

  private Parsed<Map<String, Object>> read(JsonNode body, boolean whole) {
    if (!body.isObject()) return Parsed.bad(Problem.badRequest("malformed", "The body must be a JSON object."));
    Map<String, Object> values = new LinkedHashMap<>();
    List<Problem.FieldError> errors = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : body.properties()) {
      Field field = fields.get(entry.getKey());
      if (field == null)
        errors.add(new Problem.FieldError(shown(entry.getKey()), "unknown-field", "There is no such field."));
      else {
        switch (value(field, entry.getValue())) {
          case Reader.Value(Object value) -> values.put(field.name(), value);
          case Reader.Wrong(String code, String detail) ->
            errors.add(new Problem.FieldError(entry.getKey(), code, detail));
        }
      }
    }
    if (whole) complete(body, values, errors);
    return errors.isEmpty() ? Parsed.good(values) : Parsed.bad(Problem.invalid(errors));
  }

  private void complete(JsonNode body, Map<String, Object> values, List<Problem.FieldError> errors) {
    fields.forEach((outside, field) -> {
      if (body.has(outside)) return;
      if (field.presence() == Presence.REQUIRED || field.presence() == Presence.REQUIRED_OR_NULL) {
        errors.add(new Problem.FieldError(outside, "required", "Must be there."));
      }
      field.otherwise().ifPresent(value -> values.put(field.name(), value));
    });
  }

  private static Reader.Result value(Field field, JsonNode node) {
    if (!node.isNull()) return field.reader().read(node);
    if (field.presence() == Presence.REQUIRED_OR_NULL) return new Reader.Value(Optional.empty());
    return field.presence() == Presence.CLEARABLE
        ? new Reader.Value(field.otherwise().orElseThrow())
        : new Reader.Wrong("null-not-allowed", "Must not be null.");
  }

  /** A name that a stranger made up, cut to what is fit to be shown. */
  private static String shown(String name) {
    return name.length() <= 50 ? name : name.substring(0, 50);
  }

  private Shape plus(Field field) {
    Map<String, Field> more = new LinkedHashMap<>(fields);
    more.put(FieldNames.snake(field.name()), field);
    return new Shape(more);
  }
}
