package dev.corkboard.service.journey;

import java.util.concurrent.atomic.AtomicInteger;

/** Who calls, seen from the thing that is called for; in the order of the columns of docs/rights.md. */
enum Person {
  NOBODY, ANOTHER, AUTHOR, ASSIGNEE, ADMIN;

  private static final AtomicInteger NEWCOMERS = new AtomicInteger();

  /** A name that nobody has. */
  static String newName() {
    return "walker" + NEWCOMERS.incrementAndGet();
  }

  String username() {
    return this == ADMIN ? "root" : name().toLowerCase();
  }

  Client client() {
    return this == NOBODY ? Team.NOBODY : Team.person(username());
  }

  /** The same person in a session that may be ended. */
  Client session() {
    if (this == NOBODY) return Team.NOBODY;
    client();
    return Team.signIn(username());
  }
}
