package dev.corkboard.service;

import dev.corkboard.service.auth.Accounts;
import dev.corkboard.service.auth.BadField;
import dev.corkboard.service.auth.NewAccount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What the first start of {@code corkboard up} prepares: an administrator, and a team's board to look at.
 *
 * @param password of the administrator; one is made up if there is none
 */
record FirstStart(String username, String email, Optional<String> password, boolean demo) {

  private static final String DONE = "first-start-done";
  private static final String LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";
  private static final int GROUPS = 4;
  private static final int LETTERS_IN_A_GROUP = 5;

  static FirstStart from(Map<String, String> variables, boolean demo) {
    Environment env = new Environment(variables);
    return new FirstStart(env.text("ADMIN_USERNAME", "admin"), env.text("ADMIN_EMAIL", "admin@corkboard.example"),
        env.secret("ADMIN_PASSWORD"), demo);
  }

  /** Refuses an administrator that could not be made, before anything is started or written. */
  void check(Path home) {
    if (Files.exists(home.resolve(DONE))) return;
    List<BadField> faults = Accounts.faults(new NewAccount(username, email, password.orElseGet(FirstStart::madeUp)));
    if (faults.isEmpty()) return;
    BadField first = faults.getFirst();
    throw new SettingsException("ADMIN_" + first.field().toUpperCase(Locale.ROOT) + " cannot be taken: "
        + first.detail());
  }

  /** Does nothing where it has been done; answers what the operator has to know. */
  List<String> prepare(Node node, Path home) throws IOException {
    if (Files.exists(home.resolve(DONE))) return List.of();
    String chosen = password.orElseGet(FirstStart::madeUp);
    AdminAccounts.ensure(node.accounts(), username, email, chosen);
    if (demo && node.isBlank()) new DemoData(node).make();
    markDone(home);
    return List.of(password.isPresent()
        ? "Administrator: " + username
        : "Administrator: " + username + " with the password " + chosen + " (it is shown only now)");
  }

  /** For a home whose people came from elsewhere: it needs neither an administrator nor a demo. */
  static void markDone(Path home) throws IOException {
    Files.writeString(home.resolve(DONE), "");
  }

  private static String madeUp() {
    SecureRandom random = new SecureRandom();
    StringBuilder password = new StringBuilder();
    for (int i = 0; i < GROUPS * LETTERS_IN_A_GROUP; i++) {
      if (i > 0 && i % LETTERS_IN_A_GROUP == 0) password.append('-');
      password.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return password.toString();
  }
}
