package dev.corkboard.service.auth;

import static dev.corkboard.service.auth.AuthFixture.HOME;
import static dev.corkboard.service.auth.AuthFixture.PASSWORD;
import static dev.corkboard.service.auth.AuthFixture.done;
import static dev.corkboard.service.auth.AuthFixture.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.corkboard.readmodel.Sql;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SignInIT {

  private static final Refusal BAD = new Refusal.BadCredentials();
  private static final Client WORK = new Client("198.51.100.9", "curl");

  private final AuthFixture fixture = new AuthFixture();
  private final SignIn signIn = fixture.auth.signIn();

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void nameOrAddressOpensASession() {
    fixture.signUp("anna");
    for (TokenPair pair : List.of(done(signIn.withUsername("ANNA", PASSWORD, HOME)),
        done(signIn.withEmail("Anna@Example.org", PASSWORD, HOME)))) {
      SignedIn me = fixture.auth.authentication().of(pair.token()).orElseThrow();
      assertThat(me.account().username()).hasToString("anna");
      assertThat(pair.tokenType()).isEqualTo("Bearer");
      assertThat(pair.expiresIn()).isEqualTo(600);
    }
  }

  @Test
  void wrongUnknownAndInactiveAreTheSame() {
    fixture.signUp("anna");
    fixture.signUp("ben");
    fixture.auth.profiles().setStanding("ben", Optional.of(false), Optional.empty());
    assertThat(refusal(signIn.withUsername("anna", "not my password", HOME))).isEqualTo(BAD);
    assertThat(refusal(signIn.withUsername("nobody", PASSWORD, HOME))).isEqualTo(BAD);
    assertThat(refusal(signIn.withUsername("no name at all", PASSWORD, HOME))).isEqualTo(BAD);
    assertThat(refusal(signIn.withUsername("ben", PASSWORD, HOME))).isEqualTo(BAD);
    assertThat(refusal(signIn.withEmail("ben@example.org", PASSWORD, HOME))).isEqualTo(BAD);
    assertThat(refusal(signIn.withEmail("\u0000", PASSWORD, HOME))).isEqualTo(BAD);
  }

  @Test
  void fiveWrongPasswordsSlowThePairDownUntilTheWindowHasPassed() {
    fixture.signUp("anna");
    for (int i = 0; i < 5; i++) {
      assertThat(refusal(i % 2 == 0
          ? signIn.withUsername("anna", "not my password", HOME)
          : signIn.withEmail("anna@example.org", "not my password", HOME))).isEqualTo(BAD);
      fixture.clock.pass(Duration.ofMinutes(1));
    }
    assertThat(refusal(signIn.withUsername("anna", PASSWORD, HOME)))
        .isEqualTo(new Refusal.TooManyAttempts(Duration.ofMinutes(10)));
    assertThat(refusal(signIn.withEmail("anna@example.org", PASSWORD, HOME)))
        .isInstanceOf(Refusal.TooManyAttempts.class);
    done(signIn.withUsername("anna", PASSWORD, WORK));
    fixture.clock.pass(Duration.ofMinutes(10));
    done(signIn.withUsername("anna", PASSWORD, HOME));
  }

  @Test
  void namesThatDoNotExistAreSlowedDownAlike() {
    for (int i = 0; i < 5; i++)
      assertThat(refusal(signIn.withUsername("nobody", PASSWORD, HOME))).isEqualTo(BAD);
    assertThat(refusal(signIn.withUsername("Nobody", PASSWORD, HOME)))
        .isEqualTo(new Refusal.TooManyAttempts(Duration.ofMinutes(15)));
    assertThat(refusal(signIn.withUsername("somebody", PASSWORD, HOME))).isEqualTo(BAD);
  }

  @Test
  void rightPasswordsAreNotCounted() {
    fixture.signUp("anna");
    for (int i = 0; i < 7; i++)
      fixture.signIn("anna");
  }

  @Test
  void guessesAtTheSameTimeAreNoMoreThanFive() throws Exception {
    fixture.signUp("anna");
    List<Refusal> refusals = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Result<TokenPair>>> guesses = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        guesses.add(threads.submit(() -> signIn.withUsername("anna", "not my password", HOME)));
      }
      for (Future<Result<TokenPair>> guess : guesses)
        refusals.add(refusal(guess.get()));
    }
    assertThat(refusals).filteredOn(BAD::equals).hasSize(5);
    assertThat(refusals).filteredOn(Refusal.TooManyAttempts.class::isInstance).hasSize(15);
  }

  @Test
  void rightPasswordsAtTheSameTimeAreAllTaken() throws Exception {
    fixture.signUp("anna");
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Result<TokenPair>>> signIns = new ArrayList<>();
      for (int i = 0; i < 20; i++)
        signIns.add(threads.submit(() -> signIn.withUsername("anna", PASSWORD, HOME)));
      for (Future<Result<TokenPair>> each : signIns)
        done(each.get());
    }
  }

  @Test
  void neighboursInAnIpv6NetworkCountAsOne() {
    SignInLimit limit = new SignInLimit(fixture.pool, Limits.USUAL, fixture.clock);
    for (int i = 0; i < 5; i++)
      assertThat(limit.countWrong("anna", "2001:db8:1:2::" + i)).isEmpty();
    assertThat(limit.refusal("anna", "2001:db8:1:2:ffff::1")).containsInstanceOf(Refusal.TooManyAttempts.class);
    assertThat(limit.refusal("anna", "2001:db8:1:3::1")).isEmpty();
    assertThat(limit.countWrong("anna", "192.0.2.1")).isEmpty();
    for (int i = 0; i < 4; i++)
      assertThat(limit.countWrong("anna", "::ffff:192.0.2.1")).isEmpty();
    assertThat(limit.refusal("anna", "192.0.2.1")).containsInstanceOf(Refusal.TooManyAttempts.class);
  }

  @Test
  void fiftyWrongPasswordsForAnyNamesSlowTheirNetworkDown() {
    fixture.signUp("anna");
    for (int i = 0; i < 50; i++)
      assertThat(refusal(signIn.withUsername("name" + i, PASSWORD, from("203.0.113." + i)))).isEqualTo(BAD);
    fixture.clock.pass(Duration.ofMinutes(5));
    assertThat(refusal(signIn.withUsername("anna", PASSWORD, from("203.0.113.200"))))
        .isEqualTo(new Refusal.TooManyAttempts(Duration.ofMinutes(10)));
    assertThat(refusal(signIn.withUsername("nobody", PASSWORD, from("203.0.113.201"))))
        .isEqualTo(new Refusal.TooManyAttempts(Duration.ofMinutes(10)));
    done(signIn.withUsername("anna", PASSWORD, from("203.0.114.200")));
    fixture.clock.pass(Duration.ofMinutes(10));
    done(signIn.withUsername("anna", PASSWORD, from("203.0.113.200")));
  }

  /** Of a hundred at once that would be let in by a look before the first is counted. */
  @Test
  void guessesForManyNamesAtTheSameTimeAreNoMoreThanFifty() throws Exception {
    Limits three = new Limits(5, 3, 20, 5, 3, 20, 100);
    SignInLimit limit = new SignInLimit(fixture.pool, three, fixture.clock);
    try (Passwords passwords = new Passwords()) {
      Credentials credentials = new Credentials(fixture.pool, passwords, limit);
      List<Refusal> refusals = new ArrayList<>();
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        List<Future<Refusal>> guesses = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
          String name = "name" + i;
          guesses.add(threads.submit(() -> refusal(credentials.byUsername(name, PASSWORD, "203.0.113.9"))));
        }
        for (Future<Refusal> guess : guesses)
          refusals.add(guess.get());
      }
      assertThat(refusals).filteredOn(BAD::equals).hasSize(3);
      assertThat(refusals).filteredOn(Refusal.TooManyAttempts.class::isInstance).hasSize(17);
    }
  }

  /** A hundred connections from one network, each with another name as soon as it is answered. */
  @Test
  void crowdOfOneNetworkKeepsNobodyElseFromSigningIn() throws Exception {
    fixture.signUp("anna");
    Limits lenient = new Limits(5, 10_000, 20, 5, 3, 20, 100);
    SignInLimit limit = new SignInLimit(fixture.pool, lenient, fixture.clock);
    AtomicBoolean over = new AtomicBoolean();
    AtomicInteger tried = new AtomicInteger();
    try (Passwords passwords = new Passwords();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Credentials credentials = new Credentials(fixture.pool, passwords, limit);
      for (int i = 0; i < 100; i++) {
        threads.submit(() -> {
          while (!over.get())
            credentials.byUsername("name" + tried.incrementAndGet(), PASSWORD, "203.0.113.9");
        });
      }
      try {
        await().until(() -> passwords.waiting() >= 20);
        for (int i = 0; i < 8; i++)
          done(credentials.byUsername("anna", PASSWORD, "198.51.100.7"));
      } finally {
        over.set(true);
      }
    }
    assertThat(tried).hasValueGreaterThan(100);
  }

  @Test
  void whatNoLongerCountsIsDropped() {
    SignInLimit limit = new SignInLimit(fixture.pool, Limits.USUAL, fixture.clock);
    for (int i = 0; i < 5; i++)
      assertThat(limit.countWrong("anna", "192.0.2.1")).isEmpty();
    assertThat(limit.countWrong("anna", "192.0.2.1")).containsInstanceOf(Refusal.TooManyAttempts.class);
    fixture.clock.pass(Duration.ofMinutes(16));
    assertThat(limit.refusal("anna", "192.0.2.1")).isEmpty();
    assertThat(limit.clean()).isEqualTo(2); // the pair's and the network's
  }

  private static Client from(String address) {
    return new Client(address, "curl");
  }

  @Test
  void weakHashIsReplacedAtSignIn() {
    fixture.signUp("anna");
    AccountsDatabase.run("update accounts.account set password_hash = '" + PasswordsTest.WEAK + "'");
    fixture.signIn("anna");
    String stored = Sql.with(fixture.pool, connection -> AccountTable.secretByUsername(connection, "anna"))
        .orElseThrow().passwordHash();
    assertThat(stored).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
    fixture.signIn("anna");
  }
}
