package dev.corkboard.domain.reminder;

/** What becomes of a mail after the word of the SMTP server. */
public enum MailFate {
  SENT, AGAIN, REFUSED, GIVEN_UP;

  /** What the server said, or that there is no address to ask it about. */
  public enum Answer {
    ACCEPTED, PUT_OFF, REFUSED, NO_ADDRESS
  }

  /** @param attempts how often it was tried, this time included */
  public static MailFate after(Answer answer, int attempts, int mostAttempts) {
    return switch (answer) {
      case ACCEPTED -> SENT;
      case REFUSED, NO_ADDRESS -> REFUSED;
      case PUT_OFF -> attempts < mostAttempts ? AGAIN : GIVEN_UP;
    };
  }
}
