package dev.corkboard.service.doctor;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Whether snapshots can be read; one that cannot costs time only, as events stand behind it. */
public final class SnapshotLook {
  private static final String MATTER = "snapshots";

  /** Throws for bytes that are no state. */
  @FunctionalInterface
  public interface StateDecoder {
    void decode(byte[] payload, String manifest) throws Exception;
  }

  private SnapshotLook() {}

  /**
   * @param connection without auto-commit, so that rows come in portions
   */
  public static List<Finding> at(Connection connection, StateDecoder decoder) throws SQLException {
    long seen = 0;
    long unread = 0;
    try (Statement query = connection.createStatement()) {
      query.setFetchSize(Look.FETCHED);
      try (ResultSet row = query.executeQuery("select snapshot_ser_manifest, snapshot_payload from journal.snapshot")) {
        for (; row.next(); seen++)
          if (!reads(decoder, row.getBytes(2), row.getString(1))) unread++;
      }
    }
    if (unread == 0) return List.of(Finding.ok(MATTER, "%,d, and all can be read.".formatted(seen)));
    return List
        .of(Finding.warn(MATTER, unread + " of " + seen + " cannot be read; entities come back from events alone.",
            "Harmless; \"truncate journal.snapshot\" has them made anew."));
  }

  private static boolean reads(StateDecoder decoder, byte[] payload, String manifest) {
    try {
      decoder.decode(payload, manifest);
      return true;
    } catch (Exception undecodable) {
      return false;
    }
  }
}
