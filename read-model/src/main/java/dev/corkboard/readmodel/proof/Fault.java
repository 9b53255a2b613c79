package dev.corkboard.readmodel.proof;

import java.util.List;

/**
 * Something that is not as it should be.
 *
 * @param place the table, or {@code journal}
 * @param id of the entity, as {@code task|0192…} where it is of the journal
 * @param revision of the row or event; of a row that is shown otherwise, the one that it should show
 * @param fields that are not what they should be
 */
public record Fault(Kind kind, String place, String id, long revision, List<String> fields, String detail) {

  public static final String JOURNAL = "journal";

  /** What is wrong. */
  public enum Kind {
    CHANGED, MISSING, TOO_MANY, HOLE, UNREADABLE
  }

  static Fault changed(String table, String id, long revision, List<String> fields, String detail) {
    return new Fault(Kind.CHANGED, table, id, revision, fields, detail);
  }

  static Fault missing(String table, String id, long revision) {
    return new Fault(Kind.MISSING, table, id, revision, List.of(), "");
  }

  static Fault tooMany(String table, String id, long revision) {
    return new Fault(Kind.TOO_MANY, table, id, revision, List.of(), "");
  }

  static Fault hole(String entity, long revision) {
    return new Fault(Kind.HOLE, JOURNAL, entity, revision, List.of(), "");
  }

  static Fault unreadable(String entity, long revision, String reason) {
    return new Fault(Kind.UNREADABLE, JOURNAL, entity, revision, List.of(), reason);
  }

  /** Whether it is the journal that is at fault, and no rebuild helps. */
  public boolean isOfTheJournal() {
    return place.equals(JOURNAL);
  }

  /** A sentence. */
  @Override
  public String toString() {
    return switch (kind) {
      case CHANGED -> place + " has row " + id + " at revision " + revision + " with other "
          + String.join(", ", fields) + " than the journal" + detail + ".";
      case MISSING -> place + " lacks row " + id + " of revision " + revision + ".";
      case TOO_MANY -> place + " has row " + id + " of revision " + revision + ", which the journal knows nothing of.";
      case HOLE -> "The journal has a hole: event " + revision + " of " + id + " is missing.";
      case UNREADABLE -> "Event " + revision + " of " + id + " cannot be applied, and is not parked: " + detail + ".";
    };
  }
}
