package dev.corkboard.domain;

import java.util.List;
import java.util.Optional;

/** Why a command is refused: a stable code for programs, a sentence for people. */
public record Rejection(Kind kind, String code, String detail, Optional<String> field, List<Conflict> conflicts) {

  /** What sort of refusal it is. */
  public enum Kind {
    /** A field has a value that cannot be; {@link Rejection#field()} says which. */
    INVALID, NOT_FOUND, FORBIDDEN,
    /** A rule forbids it as things stand. */
    CONFLICT,
    /** Somebody else changed the same since the sender looked; {@link Rejection#conflicts()} says what. */
    LOST_RACE
  }

  public Rejection(Kind kind, String code, String detail) {
    this(kind, code, detail, Optional.empty(), List.of());
  }

  public static Rejection invalid(String field, String code, String detail) {
    return new Rejection(Kind.INVALID, code, detail, Optional.of(field), List.of());
  }

  public static Rejection lostRace(List<Conflict> conflicts) {
    return new Rejection(Kind.LOST_RACE, "lost-race", "It was changed since the revision that If-Match names.",
        Optional.empty(), List.copyOf(conflicts));
  }
}
