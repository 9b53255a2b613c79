package dev.corkboard.bench;

import java.util.Map;
import java.util.TreeMap;

/** What became of one attack: the answers by status, and how often its connections were cut without one. */
final class AttackOutcome {
  private final Attack attack;
  private final Map<Integer, Integer> answers = new TreeMap<>();
  private int opened;
  private int cut;
  private int cutAfterAnswer;
  private int refused;

  AttackOutcome(Attack attack) {
    this.attack = attack;
  }

  void opened() {
    opened++;
  }

  void answered(int status) {
    answers.merge(status, 1, Integer::sum);
  }

  void cut(boolean afterAnswer) {
    if (afterAnswer) {
      cutAfterAnswer++;
    } else {
      cut++;
    }
  }

  /** No connection came about. */
  void refused() {
    refused++;
  }

  @Override
  public String toString() {
    return "%-40s %,d connections opened, answers %s, cut off %,d before and %,d after one, not connected %,d"
        .formatted(attack.connections() + " " + attack.name(), opened, answers, cut, cutAfterAnswer, refused);
  }
}
