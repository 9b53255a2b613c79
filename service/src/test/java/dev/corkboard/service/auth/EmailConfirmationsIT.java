package dev.corkboard.service.auth;

import static dev.corkboard.service.auth.AuthFixture.HOME;
import static dev.corkboard.service.auth.AuthFixture.PASSWORD;
import static dev.corkboard.service.auth.AuthFixture.done;
import static dev.corkboard.service.auth.AuthFixture.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.corkboard.service.auth.AccountMail.Kind;
import dev.corkboard.service.auth.AuthFixture.Mailed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EmailConfirmationsIT {
  private static final Refusal BAD_TOKEN = new Refusal.BadConfirmToken();
  private static final Refusal NOTHING = new Refusal.NothingToConfirm();

  private final AuthFixture fixture = new AuthFixture();
  private final EmailConfirmations confirmations = fixture.auth.emailConfirmations();
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
  void signUpSendsOneMailAndItsTokenConfirms() {
    assertThat(fixture.mails).extracting(Mailed::kind, Mailed::to)
        .containsExactly(org.assertj.core.groups.Tuple.tuple(Kind.CONFIRM_EMAIL, "anna@example.org"));
    Account confirmed = done(confirmations.confirm(token()));
    assertThat(confirmed).isEqualTo(anna.confirmed("anna@example.org"));
    assertThat(fixture.heard).containsExactly(anna, confirmed);
    assertThat(refusal(confirmations.confirm(token()))).isEqualTo(BAD_TOKEN);
    assertThat(refusal(confirmations.resend(anna.id()))).isEqualTo(NOTHING);
  }

  @Test
  void peopleOfTheOperatorAreConfirmedAndGetNoMail() {
    int before = fixture.mails.size();
    assertThat(done(fixture.auth.accounts().createAdmin(new NewAccount("root", "root@example.org", PASSWORD)))
        .emailConfirmed()).isTrue();
    assertThat(done(fixture.auth.accounts().createConfirmed(new NewAccount("demo", "demo@example.org", PASSWORD)))
        .emailConfirmed()).isTrue();
    assertThat(fixture.mails).hasSize(before);
  }

  @Test
  void changedAddressWaitsAndTheOldOneStays() {
    done(confirmations.confirm(token()));
    Account waiting = change("new@example.org");
    assertThat(waiting.email()).isEqualTo("anna@example.org");
    assertThat(waiting.emailConfirmed()).isTrue();
    assertThat(waiting.pendingEmail()).contains("new@example.org");
    assertThat(fixture.mails.getLast().to()).isEqualTo("new@example.org");
    assertThat(fixture.heard.getLast()).isEqualTo(waiting);
    Account changed = done(confirmations.confirm(token()));
    assertThat(changed).isEqualTo(waiting.confirmed("new@example.org"));
    assertThat(changed.pendingEmail()).isEmpty();
    done(fixture.auth.signIn().withEmail("new@example.org", PASSWORD, HOME));
    fixture.signUpWith("ben", "anna@example.org");
  }

  @Test
  void laterMailMakesTheEarlierLinkVoid() {
    String first = token();
    done(confirmations.resend(anna.id()));
    String second = token();
    assertThat(refusal(confirmations.confirm(first))).isEqualTo(BAD_TOKEN);
    change("new@example.org");
    String third = token();
    assertThat(refusal(confirmations.confirm(second))).isEqualTo(BAD_TOKEN);
    change("newer@example.org");
    assertThat(refusal(confirmations.confirm(third))).isEqualTo(BAD_TOKEN);
    assertThat(done(confirmations.confirm(token())).email()).isEqualTo("newer@example.org");
  }

  @Test
  void changeIsTakenBackByTheOldAddress() {
    done(confirmations.confirm(token()));
    change("new@example.org");
    String token = token();
    int mails = fixture.mails.size();
    assertThat(change("anna@example.org").pendingEmail()).isEmpty();
    assertThat(fixture.mails).hasSize(mails);
    assertThat(refusal(confirmations.confirm(token))).isEqualTo(BAD_TOKEN);
    assertThat(refusal(confirmations.resend(anna.id()))).isEqualTo(NOTHING);
  }

  @Test
  void sameChangeAgainSendsNothing() {
    change("new@example.org");
    String token = token();
    int mails = fixture.mails.size();
    change("new@example.org");
    assertThat(fixture.mails).hasSize(mails);
    done(confirmations.confirm(token));
  }

  @Test
  void ofManyUsesAtOnceOneWorks() throws Exception {
    String token = token();
    AuthFixture.oneWorks(Collections.nCopies(6, () -> confirmations.confirm(token)), BAD_TOKEN);
  }

  @Test
  void oneOfManyWhoWaitForAnAddressGetsIt() throws Exception {
    List<Callable<Result<Account>>> uses = new ArrayList<>();
    for (String name : List.of("ben", "cleo", "dora")) {
      change(fixture.signUp(name), "wanted@example.org");
      String token = token();
      uses.add(() -> confirmations.confirm(token));
    }
    AuthFixture.oneWorks(uses, Refusal.Taken.EMAIL);
  }

  @Test
  void resetThatReachedTheAddressConfirmsIt() {
    done(fixture.auth.passwordResets().request(anna.email(), HOME.address()));
    String waits = fixture.mails.getFirst().token();
    Account reset = done(fixture.auth.passwordResets().confirm(token(), "green-harvester-7", HOME.address()));
    assertThat(reset.emailConfirmed()).isTrue();
    assertThat(fixture.heard.getLast()).isEqualTo(reset);
    assertThat(refusal(confirmations.confirm(waits))).isEqualTo(BAD_TOKEN);
  }

  /** Whoever had the old password may have begun it. */
  @Test
  void newPasswordDropsTheChangeOfAddressThatWaits() {
    change("eve@example.org");
    String first = token();
    done(fixture.auth.passwordChanges().change(anna.id(), "none", PASSWORD, "green-harvester-7", HOME.address()));
    assertThat(refusal(confirmations.confirm(first))).isEqualTo(BAD_TOKEN);
    assertThat(fixture.auth.accounts().byId(anna.id()).orElseThrow().pendingEmail()).isEmpty();
    done(confirmations.resend(anna.id()));
    assertThat(fixture.mails.getLast().to()).isEqualTo("anna@example.org");
  }

  @Test
  void inactiveAccountConfirmsNothing() {
    fixture.auth.profiles().setStanding("anna", Optional.of(false), Optional.empty());
    assertThat(refusal(confirmations.confirm(token()))).isEqualTo(BAD_TOKEN);
    fixture.auth.profiles().setStanding("anna", Optional.of(true), Optional.empty());
    assertThat(refusal(confirmations.confirm(token()))).isEqualTo(BAD_TOKEN);
    done(confirmations.resend(anna.id()));
    done(confirmations.confirm(token()));
  }

  @Test
  void mailsOfOnePersonAndToOneAddressAreLimited() {
    for (int i = 1; i < Limits.USUAL.confirmations(); i++)
      change("victim" + i + "@example.org");
    assertThat(refusal(changed(anna, "one-more@example.org"))).isInstanceOf(Refusal.TooManyRequests.class);
    assertThat(refusal(changed(anna, "one-more@example.org"))).isInstanceOf(Refusal.TooManyRequests.class);
    assertThat(fixture.mails).hasSize(Limits.USUAL.confirmations());
    assertThat(fixture.auth.accounts().byId(anna.id()).orElseThrow().pendingEmail())
        .contains("victim" + (Limits.USUAL.confirmations() - 1) + "@example.org");
    fixture.clock.pass(Duration.ofDays(1));
    change("one-more@example.org");
  }

  @Test
  void addressThatGotTooManyMailsCanStillSignUp() {
    for (int i = 0; i < Limits.USUAL.confirmations(); i++) {
      fixture.clock.pass(Duration.ofMinutes(4));
      change(fixture.signUp("sender" + i), "Victim@example.org");
    }
    Account ben = fixture.signUp("ben");
    assertThat(refusal(changed(ben, "victim@example.org"))).isInstanceOf(Refusal.TooManyRequests.class);
    int mails = fixture.mails.size();
    assertThat(fixture.signUpWith("victim", "victim@example.org").emailConfirmed()).isFalse();
    assertThat(fixture.mails).hasSize(mails);
  }

  @Test
  void nothingAtRestConfirmsAnAddress() {
    assertThat(fixture.hashes("accounts.email_confirmation")).hasSize(1)
        .doesNotContain(HexFormat.of().formatHex(Base64.getUrlDecoder().decode(token())));
    fixture.clock.pass(Duration.ofHours(24));
    assertThat(confirmations.clean()).isPositive();
    assertThat(refusal(confirmations.confirm(token()))).isEqualTo(BAD_TOKEN);
  }

  private String token() {
    return fixture.mails.getLast().token();
  }

  private Account change(String email) {
    return change(anna, email);
  }

  private Account change(Account account, String email) {
    return done(changed(account, email));
  }

  private Result<Account> changed(Account account, String email) {
    return fixture.changeEmail(account, email);
  }
}
