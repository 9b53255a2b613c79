package dev.corkboard.service.geo;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads a database's record, nested as MaxMind and DB-IP have it, or flat as others do. */
final class Fields {
  private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");

  private Fields() {}

  static Place place(Map<?, ?> fields) {
    Optional<String> country = text(fields, "country", "iso_code").or(() -> text(fields, "country_code"))
        .filter(code -> COUNTRY.matcher(code).matches());
    Optional<String> name = country.flatMap(code -> text(fields, "country", "names", "en")
        .or(() -> text(fields, "country_name")).or(() -> name(code)));
    Optional<String> city = text(fields, "city", "names", "en").or(() -> text(fields, "city"));
    return new Place(country, name, city, number(fields, "autonomous_system_number"));
  }

  /** The JDK knows the names of countries; for what is none it answers the code itself. */
  private static Optional<String> name(String code) {
    return Optional.of(Locale.of("", code).getDisplayCountry(Locale.ENGLISH)).filter(name -> !name.equals(code));
  }

  private static Optional<String> text(Map<?, ?> fields, String... path) {
    return value(fields, path).filter(String.class::isInstance).map(String.class::cast).filter(text -> !text.isBlank());
  }

  private static Optional<Long> number(Map<?, ?> fields, String... path) {
    return value(fields, path).filter(Number.class::isInstance).map(number -> ((Number) number).longValue());
  }

  private static Optional<Object> value(Map<?, ?> fields, String... path) {
    Object value = fields;
    for (String name : path)
      value = value instanceof Map<?, ?> map ? map.get(name) : null;
    return Optional.ofNullable(value);
  }
}
