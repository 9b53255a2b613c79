package dev.corkboard.domain.reminder;

import java.util.Locale;

/** Why there was a message, or why there was none. */
public enum Outcome {
  SENT, NOTHING_DUE, DIGEST_OFF, MISSED, NOT_ASSIGNED, TASK_DONE, TASK_DELETED, INACTIVE, EMAIL_UNCONFIRMED, TOO_MANY;

  /** Of the digest of a date that is decided in time; what is overdue alone is no reason for one. */
  public static Outcome ofDigest(boolean wanted, boolean confirmed, boolean dueToday) {
    if (!wanted) return DIGEST_OFF;
    if (!dueToday) return NOTHING_DUE;
    return confirmed ? SENT : EMAIL_UNCONFIRMED;
  }

  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
