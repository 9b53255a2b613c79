package dev.corkboard.service.carry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Small exports made by hand: an account, and tweets that are created and deleted. */
final class SampleFile {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final CarryWriter writer = new CarryWriter(bytes);
  private final int version;

  SampleFile() throws IOException {
    this(CarryWriter.VERSION);
  }

  /** As an older release wrote it. */
  SampleFile(int version) throws IOException {
    this.version = version;
    writer.header(version, "test", Instant.parse("2026-11-21T10:00:00Z"));
  }

  /** The account, a tweet with two events, and a tweet with one. */
  static byte[] small() throws IOException {
    return new SampleFile().account("anna").tweet("a", 1).tweet("a", 2).tweet("b", 1).end();
  }

  SampleFile account(String name) throws IOException {
    return row(CarriedTable.ACCOUNT, accountRow(name));
  }

  ObjectNode accountRow(String name) {
    ObjectNode row = object().put("id", name).put("username", name).put("email", name + "@example.org")
        .put("first_name", "Änna\t\"\\").put("last_name", "").put("time_zone", "UTC").put("digest_hour", 7)
        .put("digest", true).put("is_admin", false).put("is_active", true).put("password_hash", "$argon2id$none")
        .put("created_at", "2026-11-21T10:00:00.123456Z");
    if (version > 1) row.put("email_confirmed", false).putNull("pending_email");
    return row;
  }

  /** Revision 1 creates it, any other deletes it. */
  SampleFile tweet(String id, long revision) throws IOException {
    return row(CarriedTable.EVENT, event(id, revision));
  }

  SampleFile row(CarriedTable table, JsonNode row) throws IOException {
    writer.row(table, CarryJson.MAPPER.writeValueAsBytes(row));
    return this;
  }

  byte[] end() throws IOException {
    writer.end();
    return bytes.toByteArray();
  }

  static ObjectNode event(String id, long revision) throws IOException {
    String name = revision == 1 ? "tweet-created" : "tweet-deleted";
    return object().put("persistence_id", "tweet|" + id).put("sequence_number", revision).put("deleted", false)
        .put("writer", "w").put("write_timestamp", 1_700_000_000_000L).put("adapter_manifest", "")
        .put("event_ser_id", 7001).put("event_ser_manifest", name).put("event_payload", golden(name))
        .putNull("meta_ser_id").putNull("meta_ser_manifest").putNull("meta_payload");
  }

  /** Its lines, without line breaks. */
  static List<String> lines(byte[] file) {
    return new ArrayList<>(new String(file, StandardCharsets.UTF_8).lines().toList());
  }

  static byte[] of(List<String> lines) {
    return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  static ObjectNode object() {
    return CarryJson.MAPPER.createObjectNode();
  }

  private static String golden(String name) throws IOException {
    try (InputStream stored = SampleFile.class.getResourceAsStream("/golden/" + name + ".json")) {
      return new String(stored.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
