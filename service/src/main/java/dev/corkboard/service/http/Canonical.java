package dev.corkboard.service.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.TreeMap;

/** A digest of a JSON value: the same for bodies that differ only in white space, order of keys or forms of numbers. */
final class Canonical {
  private Canonical() {}

  static byte[] digest(JsonNode value) {
    try {
      StringBuilder text = new StringBuilder();
      write(value, text);
      return MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static void write(JsonNode value, StringBuilder out) {
    if (value.isObject()) {
      Map<String, JsonNode> sorted = new TreeMap<>();
      value.properties().forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
      out.append('{');
      sorted.forEach((key, member) -> {
        out.append(key.length()).append(':').append(key);
        write(member, out);
      });
      out.append('}');
    } else if (value.isArray()) {
      out.append('[');
      value.forEach(element -> write(element, out));
      out.append(']');
    } else if (value.isNumber()) {
      out.append('n').append(value.decimalValue().stripTrailingZeros()).append(';');
    } else {
      String text = value.asText();
      out.append(value.getNodeType()).append(text.length()).append(':').append(text);
    }
  }
}
