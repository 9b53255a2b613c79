package dev.corkboard.domain.reminder;

/** How many open tasks a digest lists. It counts all; what is due goes before what is overdue, but for a few of these. */
public record Listing(int due, int overdue) {

  /** So many in both lists of a message together, for programs. */
  public static final int IN_MESSAGE = 500;
  private static final int OVERDUE_KEPT_IN_MESSAGE = 100;
  /** Nobody reads more in a mail. */
  public static final int IN_MAIL = 50;
  private static final int OVERDUE_KEPT_IN_MAIL = 10;

  public static Listing inMessage(int due, int overdue) {
    return of(due, overdue, IN_MESSAGE, OVERDUE_KEPT_IN_MESSAGE);
  }

  public static Listing inMail(int due, int overdue) {
    return of(due, overdue, IN_MAIL, OVERDUE_KEPT_IN_MAIL);
  }

  private static Listing of(int due, int overdue, int room, int overdueKept) {
    int listed = Math.min(due, room - Math.min(overdue, overdueKept));
    return new Listing(listed, Math.min(overdue, room - listed));
  }
}
