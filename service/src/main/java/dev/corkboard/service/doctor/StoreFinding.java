package dev.corkboard.service.doctor;

import dev.corkboard.readmodel.store.StoreLook;
import java.util.Optional;

/** Whether the store is the one that it was when the last node started. */
public final class StoreFinding {
  private static final String MATTER = "store";

  private StoreFinding() {}

  public static Finding of(StoreLook look) {
    Optional<String> refused = look.refused();
    if (refused.isPresent()) return Finding.fail(MATTER, "No node can start.", refused.get());
    Optional<String> restored = look.restored();
    if (restored.isPresent()) {
      return Finding.fail(MATTER, "It was restored, and no node has started since: " + restored.get() + ".",
          "Start a node: it repairs the store before it serves, and tells clients that follow changes to begin anew.");
    }
    return look.history().map(history -> Finding.ok(MATTER, "It is the one of the last start, " + history + "."))
        .orElseGet(() -> Finding.ok(MATTER, "It is new."));
  }
}
