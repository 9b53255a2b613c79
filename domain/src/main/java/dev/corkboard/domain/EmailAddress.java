package dev.corkboard.domain;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An address in the one form that means the same to every program on a mail's way: a dot-atom and a domain (RFC 5321,
 * section 4.1.2), in ASCII. Quoted texts, comments, routes, lists and addresses of machines in brackets are none.
 */
public record EmailAddress(String local, String domain) {
  private static final int LONGEST = 254;
  private static final int LONGEST_LOCAL = 64;
  private static final int LONGEST_LABEL = 63;
  private static final String ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
  private static final Pattern LOCAL = Pattern.compile(ATOM + "(?:\\." + ATOM + ")*");
  private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?");
  private static final Pattern DIGITS = Pattern.compile("[0-9]+");

  /** Where anybody's mail can go: a domain of two labels or more. */
  public static Optional<EmailAddress> parse(String text) {
    return anywhere(text).filter(address -> address.domain().indexOf('.') >= 0);
  }

  /** The same, or on a machine of one's own, as board@localhost. */
  public static Optional<EmailAddress> anywhere(String text) {
    int at = text.indexOf('@');
    if (at < 1 || text.length() > LONGEST) return Optional.empty();
    EmailAddress address = new EmailAddress(text.substring(0, at), text.substring(at + 1));
    return isLocal(address.local()) && isDomain(address.domain()) ? Optional.of(address) : Optional.empty();
  }

  private static boolean isLocal(String text) {
    return text.length() <= LONGEST_LOCAL && LOCAL.matcher(text).matches();
  }

  /** With a number as its last label it would be a machine's address, which no name server is asked about. */
  private static boolean isDomain(String text) {
    String[] labels = text.split("\\.", -1);
    for (String label : labels)
      if (label.length() > LONGEST_LABEL || !LABEL.matcher(label).matches()) return false;
    return !DIGITS.matcher(labels[labels.length - 1]).matches();
  }

  @Override
  public String toString() {
    return local + "@" + domain;
  }
}
