package dev.corkboard.domain.reminder;

import java.util.HashMap;
import java.util.Map;

/** How many reminders of tasks still go to each person today, by their own date. The digest tells of the others. */
public final class DayLimit {
  public static final int MOST_A_DAY = 50;

  private final int most;
  private final Map<String, Integer> sent;

  /** @param sent how many have gone to each person on that day already */
  public DayLimit(int most, Map<String, Integer> sent) {
    this.most = most;
    this.sent = new HashMap<>(sent);
  }

  /** Whether one more goes to this person; if so, it has been counted. */
  boolean take(String person) {
    int before = sent.getOrDefault(person, 0);
    if (before >= most) return false;
    sent.put(person, before + 1);
    return true;
  }
}
