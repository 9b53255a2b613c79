package dev.corkboard.service.http;

import dev.corkboard.domain.TextRule;
import dev.corkboard.readmodel.text.WordQuery;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.pekko.http.javadsl.model.HttpRequest;

/** The query parameters of a request; wrong ones are collected and told together. */
public final class Query {
  private static final TextRule SEARCH = TextRule.line(0, 200);
  private static final String NOTHING_TO_SEARCH = "nothing-to-search";
  private static final TextRule ANY_TEXT = TextRule.line(0, 2000);

  private final Map<String, List<String>> values;
  private final List<Problem.FieldError> errors = new ArrayList<>();

  private Query(Map<String, List<String>> values) {
    this.values = values;
  }

  static Query of(HttpRequest request, Endpoint endpoint) {
    String given = endpoint.ignoresQuery() ? "" : request.getUri().rawQueryString().orElse("");
    return parse(given, endpoint.parameters());
  }

  static Query parse(String raw, Set<String> known) {
    Query query = new Query(new LinkedHashMap<>());
    if (raw.isEmpty()) return query;
    for (String pair : raw.split("&")) {
      if (pair.isEmpty()) continue;
      int equals = pair.indexOf('=');
      Optional<String> name = decode(equals < 0 ? pair : pair.substring(0, equals));
      Optional<String> value = decode(equals < 0 ? "" : pair.substring(equals + 1));
      if (name.isEmpty() || !known.contains(name.get())) {
        query.wrong(name.filter(text -> text.length() <= 50).orElse("?"), "unknown-parameter",
            "There is no such parameter here.");
      } else if (value.isEmpty() || ANY_TEXT.violation(value.get()).isPresent()) {
        query.wrong(name.get(), "invalid", "Must be readable text in UTF-8.");
      } else {
        query.values.computeIfAbsent(name.get(), any -> new ArrayList<>()).add(value.get());
      }
    }
    return query;
  }

  /** All that was given, by name. */
  Map<String, List<String>> given() {
    return Collections.unmodifiableMap(values);
  }

  /** A parameter that may be given once. */
  public Optional<String> one(String name) {
    List<String> given = all(name);
    if (given.size() > 1) wrong(name, "given-twice", "May be given once.");
    return given.stream().findFirst();
  }

  /** A parameter that may be repeated. */
  public List<String> all(String name) {
    return values.getOrDefault(name, List.of());
  }

  /** A parameter given once and understood by {@code parse}; what it does not understand is wrong. */
  public <T> Optional<T> one(String name, String wanted, Function<String, Optional<? extends T>> parse) {
    return one(name).flatMap(text -> understood(name, text, wanted, parse));
  }

  /** A repeatable parameter of which {@code parse} understands each. */
  public <T> List<T> all(String name, String wanted, Function<String, Optional<? extends T>> parse) {
    return all(name).stream().flatMap(text -> this.<T>understood(name, text, wanted, parse).stream()).toList();
  }

  /** The same for a parameter that may be repeated so many times. */
  public <T> List<T> some(String name, int most, String wanted, Function<String, Optional<? extends T>> parse) {
    if (all(name).size() > most) {
      wrong(name, "too-many", "May be given " + most + " times at most.");
      return List.of();
    }
    return all(name, wanted, parse);
  }

  /** A full-text search, with something to search for. */
  public Optional<String> search(String name) {
    Optional<String> typed = one(name, "1 to 200 characters",
        text -> SEARCH.violation(text).isEmpty() ? Optional.of(text) : Optional.empty());
    if (typed.filter(text -> WordQuery.of(text).isEmpty()).isPresent()) {
      wrong(name, NOTHING_TO_SEARCH, "Must have a letter, a digit or a symbol to search for.");
    }
    return typed;
  }

  public void wrong(String name, String code, String detail) {
    errors.add(new Problem.FieldError(name, code, detail));
  }

  /** The value, unless anything was wrong with any parameter so far. */
  public <T> Parsed<T> checked(T value) {
    return errors.isEmpty() ? Parsed.good(value) : Parsed.bad(problem());
  }

  /** A search for nothing has a code of its own, unless more is wrong. */
  private Problem problem() {
    boolean nothing = errors.stream().allMatch(error -> error.code().equals(NOTHING_TO_SEARCH));
    return nothing ? Problem.invalid(errors).as(NOTHING_TO_SEARCH) : Problem.invalid(errors);
  }

  private <T> Optional<T> understood(String name, String text, String wanted,
      Function<String, Optional<? extends T>> parse) {
    Optional<? extends T> value = parse.apply(text);
    if (value.isEmpty()) wrong(name, "invalid", "Must be " + wanted + ".");
    return value.map(it -> it);
  }

  private static Optional<String> decode(String raw) {
    ByteBuffer bytes = ByteBuffer.allocate(raw.length() * 3);
    for (int i = 0; i < raw.length(); i++) {
      char letter = raw.charAt(i);
      if (letter == '%') {
        int high = i + 2 <= raw.length() - 1 ? Character.digit(raw.charAt(i + 1), 16) : -1;
        int low = i + 2 <= raw.length() - 1 ? Character.digit(raw.charAt(i + 2), 16) : -1;
        if (high < 0 || low < 0) return Optional.empty();
        bytes.put((byte) (high << 4 | low));
        i += 2;
      } else {
        bytes.put(letter == '+' ? new byte[]{' '} : String.valueOf(letter).getBytes(StandardCharsets.UTF_8));
      }
    }
    try {
      return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString());
    } catch (CharacterCodingException notUtf8) {
      return Optional.empty();
    }
  }
}
