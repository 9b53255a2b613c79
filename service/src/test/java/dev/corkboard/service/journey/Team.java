package dev.corkboard.service.journey;

import dev.corkboard.service.RunningBoard;
import dev.corkboard.service.auth.Account;
import dev.corkboard.service.auth.NewAccount;
import dev.corkboard.service.auth.Result;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The people of the journeys: signed up once, signed in once. Nobody but root is an administrator. */
final class Team {
  static final RunningBoard BOARD = board();
  static final Client NOBODY = Client.to(BOARD.url());

  static final String PASSWORD = "purple-tractor-91";
  private static final Map<String, Client> PEOPLE = new ConcurrentHashMap<>();

  static final Client ANNA = person("anna");
  static final Client BEN = person("ben");
  static final Client ROOT = person("root");

  private Team() {}

  static Client person(String name) {
    return PEOPLE.computeIfAbsent(name, Team::signedUp);
  }

  private static Client signedUp(String name) {
    NewAccount account = new NewAccount(name, name + "@example.org", PASSWORD);
    Result<Account> made = name.equals("root")
        ? BOARD.accounts().createAdmin(account)
        : BOARD.accounts().createConfirmed(account);
    if (!(made instanceof Result.Done<Account>)) throw new IllegalStateException(made.toString());
    return signIn(name);
  }

  /** In a new session. */
  static Client signIn(String name) {
    return NOBODY.as(NOBODY.post("/auth/obtain_token", credentials(name)).is(200).text("token"));
  }

  static String credentials(String name) {
    return "{\"username\": \"%s\", \"password\": \"%s\"}".formatted(name, PASSWORD);
  }

  private static RunningBoard board() {
    try {
      return RunningBoard.shared();
    } catch (Exception failed) {
      throw new ExceptionInInitializerError(failed);
    }
  }
}
