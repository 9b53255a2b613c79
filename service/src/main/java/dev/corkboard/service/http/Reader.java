package dev.corkboard.service.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.corkboard.domain.Nfc;
import dev.corkboard.domain.TextRule;
import dev.corkboard.readmodel.json.IsoTimes;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads one value of a request body: its type first, then whether the value can be. */
public interface Reader {

  /** The value, or what is wrong with it. */
  sealed interface Result {}

  /** It is right, and this is what the code works with. */
  record Value(Object value) implements Result {}

  /** It is wrong: a stable code and a sentence. */
  record Wrong(String code, String detail) implements Result {}

  Instant FIRST_INSTANT = Instant.parse("0001-01-01T00:00:00Z");
  Instant LAST_INSTANT = Instant.parse("9999-12-31T23:59:59.999Z");
  /** Far beyond any board, and small enough that a step of 1 still tells two orders apart. */
  double LARGEST_ORDER = 1e15;

  /** Never called with a JSON null: what null means is the field's affair. */
  Result read(JsonNode node);

  static Wrong wrongType(String wanted) {
    return new Wrong("wrong-type", "Must be " + wanted + ".");
  }

  /** A text as it stands; what it may be is judged elsewhere. */
  static Reader string() {
    return node -> node.isTextual() ? new Value(node.textValue()) : wrongType("a string");
  }

  /** A text in the form in which texts are stored and compared. */
  static Reader normal() {
    return string()
        .check(text -> Nfc.hasTooManyMarks((String) text)
            ? Optional.of(new Wrong("forbidden-character", "More than 30 combining marks follow each other."))
            : Optional.empty())
        .map(text -> Nfc.of((String) text));
  }

  static Reader text(TextRule rule) {
    return normal().check(value -> rule.violation((String) value)
        .map(violation -> new Wrong(violation.code(), violation.detail())));
  }

  static Reader bool() {
    return node -> node.isBoolean() ? new Value(node.booleanValue()) : wrongType("true or false");
  }

  static Reader integer(int min, int max) {
    return node -> {
      if (!node.isIntegralNumber()) return wrongType("an integer");
      if (!node.canConvertToInt() || node.intValue() < min || node.intValue() > max) {
        return new Wrong("out-of-range", "From " + min + " to " + max + ".");
      }
      return new Value(node.intValue());
    };
  }

  static Reader revision() {
    return node -> {
      if (!node.isIntegralNumber()) return wrongType("an integer");
      if (!node.canConvertToLong() || node.longValue() < 1) return new Wrong("out-of-range", "From 1 on.");
      return new Value(node.longValue());
    };
  }

  static Reader order() {
    return node -> {
      if (!node.isNumber()) return wrongType("a number");
      double order = node.doubleValue();
      boolean inRange = Math.abs(order) <= LARGEST_ORDER;
      return inRange ? new Value(order + 0.0) : new Wrong("out-of-range", "Between -1e15 and 1e15.");
    };
  }

  static Reader date() {
    return string().then(text -> {
      try {
        return IsoTimes.date(text).filter(date -> date.getYear() > 0);
      } catch (DateTimeException notADate) {
        return Optional.empty();
      }
    }, new Wrong("invalid-date", "Must be a date, as 2026-11-21."));
  }

  static Reader instant() {
    return string().then(Reader::parseInstant,
        new Wrong("invalid-instant", "Must be an instant, as 2026-11-21T07:00:00.000Z."));
  }

  static Optional<Object> parseInstant(String text) {
    return Rfc3339.parse(text).filter(instant -> !instant.isBefore(FIRST_INSTANT) && !instant.isAfter(LAST_INSTANT))
        .map(Object.class::cast);
  }

  /** One of a few words. */
  static <T> Reader choice(Map<String, T> choices) {
    return string().then(text -> Optional.ofNullable(choices.get(text)),
        new Wrong("unknown-value", "One of " + String.join(", ", choices.keySet()) + "."));
  }

  /** A list of values that {@code each} reads. */
  static Reader list(Reader each, int most) {
    return node -> {
      if (!node.isArray()) return wrongType("a list");
      if (node.size() > most) return new Wrong("too-many", "At most " + most + ".");
      List<Object> values = new ArrayList<>(node.size());
      for (JsonNode element : node) {
        switch (element.isNull() ? wrongType("a list without null") : each.read(element)) {
          case Value(Object value) -> values.add(value);
          case Wrong wrong -> {
            return wrong;
          }
        }
      }
      return new Value(List.copyOf(values));
    };
  }

  /** The same, as an {@link Optional}; the field takes null for none. */
  default Reader orNone() {
    return map(Optional::of);
  }

  default Reader map(Function<Object, Object> change) {
    return node -> switch (read(node)) {
      case Value(Object value) -> new Value(change.apply(value));
      case Wrong wrong -> wrong;
    };
  }

  default Reader check(Function<Object, Optional<Wrong>> rule) {
    return node -> switch (read(node)) {
      case Value value -> rule.apply(value.value()).<Result>map(wrong -> wrong).orElse(value);
      case Wrong wrong -> wrong;
    };
  }

  /** A text that stands for something else, or else is wrong. */
  default Reader then(Function<String, Optional<?>> parse, Wrong otherwise) {
    return node -> switch (read(node)) {
      case Value(Object text) -> parse.apply((String) text).<Result>map(Value::new).orElse(otherwise);
      case Wrong wrong -> wrong;
    };
  }
}
