package dev.corkboard.readmodel.query;

import dev.corkboard.readmodel.json.Json;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** A place in a list, between two results: what the one before it is sorted by. It stays good while others write. */
public record Cursor(String sort, String key, String id) {

  private static final int LONGEST = 2_000;

  /** Reads what {@link #toString()} wrote for the same order; empty for anything else. */
  public static Optional<Cursor> read(String text, Sort<?> sort) {
    if (text.isEmpty() || text.length() > LONGEST) return Optional.empty();
    try {
      byte[] json = Base64.getUrlDecoder().decode(text);
      String[] parts = Json.mapper().readValue(json, String[].class);
      return Optional.ofNullable(parts).flatMap(found -> of(found, sort));
    } catch (IllegalArgumentException | IOException garbage) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(Json.bytes(List.of(sort, key, id)));
  }

  private static Optional<Cursor> of(String[] parts, Sort<?> sort) {
    if (parts.length != 3) return Optional.empty();
    for (String part : parts)
      if (part == null || part.indexOf('\0') >= 0) return Optional.empty();
    boolean sameOrder = parts[0].equals(sort.name()) && sort.parse(parts[1]).isPresent();
    return sameOrder ? Optional.of(new Cursor(parts[0], parts[1], parts[2])) : Optional.empty();
  }
}
