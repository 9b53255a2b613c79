package dev.corkboard.service.auth;

import static org.assertj.core.api.Assertions.assertThat;

import com.auth0.jwt.JWT;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class AuthenticationIT {

  private final AuthFixture fixture = new AuthFixture();
  private final AtomicInteger lookUps = new AtomicInteger();
  private final AtomicLong nanos = new AtomicLong();
  private volatile boolean down;
  private final Authentication authentication = authentication();

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void sessionIsLookedUpOnceInAFewSecondsHoweverManyAsk() throws Exception {
    fixture.signUp("anna");
    String token = fixture.signIn("anna").token();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Optional<SignedIn>>> calls = new ArrayList<>();
      for (int i = 0; i < 50; i++)
        calls.add(threads.submit(() -> authentication.of(token)));
      for (Future<Optional<SignedIn>> call : calls)
        assertThat(call.get()).isPresent();
    }
    assertThat(lookUps).hasValue(1);
    nanos.addAndGet(Duration.ofSeconds(5).toNanos());
    authentication.of(token);
    assertThat(lookUps).hasValue(2);
  }

  @Test
  void endedSessionIsSeenWithinFiveSeconds() {
    Account anna = fixture.signUp("anna");
    String token = fixture.signIn("anna").token();
    assertThat(authentication.of(token)).isPresent();
    fixture.auth.signIn().out(anna.id(), JWT.decode(token).getClaim("sid").asString());
    nanos.addAndGet(Duration.ofSeconds(4).toNanos());
    assertThat(authentication.of(token)).isPresent();
    nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    assertThat(authentication.of(token)).isEmpty();
    assertThat(authentication.claims(token)).isEmpty();
  }

  @Test
  void everyWayOfEndingASessionIsSeenElsewhereWithinFiveSeconds() {
    Account anna = fixture.signUp("anna");
    assertSeenElsewhere(sid -> fixture.auth.sessions().end(anna.id(), sid));
    assertSeenElsewhere(sid -> fixture.auth.passwordChanges().change(anna.id(), "another", AuthFixture.PASSWORD,
        AuthFixture.PASSWORD, "192.0.2.7"));
    assertSeenElsewhere(sid -> {
      fixture.auth.passwordResets().request(anna.email(), "192.0.2.7");
      fixture.auth.passwordResets().confirm(fixture.resetTokens.getLast(), AuthFixture.PASSWORD,
          AuthFixture.HOME.address());
    });
    assertSeenElsewhere(sid -> fixture.auth.profiles().setStanding("anna", Optional.of(false), Optional.empty()));
  }

  private void assertSeenElsewhere(Consumer<String> ending) {
    String token = fixture.signIn("anna").token();
    assertThat(authentication.of(token)).isPresent();
    assertThat(fixture.auth.authentication().of(token)).isPresent();
    ending.accept(JWT.decode(token).getClaim("sid").asString());
    assertThat(fixture.auth.authentication().of(token)).isEmpty();
    nanos.addAndGet(Duration.ofSeconds(5).toNanos());
    assertThat(authentication.of(token)).isEmpty();
  }

  @Test
  void rightsAreThoseOfNowNotOfTheToken() {
    fixture.signUp("anna");
    String token = fixture.signIn("anna").token();
    fixture.auth.profiles().setStanding("anna", Optional.empty(), Optional.of(true));
    assertThat(JWT.decode(token).getClaim("admin").asBoolean()).isFalse();
    assertThat(authentication.of(token).orElseThrow().account().isAdmin()).isTrue();
  }

  @Test
  void inactiveUserIsNobodyAtOnceOnThisNode() {
    fixture.signUp("anna");
    TokenPair pair = fixture.signIn("anna");
    assertThat(fixture.auth.authentication().of(pair.token())).isPresent();
    fixture.auth.profiles().setStanding("anna", Optional.of(false), Optional.empty());
    assertThat(fixture.auth.authentication().of(pair.token())).isEmpty();
    fixture.auth.profiles().setStanding("anna", Optional.of(true), Optional.empty());
    assertThat(fixture.auth.authentication().of(pair.token())).as("the session has ended for good").isEmpty();
  }

  @Test
  void failedLookUpIsAnOutageAndIsTriedAgain() {
    fixture.signUp("anna");
    String token = fixture.signIn("anna").token();
    down = true;
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> authentication.of(token))
        .isInstanceOf(dev.corkboard.readmodel.Outage.class);
    down = false;
    assertThat(authentication.of(token)).isPresent();
  }

  @Test
  void nodesShareTheKeyThatOneOfThemMade() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      AccountsDatabase.run("truncate accounts.signing_key");
      List<Future<SigningKeys>> nodes = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        nodes.add(threads.submit(() -> new SigningKeys(table(), fixture.clock)));
      }
      List<SigningKeys.Jwks> known = new ArrayList<>();
      for (Future<SigningKeys> node : nodes)
        known.add(node.get().jwks());
      assertThat(known).allSatisfy(jwks -> assertThat(jwks.keys()).hasSize(1)).containsOnly(known.getFirst());
    }
  }

  @Test
  void keyIsReplacedAfterNinetyDaysWithNotice() {
    SigningKeys here = new SigningKeys(table(), fixture.clock);
    SigningKeys there = new SigningKeys(table(), fixture.clock);
    SigningKey first = here.signing();
    fixture.clock.pass(KeyTable.SERVICE_LIFE);
    assertThat(here.signing()).isEqualTo(first);
    assertThat(here.jwks().keys()).hasSize(2);
    fixture.clock.pass(KeyTable.NOTICE);
    SigningKey second = here.signing();
    assertThat(second).isNotEqualTo(first);
    assertThat(there.signing()).isEqualTo(second);
    assertThat(there.verifying(first.kid())).contains(first);
    fixture.clock.pass(KeyTable.SERVICE_LIFE);
    here.signing();
    assertThat(here.verifying(first.kid())).isEmpty();
    assertThat(here.verifying(second.kid())).contains(second);
  }

  private KeyTable table() {
    return new KeyTable(fixture.pool, fixture.clock);
  }

  private Authentication authentication() {
    DataSource counted = new PGSimpleDataSource() {
      @Override
      public Connection getConnection() throws SQLException {
        lookUps.incrementAndGet();
        if (down) throw new SQLException("gone", "08006");
        return fixture.pool.getConnection();
      }
    };
    Tokens tokens = new Tokens(fixture.auth.keys(), "https://board.example", "corkboard", fixture.clock);
    return new Authentication(counted, tokens, Duration.ofSeconds(5), nanos::get);
  }
}
