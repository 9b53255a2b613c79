package dev.corkboard.service.simulation;

/** Mistakes that are planted for the simulator to find. */
enum Bug {
  NONE,
  /** The outbox takes what it has published for confirmed. */
  SENT_BEFORE_CONFIRM,
  /** The message_id of a digest is the same every day. */
  KEY_WITHOUT_DATE,
  /** Digests are planned by the date in Greenwich. */
  UTC_DATES,
  /** The mailer acknowledges what it has not yet settled. */
  ACK_BEFORE_SETTLE,
  /** A publisher that has lost its lease still marks messages as sent. */
  LEASE_IGNORED,
  /** The mailer sends what another one is sending. */
  CLAIM_IGNORED,
  /** What is due is decided although the view is behind. */
  HORIZON_IGNORED,
  /** A mailer that comes late settles what another one has sent. */
  END_OVERWRITTEN,
  /** A mailer that comes late puts off what another one has settled. */
  RETRY_AFTER_END,
  /** What became due while an account was not active is made up when it is again. */
  AWAY_IS_MADE_UP,
  /** Reminders of tasks are sent without a look at how many were today. */
  DAY_UNCOUNTED,
  /** Reminders go to addresses that nobody has confirmed. */
  UNCONFIRMED_IGNORED
}
