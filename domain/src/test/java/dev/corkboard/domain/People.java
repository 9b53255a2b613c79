package dev.corkboard.domain;

import java.time.Instant;
import java.util.OptionalLong;

/** Who acts in the scenarios, and when. */
public final class People {
  public static final Instant MORNING = Instant.parse("2026-03-02T09:00:00Z");
  public static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
  public static final Instant EVENING = Instant.parse("2026-03-02T18:00:00Z");

  public static final Username ANNA = new Username("anna");
  public static final Username BEN = new Username("ben");
  public static final Username CARL = new Username("carl");

  /** What Anna, who makes things in the morning, does at noon; the others may come later. */
  public static final Origin BY_ANNA = new Origin(ANNA, false, NOON, "request-anna");
  public static final Origin BY_BEN = new Origin(BEN, false, NOON, "request-ben");
  public static final Origin BY_CARL = new Origin(CARL, false, NOON, "request-carl");
  public static final Origin BY_ADMIN = new Origin(new Username("admin"), true, EVENING, "request-admin");

  public static final Stamp AT_FIRST = new Stamp(ANNA, MORNING, "request-first");

  public static final OptionalLong ANY = OptionalLong.empty();

  private People() {}

  public static OptionalLong revision(long revision) {
    return OptionalLong.of(revision);
  }
}
