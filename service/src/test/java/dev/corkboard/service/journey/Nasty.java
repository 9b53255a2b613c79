package dev.corkboard.service.journey;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.List;
import java.util.Random;

/** Values that have broken something somewhere. */
final class Nasty {
  private static final List<String> TEXTS = List.of("", " ", "\t", "\\u0000", "a\\u0000b", "\\ud800", "\\udc00\\ud800",
      "\\ud83e", "\\u202e", "\u202Eabc", "\u2066", "e\u0301", "\u00e9", "\uFEFF", "\uFFFF", "\\uffff", "\uDBFF\uDFFF",
      "\u2028", "\u0085", "\\b", "\\n", "\\r\\n", "\u200B", "\u00DF\u1E9E", "\u0130\u0131", "';drop table x;--",
      "%s%n${x}", "<script>", "null", "true", "0", "-1", "01890a5d-ac96-774b-bcce-b302099a8057",
      "01890A5D-AC96-774B-BCCE-B302099A8057", "0000-01-01", "0001-01-01", "9999-12-31", "10000-01-01", "-0001-01-01",
      "+2026-01-01", "2026-02-30", "2026-13-01", "2026-11-21T00:00:00Z", "infinity", "-infinity", "now", "today", "NaN",
      "0000-01-01T00:00:00Z", "0001-01-01T00:00:00+18:00", "9999-12-31T23:59:59.999999999Z",
      "9999-12-31T23:59:59-18:00", "-999999999-01-01T00:00:00Z", "2026-11-21T24:00:00Z", "2026-11-21T23:59:60Z",
      "2026-11-21T10:00:00+99:99", "done", "DONE", "anna", "ANNA", "root ", "Europe/Berlin", "GMT+99", "a@b", "a@b.c");
  private static final List<String> TOKENS = List.of("null", "true", "false", "[]", "{}", "0", "-0", "-0.0", "1", "-1",
      "1e400", "-1e400", "1e-400", "1e15", "1.0000000000000001e15", "-1e15", "4.9e-324", "99999999999999999999",
      "1e999999999", "1e-999999999", "1e99999999999", "1E+2147483648", "0.1e1", "NaN", "Infinity", "01", "+1", ".5",
      "0x10", "1_000", "[null]", "[[]]", "[\"a\",\"a\"]", "{\"a\":1,\"a\":2}", "'x'", "undefined", "\u0661");
  private static final List<String> PATHS = List.of("%00", "%2F", "%ZZ", "//", "/..", "/%2e%2e/", "%ff", "%C0%80",
      "%ED%A0%80", ";a=b", "/.", "%E2%80%AE", "%", "\u0000", "\u00ff", " ", "?", "#", "\\", "|", "/null", "/0", "/",
      "%0d%0aX:y", "*");
  private static final List<String> HEADERS = List.of("", " ", "*", "\"", "\"\"", "\"1\"", "\"0\"", "W/\"1\"", "1",
      "\"-1\"", "\"99999999999999999999\"", "\"1\",\"2\"", "*, \"1\"", "\"\\\"\"", ",", ",,,", ";", ";;q=", "q=1",
      "*/*",
      "*/", "/", "a/b;q=", "application/json;q=0", "application/json; charset=utf-7", "application/json; charset=",
      "text/plain", "application/json;;;", "gzip", "identity", "Bearer", "Bearer ", "JWT a.b.c", "Basic eDp5",
      "Bearer \u00ff", "\u00ff\u00fe", "\u0001", "\t", "task:x:1", "task::", "::", "post:01890a5d:1", "null",
      "\u00e9ab", "a\tb", "bytes=0-1", "100-continue", "close", "keep-alive, upgrade", "https://evil.example",
      "chunked");

  private Nasty() {}

  static String json(Random random) {
    return switch (random.nextInt(8)) {
      case 0, 1, 2 -> "\"" + pick(TEXTS, random) + "\"";
      case 3, 4 -> pick(TOKENS, random);
      case 5 -> "\"" + longText(random) + "\"";
      case 6 -> nested(random);
      default -> "\"" + pick(TEXTS, random) + pick(TEXTS, random) + "x\"";
    };
  }

  static String name(Random random) {
    return random.nextInt(10) == 0 ? longText(random) : pick(TEXTS, random);
  }

  static String path(Random random) {
    return random.nextInt(20) == 0 ? "/" + "a".repeat(random.nextInt(20_000)) : pick(PATHS, random);
  }

  static String header(Random random) {
    return random.nextInt(20) == 0 ? "x".repeat(random.nextInt(20_000)) : pick(HEADERS, random);
  }

  /** For a query: mostly encoded, sometimes as it stands. */
  static String parameter(Random random) {
    String text = random.nextInt(20) == 0 ? "x".repeat(random.nextInt(9_000)) : pick(TEXTS, random);
    return random.nextInt(10) == 0 ? text + pick(PATHS, random) : encoded(text);
  }

  /** An order, and a cursor that claims to be of this order. */
  static String cursor(Random random) {
    String sort = pick(List.of("order", "-order", "name", "-name", "due", "-due", "started", "-completed",
        "created_at", "-updated_at", "end"), random);
    List<String> parts = List.of("\"" + sort + "\"", json(random), random.nextBoolean() ? json(random) : "\"x\"");
    String cursor = Base64.getUrlEncoder().withoutPadding().encodeToString(parts.toString().getBytes(UTF_8));
    return (random.nextInt(3) == 0 ? "" : "ordering=" + sort + "&") + "cursor=" + cursor;
  }

  private static String encoded(String text) {
    StringBuilder encoded = new StringBuilder();
    for (byte octet : text.getBytes(UTF_8)) {
      boolean plain = octet >= '0' && octet <= '9' || octet >= 'A' && octet <= 'Z' || octet >= 'a' && octet <= 'z';
      encoded.append(plain ? "" + (char) octet : "%%%02X".formatted(octet));
    }
    return encoded.toString();
  }

  private static String longText(Random random) {
    String unit = pick(List.of("x", "\u00e9", "\uD83E\uDD8A", "e\u0301", "a ", "\\u0000"), random);
    int[] lengths = {40, 41, 49, 50, 51, 100, 101, 280, 281, 1_001, 20_001, 100_001};
    return unit.repeat(lengths[random.nextInt(lengths.length)]);
  }

  private static String nested(Random random) {
    int depth = List.of(5, 31, 33, 1_000, 30_000).get(random.nextInt(5));
    return random.nextBoolean()
        ? "[".repeat(depth) + "]".repeat(depth)
        : "{\"a\":".repeat(depth) + "1"
            + "}".repeat(depth);
  }

  static <T> T pick(List<T> from, Random random) {
    return from.get(random.nextInt(from.size()));
  }
}
