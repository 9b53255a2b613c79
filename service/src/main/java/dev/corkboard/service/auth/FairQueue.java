package dev.corkboard.service.auth;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Work waits here for a few workers, in a line for each network; the lines are served in turn, so a crowd in one keeps
 * nobody in another waiting. One network has half of the places at most, and half of the workers where there are more
 * than one. If all places are taken, the longest line gives one up for a shorter one.
 *
 * <p>
 * Networks are cheap to have, so those from which somebody signed in lately count for more than strangers: a stranger's
 * place is given up for them, and every second turn is theirs.
 */
final class FairQueue<T> {

  private static final int MOST_KNOWN = 10_000;

  private final int workersOfOne;
  private final int places;
  private final int placesOfOne;
  /** The network whose turn is next comes first. */
  private final Map<String, Deque<T>> lines = new LinkedHashMap<>();
  private final Map<String, Integer> running = new HashMap<>();
  /** The one that signed in the longest ago comes first. */
  private final Set<String> known = new LinkedHashSet<>();
  private boolean knownWasLast;
  private int waiting;

  FairQueue(int workers, int places) {
    this.workersOfOne = Math.max(1, workers / 2);
    this.places = places;
    this.placesOfOne = Math.max(1, places / 2);
  }

  /** Whether there is no place for a further one of this network. */
  synchronized boolean isFullFor(String network) {
    return length(network) >= placesOfOne || waiting >= places && giver(network).isEmpty();
  }

  /** Answers what finds no place: this one, or the last of the longest line. */
  synchronized Optional<T> add(String network, T work) {
    if (isFullFor(network)) return Optional.of(work);
    Optional<T> out = waiting < places ? Optional.empty() : giver(network).map(this::removeLast);
    lines.computeIfAbsent(network, any -> new ArrayDeque<>()).addLast(work);
    waiting++;
    notifyAll();
    return out;
  }

  /** Waits for work; the worker says {@link #done} afterwards. */
  synchronized Turn<T> take() throws InterruptedException {
    while (true) {
      Optional<String> turn = (knownWasLast ? Optional.<String>empty() : free(known::contains))
          .or(() -> free(any -> true));
      if (turn.isPresent()) {
        knownWasLast = known.contains(turn.get());
        running.merge(turn.get(), 1, Integer::sum);
        return new Turn<>(turn.get(), next(turn.get()));
      }
      wait();
    }
  }

  private Optional<String> free(Predicate<String> wanted) {
    return lines.keySet().stream().filter(wanted)
        .filter(network -> running.getOrDefault(network, 0) < workersOfOne).findFirst();
  }

  /** Somebody of this network has signed in. */
  synchronized void isKnown(String network) {
    known.remove(network);
    known.add(network);
    if (known.size() > MOST_KNOWN) known.remove(known.iterator().next());
  }

  synchronized void done(String network) {
    running.computeIfPresent(network, (any, count) -> count == 1 ? null : count - 1);
    notifyAll();
  }

  /** Gives up waiting. */
  synchronized void remove(String network, T work) {
    Deque<T> line = lines.get(network);
    if (line == null || !line.remove(work)) return;
    waiting--;
    if (line.isEmpty()) lines.remove(network);
  }

  synchronized int waiting() {
    return waiting;
  }

  /** Work, and whose it is. */
  record Turn<T>(String network, T work) {}

  private int length(String network) {
    Deque<T> line = lines.get(network);
    return line == null ? 0 : line.size();
  }

  private T next(String network) {
    Deque<T> line = lines.remove(network);
    T first = line.removeFirst();
    waiting--;
    if (!line.isEmpty()) lines.put(network, line); // behind all others
    return first;
  }

  /** Of a line that stays as long as the one of this network would become. */
  private Optional<String> giver(String network) {
    return lines.entrySet().stream().max(Comparator.comparingInt(line -> line.getValue().size()))
        .filter(longest -> longest.getValue().size() > length(network) + 1).map(Map.Entry::getKey)
        .or(() -> known.contains(network) ? stranger() : Optional.empty());
  }

  private Optional<String> stranger() {
    return lines.keySet().stream().filter(line -> !known.contains(line)).reduce((before, last) -> last);
  }

  private T removeLast(String network) {
    Deque<T> line = lines.get(network);
    T last = line.removeLast();
    waiting--;
    if (line.isEmpty()) lines.remove(network);
    return last;
  }
}
