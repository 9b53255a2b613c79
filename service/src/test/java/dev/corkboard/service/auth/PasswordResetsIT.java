package dev.corkboard.service.auth;

import static dev.corkboard.service.auth.AuthFixture.HOME;
import static dev.corkboard.service.auth.AuthFixture.PASSWORD;
import static dev.corkboard.service.auth.AuthFixture.done;
import static dev.corkboard.service.auth.AuthFixture.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.corkboard.readmodel.Outage;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PasswordResetsIT {

  private static final String NEW = "green-harvester-7";
  private static final Refusal BAD_TOKEN = new Refusal.BadResetToken();

  private final AuthFixture fixture = new AuthFixture();
  private final PasswordResets resets = fixture.auth.passwordResets();
  private Account anna;

  @BeforeEach
  void signUp() {
    anna = fixture.signUp("anna");
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void tokenGivesANewPasswordOnceAndEndsAllSessions() {
    TokenPair before = fixture.signIn("anna");
    String token = token("ANNA@example.org");
    assertThat(done(resets.confirm(token, NEW, HOME.address())).username()).isEqualTo(anna.username());
    assertThat(fixture.auth.authentication().of(before.token())).isEmpty();
    assertThat(refusal(fixture.auth.signIn().refresh(before.refreshToken(), HOME)))
        .isEqualTo(new Refusal.SessionRevoked());
    assertThat(refusal(fixture.auth.signIn().withUsername("anna", PASSWORD, HOME)))
        .isEqualTo(new Refusal.BadCredentials());
    done(fixture.auth.signIn().withUsername("anna", NEW, HOME));
    assertThat(refusal(resets.confirm(token, "blue-combine-harvester", HOME.address()))).isEqualTo(BAD_TOKEN);
  }

  @Test
  void aUseMakesTheOthersVoid() {
    String first = token(anna.email());
    String second = token(anna.email());
    done(resets.confirm(first, NEW, HOME.address()));
    assertThat(refusal(resets.confirm(second, NEW, HOME.address()))).isEqualTo(BAD_TOKEN);
  }

  @Test
  void ofManyUsesAtOnceOneWorks() throws Exception {
    String token = token(anna.email());
    List<Callable<Result<Account>>> uses = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      String password = "green-harvester-" + i;
      uses.add(() -> resets.confirm(token, password, HOME.address()));
    }
    AuthFixture.oneWorks(uses, BAD_TOKEN);
  }

  @Test
  void anHourLaterItIsTooLate() {
    String inTime = token(anna.email());
    fixture.clock.pass(Duration.ofMinutes(59));
    String late = token(anna.email());
    done(resets.confirm(inTime, NEW, HOME.address()));
    assertThat(refusal(resets.confirm(late, NEW, HOME.address()))).isEqualTo(BAD_TOKEN);
    String tooLate = token(anna.email());
    fixture.clock.pass(Duration.ofHours(1));
    assertThat(refusal(resets.confirm(tooLate, NEW, HOME.address()))).isEqualTo(BAD_TOKEN);
    assertThat(resets.clean()).isPositive();
  }

  @Test
  void badNewPasswordDoesNotUseTheTokenUp() {
    String token = token(anna.email());
    for (String bad : List.of("short", "password123", "ANNA@example.org"))
      assertThat(refusal(resets.confirm(token, bad, HOME.address()))).isInstanceOf(Refusal.Invalid.class);
    done(resets.confirm(token, NEW, HOME.address()));
  }

  @Test
  void whatIsNoTokenIsRefused() {
    for (String text : List.of("", "x", "x".repeat(43), "é".repeat(43), "A".repeat(42) + "=", "\u0000"))
      assertThat(refusal(resets.confirm(text, NEW, HOME.address()))).isEqualTo(BAD_TOKEN);
  }

  @Test
  void nobodyAndTheInactiveGetNoMail() {
    fixture.auth.profiles().setStanding("anna", Optional.of(false), Optional.empty());
    done(resets.request(anna.email(), "192.0.2.7"));
    done(resets.request("nobody@example.org", "192.0.2.7"));
    assertThat(fixture.resetTokens).isEmpty();
    assertThat(refusal(resets.request("no address", "192.0.2.7"))).isInstanceOf(Refusal.Invalid.class);
  }

  @Test
  void tokenIsVoidOnceTheOwnerIsOutOrHasAnotherAddressOrPassword() {
    String token = token(anna.email());
    fixture.auth.profiles().setStanding("anna", Optional.of(false), Optional.empty());
    fixture.auth.profiles().setStanding("anna", Optional.of(true), Optional.empty());
    assertThat(refusal(resets.confirm(token, NEW, HOME.address()))).isEqualTo(BAD_TOKEN);

    String second = token(anna.email());
    done(fixture.changeEmail(anna, "other@example.org"));
    done(fixture.auth.emailConfirmations().confirm(fixture.mails.getLast().token()));
    assertThat(refusal(resets.confirm(second, NEW, HOME.address()))).isEqualTo(BAD_TOKEN);

    String third = token("other@example.org");
    done(fixture.auth.passwordChanges().change(anna.id(), "none", PASSWORD, NEW, "192.0.2.7"));
    assertThat(refusal(resets.confirm(third, "blue-combine-harvester", HOME.address()))).isEqualTo(BAD_TOKEN);
  }

  @Test
  void mailboxIsNotFlooded() {
    for (int i = 0; i < Limits.USUAL.resets() + 3; i++)
      done(resets.request(i % 2 == 0 ? anna.email() : "ANNA@example.org", "192.0.2." + i));
    assertThat(fixture.resetTokens).hasSize(Limits.USUAL.resets());
    fixture.clock.pass(Duration.ofHours(1));
    done(resets.confirm(token(anna.email()), NEW, HOME.address()));
    for (int i = 0; i < Limits.USUAL.resets(); i++)
      token(anna.email());
  }

  @Test
  void nodeIsNotFloodedByOneClient() {
    RequestLimit limit = new RequestLimit();
    for (int i = 0; i < RequestLimit.MOST; i++)
      assertThat(limit.admits("2001:db8:1:2::" + i)).isTrue();
    assertThat(limit.admits("2001:db8:1:2::1")).isFalse();
    assertThat(limit.admits("2001:db8:1:3::1")).isTrue();
  }

  @Test
  void tokenIsNotStoredIfItsMailIsNot() {
    Auth failing = new Auth(fixture.pool,
        new Auth.Settings("i", "a", Optional.empty(), Duration.ofSeconds(5), Limits.USUAL),
        (connection, account) -> {}, (connection, kind, account, address, token, expiresAt) -> {
          throw new SQLException("connection lost", "08006");
        }, fixture.invitationMail, fixture.clock);
    assertThatThrownBy(() -> failing.passwordResets().request(anna.email(), "192.0.2.7")).isInstanceOf(Outage.class);
    failing.close();
    assertThat(stored()).isEmpty();
  }

  @Test
  void nothingAtRestResetsAPassword() {
    String token = token(anna.email());
    assertThat(stored()).hasSize(1).doesNotContain(HexFormat.of().formatHex(Base64.getUrlDecoder().decode(token)));
  }

  private List<String> stored() {
    return fixture.hashes("accounts.password_reset");
  }

  private String token(String email) {
    int before = fixture.resetTokens.size();
    done(resets.request(email, HOME.address()));
    assertThat(fixture.resetTokens).hasSize(before + 1);
    return fixture.resetTokens.getLast();
  }
}
