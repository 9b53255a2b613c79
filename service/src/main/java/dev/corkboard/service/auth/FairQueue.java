package dev.corkboard.service.auth;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Work waits here for a few workers, in a line for each network; the lines are served in turn, so a crowd in one keeps
 * nobody in another waiting. One network has half of the places at most, and half of the workers where there are more
 * than one. If all places are taken, the longest line gives one up for a shorter one.
 */
final class FairQueue<T> {

  private final int workersOfOne;
  private final int places;
  private final int placesOfOne;
  /** The network whose turn is next comes first. */
  private final Map<String, Deque<T>> lines = new LinkedHashMap<>();
  private final Map<String, Integer> running = new HashMap<>();
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
      for (String network : lines.keySet()) {
        if (running.getOrDefault(network, 0) >= workersOfOne) continue;
        running.merge(network, 1, Integer::sum);
        return new Turn<>(network, next(network));
      }
      wait();
    }
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
        .filter(longest -> longest.getValue().size() > length(network) + 1).map(Map.Entry::getKey);
  }

  private T removeLast(String network) {
    Deque<T> line = lines.get(network);
    T last = line.removeLast();
    waiting--;
    return last;
  }
}
