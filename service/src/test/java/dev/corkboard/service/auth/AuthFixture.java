package dev.corkboard.service.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corkboard.readmodel.Sql;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;

/** Accounts on an empty database, with a clock that the test moves. */
final class AuthFixture implements AutoCloseable {

  static final String PASSWORD = "purple-tractor-91";
  static final Client HOME = new Client("192.0.2.7", "Firefox");

  /** A mail with a token. */
  record Mailed(AccountMail.Kind kind, String to, String token) {}

  final SettableClock clock = new SettableClock();
  final List<String> resetTokens = new ArrayList<>();
  final List<Mailed> mails = new ArrayList<>();
  final List<String> invitationTokens = new ArrayList<>();
  final AccountMail mail = (connection, kind, account, address, token, expiresAt) -> {
    mails.add(new Mailed(kind, address, token));
    if (kind == AccountMail.Kind.PASSWORD_RESET) resetTokens.add(token);
  };
  final InvitationMail invitationMail = (connection, invitation, token) -> invitationTokens.add(token);
  final List<Account> heard = new ArrayList<>();
  final DataSource pool = AccountsDatabase.empty();
  final Auth auth = node();

  Auth node() {
    return new Auth(pool, new Auth.Settings("https://board.example", "corkboard", Optional.empty(),
        Duration.ofSeconds(5), Limits.USUAL), this::heard, mail, invitationMail, clock);
  }

  Account signUp(String username) {
    return signUpWith(username, username + "@example.org");
  }

  Account signUpWith(String username, String email) {
    return done(auth.accounts().signUp(new NewAccount(username, email, PASSWORD), HOME.address()));
  }

  TokenPair signIn(String username) {
    return done(auth.signIn().withUsername(username, PASSWORD, HOME));
  }

  static <T> T done(Result<T> result) {
    assertThat(result).isInstanceOf(Result.Done.class);
    return ((Result.Done<T>) result).value();
  }

  static Refusal refusal(Result<?> result) {
    assertThat(result).isInstanceOf(Result.Refused.class);
    return ((Result.Refused<?>) result).refusal();
  }

  Result<Account> changeEmail(Account account, String email) {
    return auth.profiles().change(account.id(), new ProfileChange(Optional.empty(), Optional.empty(),
        Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(email), Optional.of(PASSWORD)),
        HOME.address());
  }

  /** What is kept of the tokens in a table. */
  List<String> hashes(String table) {
    return Sql.with(pool, connection -> Statements.list(connection, "select encode(hash, 'hex') h from " + table,
        row -> row.getString("h")));
  }

  /** All at once, of which one works, and the others are refused so. */
  static void oneWorks(List<Callable<Result<Account>>> uses, Refusal others) throws Exception {
    List<Result<Account>> results = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Result<Account>> use : threads.invokeAll(uses))
        results.add(use.get());
    }
    assertThat(results).filteredOn(Result.Done.class::isInstance).hasSize(1);
    assertThat(results).filteredOn(Result.Refused.class::isInstance).hasSize(uses.size() - 1)
        .extracting(AuthFixture::refusal).containsOnly(others);
  }

  private synchronized void heard(Connection connection, Account account) {
    heard.add(account);
  }

  @Override
  public void close() {
    auth.close();
  }
}
