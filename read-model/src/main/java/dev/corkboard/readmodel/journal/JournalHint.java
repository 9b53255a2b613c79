package dev.corkboard.readmodel.journal;

import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** Wakes this node's readers of the journal when something was written here, so that it is seen at once. */
public final class JournalHint {
  private final CopyOnWriteArrayList<Bell> bells = new CopyOnWriteArrayList<>();

  /** To be called after each write, from any thread: it costs some nanoseconds and never waits. */
  public void written(String kind) {
    for (Bell bell : bells)
      if (bell.kinds().contains(kind)) bell.ring();
  }

  /** A bell that rings for these kinds until it is closed. */
  public Bell bell(Set<String> kinds) {
    Bell bell = new Bell(Set.copyOf(kinds), bells::remove);
    bells.add(bell);
    return bell;
  }
}
