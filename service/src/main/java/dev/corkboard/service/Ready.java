package dev.corkboard.service;

import java.util.List;

/** Tells the operator that the board can be used, once it shows all that it has. */
final class Ready {
  private Ready() {}

  static void tell(Node node) {
    List<String> behind = node.awaitViews();
    if (!behind.isEmpty()) {
      System.err.println("corkboard: These views are still behind the journal and catch up while the board is used: "
          + String.join(", ", behind) + ".");
    }
    System.out.println("Corkboard is ready at http://localhost:" + node.port());
  }
}
