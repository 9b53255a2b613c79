package dev.corkboard.service.embedded;

import java.time.Instant;
import java.util.List;

/** A mail as the local mailbox received it; what a mail lacks is empty. */
public record CaughtMail(List<String> to, String from, String subject, String text, String html, Instant at,
    String messageId) {

  private static final int LONGEST = 64 << 10;
  private static final int LONGEST_HEADER = 1 << 10;
  private static final int MOST_RECIPIENTS = 100;

  /** The same with what is very long cut, and marked as such. */
  CaughtMail cut() {
    return new CaughtMail(to.stream().limit(MOST_RECIPIENTS).map(it -> cut(it, LONGEST_HEADER)).toList(),
        cut(from, LONGEST_HEADER), cut(subject, LONGEST_HEADER), cut(text, LONGEST), cut(html, LONGEST), at,
        cut(messageId, LONGEST_HEADER));
  }

  /** In characters, with some for the names of the fields. */
  int length() {
    return 200 + to.stream().mapToInt(String::length).sum() + from.length() + subject.length() + text.length()
        + html.length() + messageId.length();
  }

  private static String cut(String text, int longest) {
    if (text.length() <= longest) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest;
    return text.substring(0, end) + "… [cut: " + text.length() + " characters]";
  }
}
