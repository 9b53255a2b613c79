package dev.corkboard.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The environment variables, read one by one with an error that names the variable; secrets may stand in files. */
final class Environment {
  private final Map<String, String> variables;

  Environment(Map<String, String> variables) {
    this.variables = Map.copyOf(variables);
  }

  Optional<String> text(String name) {
    return Optional.ofNullable(variables.get(name)).map(String::strip).filter(value -> !value.isEmpty());
  }

  String text(String name, String otherwise) {
    return text(name).orElse(otherwise);
  }

  /** The value, or the content of the file that {@code NAME_FILE} names, without the line break at its end. */
  Optional<String> secret(String name) {
    Optional<String> file = text(name + "_FILE");
    if (file.isEmpty()) return Optional.ofNullable(variables.get(name)).filter(value -> !value.isEmpty());
    if (text(name).isPresent()) throw new SettingsException(name + " and " + name + "_FILE are both set; keep one.");
    try {
      return Optional.of(Files.readString(Path.of(file.get())).stripTrailing());
    } catch (IOException | RuntimeException unreadable) {
      throw new SettingsException(name + "_FILE: " + file.get() + " cannot be read.");
    }
  }

  int number(String name, int otherwise, int min, int max) {
    return parsed(name, otherwise, "a whole number from " + min + " to " + max, text -> {
      int number = Integer.parseInt(text);
      return number < min || number > max ? Optional.empty() : Optional.of(number);
    });
  }

  int port(String name, int otherwise) {
    return number(name, otherwise, 0, 65_535);
  }

  List<String> list(String name) {
    return text(name).stream().flatMap(value -> Arrays.stream(value.split(","))).map(String::strip)
        .filter(value -> !value.isEmpty()).toList();
  }

  <T> T choice(String name, T otherwise, Map<String, T> choices) {
    return parsed(name, otherwise, "one of " + String.join(", ", choices.keySet().stream().sorted().toList()),
        text -> Optional.ofNullable(choices.get(text)));
  }

  <T> T parsed(String name, T otherwise, String wanted, Function<String, Optional<T>> parse) {
    Optional<String> text = text(name);
    if (text.isEmpty()) return otherwise;
    try {
      return parse.apply(text.get()).orElseThrow(() -> wrong(name, text.get(), wanted));
    } catch (SettingsException wrong) {
      throw wrong;
    } catch (RuntimeException unreadable) {
      throw wrong(name, text.get(), wanted);
    }
  }

  static SettingsException wrong(String name, String value, String wanted) {
    return new SettingsException(name + " must be " + wanted + ", not \"" + value + "\".");
  }
}
