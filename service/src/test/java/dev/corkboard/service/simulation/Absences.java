package dev.corkboard.service.simulation;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Whose account was deactivated for a while, and which local dates nobody decides because of that. */
final class Absences {
  private final Map<String, LocalDate> leftOn = new HashMap<>();
  private final Map<String, Set<LocalDate>> away = new HashMap<>();

  boolean isAway(String name) {
    return leftOn.containsKey(name);
  }

  boolean covers(String name, LocalDate date) {
    return away.getOrDefault(name, Set.of()).contains(date);
  }

  /** @param firstOpen the first date that was not decided yet */
  void leaves(String name, LocalDate firstOpen) {
    leftOn.put(name, firstOpen);
  }

  /** What became due meanwhile is not made up, nor what was due and open before. */
  void returns(String name, LocalDate next, Set<LocalDate> decided) {
    LocalDate open = Optional.ofNullable(leftOn.remove(name)).orElseThrow();
    if (!open.isBefore(next)) return;
    Set<LocalDate> dates = away.computeIfAbsent(name, it -> new HashSet<>());
    open.datesUntil(next).filter(date -> !decided.contains(date)).forEach(dates::add);
  }
}
