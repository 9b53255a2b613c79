package dev.corkboard.service.journey;

import static dev.corkboard.service.journey.Team.BOARD;

import dev.corkboard.service.id.Ids;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HexFormat;

/** Mails that were given up, put there behind the service's back, as the board's own mailbox refuses none. */
final class PlantedMail {
  private PlantedMail() {}

  /** The id of a digest of nobody's. */
  static String dead() {
    String id = "digest:planted:" + Ids.next();
    dead(id, """
        {"message_id": "%s", "kind": "digest",
         "user": {"username": "planted", "email": "planted@example.org", "time_zone": "UTC"}, "date": "%s",
         "tasks": [{"id": "t1", "name": "%s", "due": null, "status": "todo", "sprint": null}], "overdue": []}"""
        .formatted(id, LocalDate.now(ZoneOffset.UTC), id));
    return id;
  }

  /** The id of what is no message; its bytes give it. */
  static String poison() {
    String body = "{" + Ids.next();
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(body.getBytes(StandardCharsets.UTF_8));
      String id = "poison:" + HexFormat.of().formatHex(hash, 0, 16);
      dead(id, body);
      return id;
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  static void dead(String id, String body) {
    String sql = """
        insert into reminder.delivery (message_id, kind, username, state, attempts, last_error, dead_at, body)
        values (?, 'digest', 'planted', 'dead', 12, '550 no such user', now(), ?)""";
    try (Connection connection = BOARD.connect(); PreparedStatement insert = connection.prepareStatement(sql)) {
      insert.setString(1, id);
      insert.setBytes(2, body == null ? null : body.getBytes(StandardCharsets.UTF_8));
      insert.executeUpdate();
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }
}
