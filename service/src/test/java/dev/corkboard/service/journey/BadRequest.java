package dev.corkboard.service.journey;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A valid request that has been spoilt in one to three places; the same seed spoils it in the same way. */
final class BadRequest {
  private static final List<String> METHODS = List.of("GET", "HEAD", "POST", "PATCH", "PUT", "DELETE", "OPTIONS",
      "TRACE",
      "FOO", "get");
  private static final List<String> HEADERS = List.of("If-Match", "If-None-Match", "Idempotency-Key",
      "Consistency-Token", "Accept", "Content-Type", "Content-Encoding", "X-Request-ID", "Authorization", "Origin",
      "Range", "Cookie", "X-Forwarded-For", "User-Agent", "Accept-Encoding", "Content-Language", "TE", "Via", "Host",
      "Last-Event-ID", "Access-Control-Request-Method");
  private static final List<String> PARAMETERS = List.of("limit", "cursor", "q", "ordering", "author", "sprint",
      "status", "assigned", "backlog", "label", "due_min", "due_max", "end_min", "end_max", "as_of", "revision",
      "after",
      "kind", "x");

  private final Random random;
  private String method;
  private String target;
  private final List<String> headers;
  private final Map<String, String> fields;
  private byte[] body;

  BadRequest(long seed, Template template, String authorization) {
    this.random = new Random(seed);
    this.method = template.method();
    this.target = template.target();
    this.fields = new LinkedHashMap<>(template.fields());
    this.headers = new ArrayList<>(List.of("Host: localhost", "Connection: close", "X-Request-ID: " + requestId(seed)));
    headers.add("Authorization: " + authorization);
    headers.add("Content-Type: application/json");
    spoil();
  }

  private void spoil() {
    int times = 1 + random.nextInt(3);
    boolean hasBody = !fields.isEmpty();
    for (int i = 0; i < times; i++) {
      switch (random.nextInt(hasBody ? 8 : 4)) {
        case 0 -> headers.add(Nasty.pick(HEADERS, random) + ": " + Nasty.header(random));
        case 1 -> target += (target.contains("?") ? "&" : "?") + Nasty.pick(PARAMETERS, random) + "="
            + Nasty.parameter(random);
        case 2 -> spoilPath();
        case 3 -> spoilRarely();
        default -> spoilField();
      }
    }
    body = hasBody ? rendered() : new byte[0];
    if (random.nextInt(8) == 0) spoilBytes();
  }

  private void spoilPath() {
    int query = target.indexOf('?') < 0 ? target.length() : target.indexOf('?');
    int at = random.nextBoolean() ? query : random.nextInt(query + 1);
    target = target.substring(0, at) + Nasty.path(random) + target.substring(at);
  }

  private void spoilRarely() {
    switch (random.nextInt(5)) {
      case 0 -> method = Nasty.pick(METHODS, random);
      case 1 -> headers.subList(3 + random.nextInt(headers.size() - 2), headers.size()).clear(); // the first three stay
      case 2 -> target += "&" + Nasty.parameter(random);
      case 3 -> target += (target.contains("?") ? "&" : "?") + Nasty.cursor(random);
      default -> headers.add(Nasty.header(random) + ":" + Nasty.header(random));
    }
  }

  private void spoilField() {
    List<String> names = List.copyOf(fields.keySet());
    switch (random.nextInt(10)) {
      case 0 -> fields.remove(Nasty.pick(names, random));
      case 1 -> fields.put(Nasty.name(random), Nasty.json(random));
      case 2 -> fields.put(Nasty.pick(names, random) + "\": 1, \"x", Nasty.json(random));
      default -> fields.put(Nasty.pick(names, random), Nasty.json(random));
    }
    if (fields.isEmpty()) fields.put("x", "1");
  }

  private byte[] rendered() {
    List<String> members = new ArrayList<>();
    fields.forEach((name, value) -> members.add("\"" + name + "\": " + value));
    String text = "{" + String.join(", ", members) + "}";
    return (random.nextInt(300) == 0 ? text + " ".repeat(2 << 20) : text).getBytes(UTF_8);
  }

  private void spoilBytes() {
    if (body.length == 0) return;
    int at = random.nextInt(body.length);
    switch (random.nextInt(3)) {
      case 0 -> body = java.util.Arrays.copyOf(body, at);
      case 1 -> body[at] = (byte) random.nextInt(256);
      default -> {
        for (int i = at; i < Math.min(body.length, at + 8); i++)
          body[i] = (byte) random.nextInt(256);
      }
    }
  }

  /** Under which a request of this seed is found in the events that it makes. */
  static String requestId(long seed) {
    return "mutation-" + seed;
  }

  boolean isHead() {
    return method.equals("HEAD");
  }

  byte[] bytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    String head = method + " " + target + " HTTP/1.1\r\n" + String.join("\r\n", headers) + "\r\n"
        + (body.length > 0 ? "Content-Length: " + body.length + "\r\n" : "") + "\r\n";
    bytes.writeBytes(head.getBytes(ISO_8859_1));
    bytes.writeBytes(body);
    return bytes.toByteArray();
  }

  @Override
  public String toString() {
    String text = new String(bytes(), ISO_8859_1);
    return text.length() < 3_000 ? text : text.substring(0, 3_000) + "…";
  }

  /** A valid request; the fields of its body as JSON. */
  record Template(String method, String target, Map<String, String> fields) {}
}
