package dev.corkboard.service.auth;

import static dev.corkboard.service.auth.AuthFixture.HOME;
import static dev.corkboard.service.auth.AuthFixture.done;
import static dev.corkboard.service.auth.AuthFixture.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.corkboard.readmodel.Sql;
import java.time.Duration;
import java.util.HashSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SessionsIT {

  private static final Refusal REVOKED = new Refusal.SessionRevoked();
  private static final Refusal BAD_TOKEN = new Refusal.BadRefreshToken();

  private final AuthFixture fixture = new AuthFixture();
  private final SignIn signIn = fixture.auth.signIn();
  private Account anna;
  private TokenPair first;

  @BeforeEach
  void signIn() {
    anna = fixture.signUp("anna");
    first = fixture.signIn("anna");
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void refreshContinuesTheSession() {
    fixture.clock.pass(Duration.ofMinutes(10));
    TokenPair second = done(signIn.refresh(first.refreshToken(), new Client("198.51.100.9", "Chrome")));
    assertThat(second.refreshToken()).isNotEqualTo(first.refreshToken()).hasSize(43);
    assertThat(session(second)).isEqualTo(sid(second));
    Session shown = fixture.auth.sessions().page(anna.id(), Optional.empty(), 20).getFirst();
    assertThat(shown.lastUsedAt()).isEqualTo(fixture.clock.instant());
    assertThat(shown.createdAt()).isEqualTo(fixture.clock.instant().minus(Duration.ofMinutes(10)));
    assertThat(shown.ip()).isEqualTo("198.51.100.9");
    assertThat(shown.userAgent()).isEqualTo("Chrome");
  }

  @Test
  void secondTabGetsTheSameSuccessorFor30Seconds() {
    String successor = refreshed(first.refreshToken());
    fixture.clock.pass(Duration.ofSeconds(30));
    assertThat(refreshed(first.refreshToken())).isEqualTo(successor);
    refreshed(successor);
    assertThat(refreshed(first.refreshToken())).isEqualTo(successor);
  }

  @Test
  void reuseAfterThatEndsTheSession() {
    String successor = refreshed(first.refreshToken());
    TokenPair other = fixture.signIn("anna");
    assertThat(fixture.auth.authentication().of(first.token())).isPresent();
    fixture.clock.pass(Duration.ofMillis(30_001));
    assertThat(refusal(signIn.refresh(first.refreshToken(), HOME))).isEqualTo(REVOKED);
    assertThat(refusal(signIn.refresh(successor, HOME))).isEqualTo(REVOKED);
    assertThat(fixture.auth.authentication().of(first.token())).isEmpty();
    refreshed(other.refreshToken());
  }

  @Test
  void refreshesAtTheSameTimeGetOneSuccessor() throws Exception {
    Set<String> successors = new HashSet<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<String>> refreshes = new ArrayList<>();
      for (int i = 0; i < 16; i++)
        refreshes.add(threads.submit(() -> refreshed(first.refreshToken())));
      for (Future<String> refresh : refreshes)
        successors.add(refresh.get());
    }
    assertThat(successors).hasSize(1);
  }

  @Test
  void refreshesAndLogoutAtTheSameTimeEndInLogout() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> calls = new ArrayList<>();
      for (int i = 0; i < 8; i++)
        calls.add(threads.submit(() -> signIn.refresh(first.refreshToken(), HOME)));
      calls.add(threads.submit(() -> signIn.out(anna.id(), sid(first))));
      for (Future<?> call : calls)
        call.get();
    }
    assertThat(refusal(signIn.refresh(first.refreshToken(), HOME))).isEqualTo(REVOKED);
  }

  @Test
  void whatIsNoRefreshTokenIsRefused() {
    for (String text : List.of("", "x", "x".repeat(43), "é".repeat(43), first.token(), first.refreshToken() + "="))
      assertThat(refusal(signIn.refresh(text, HOME))).isEqualTo(BAD_TOKEN);
  }

  @Test
  void tokenOfThirtyIdleDaysIsRefusedAndSweptAway() {
    fixture.clock.pass(Duration.ofDays(30));
    assertThat(refusal(signIn.refresh(first.refreshToken(), HOME))).isEqualTo(BAD_TOKEN);
    assertThat(fixture.auth.sessions().page(anna.id(), Optional.empty(), 20)).isEmpty();
    fixture.clock.pass(Duration.ofMillis(1));
    assertThat(fixture.auth.sessions().clean()).isEqualTo(1);
  }

  @Test
  void sessionInUseLivesOnAndLosesItsOldTokens() {
    String token = first.refreshToken();
    for (int i = 0; i < 4; i++) {
      fixture.clock.pass(Duration.ofDays(20));
      token = refreshed(token);
    }
    assertThat(fixture.auth.sessions().clean()).isEqualTo(2);
    refreshed(token);
  }

  @Test
  void logoutWorksAtOnceHereAndWithinFiveSecondsElsewhere() {
    try (Auth elsewhere = fixture.node()) {
      assertThat(elsewhere.authentication().of(first.token())).isPresent();
      assertThat(fixture.auth.authentication().of(first.token())).isPresent();
      signIn.out(anna.id(), sid(first));
      assertThat(fixture.auth.authentication().of(first.token())).isEmpty();
      assertThat(elsewhere.authentication().of(first.token())).isPresent();
      assertThat(refusal(elsewhere.signIn().refresh(first.refreshToken(), HOME))).isEqualTo(REVOKED);
    }
  }

  @Test
  void onlyOwnSessionsCanBeEnded() {
    Account ben = fixture.signUp("ben");
    assertThat(fixture.auth.sessions().end(ben.id(), sid(first))).isFalse();
    assertThat(fixture.auth.sessions().end(anna.id(), sid(first))).isTrue();
    assertThat(fixture.auth.sessions().end(anna.id(), sid(first))).isFalse();
  }

  @Test
  void sessionsArePagedNewestFirst() {
    List<String> ids = new ArrayList<>(List.of(sid(first)));
    for (int i = 0; i < 3; i++)
      ids.add(sid(fixture.signIn("anna")));
    Sessions sessions = fixture.auth.sessions();
    List<Session> page = sessions.page(anna.id(), Optional.empty(), 3);
    assertThat(page).extracting(Session::id).containsExactlyElementsOf(ids.reversed().subList(0, 3));
    assertThat(sessions.page(anna.id(), Optional.of(page.getLast().id()), 3)).extracting(Session::id)
        .containsExactly(ids.getFirst());
  }

  @Test
  void nothingAtRestOpensASession() {
    String successor = refreshed(first.refreshToken());
    String dump = Sql.with(fixture.pool, connection -> Statements.list(connection, """
        select encode(hash, 'hex') || coalesce(encode(successor_nonce, 'hex'), '') h from accounts.refresh_token""",
        row -> row.getString("h"))).toString();
    for (String token : List.of(first.refreshToken(), successor)) {
      assertThat(dump)
          .doesNotContain(java.util.HexFormat.of().formatHex(java.util.Base64.getUrlDecoder().decode(token)));
    }
  }

  private String refreshed(String refreshToken) {
    return done(signIn.refresh(refreshToken, HOME)).refreshToken();
  }

  private String sid(TokenPair pair) {
    return com.auth0.jwt.JWT.decode(pair.token()).getClaim("sid").asString();
  }

  private String session(TokenPair pair) {
    return fixture.auth.authentication().of(pair.token()).orElseThrow().sessionId();
  }
}
