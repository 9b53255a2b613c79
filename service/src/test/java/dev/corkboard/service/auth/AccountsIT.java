package dev.corkboard.service.auth;

import static dev.corkboard.service.auth.AuthFixture.HOME;
import static dev.corkboard.service.auth.AuthFixture.PASSWORD;
import static dev.corkboard.service.auth.AuthFixture.done;
import static dev.corkboard.service.auth.AuthFixture.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.corkboard.domain.Username;
import dev.corkboard.readmodel.Outage;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AccountsIT {

  private static final ProfileChange NOTHING = new ProfileChange(Optional.empty(), Optional.empty(), Optional.empty(),
      Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  private final AuthFixture fixture = new AuthFixture();
  private final Accounts accounts = fixture.auth.accounts();
  private final Profiles profiles = fixture.auth.profiles();

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void newAccountIsFoundByNameAndAddress() {
    Account anna = done(accounts.signUp(
        new NewAccount("Anna", "Anna@Example.org", PASSWORD, "Anna", "Müller", "Europe/Berlin"), HOME.address()));
    assertThat(anna).isEqualTo(new Account(anna.id(), new Username("anna"), "Anna@Example.org", false,
        Optional.empty(), "Anna", "Müller",
        "Europe/Berlin", 7, true, false, true, fixture.clock.instant()));
    assertThat(accounts.byUsername("ANNA")).contains(anna);
    assertThat(accounts.byEmail("anna@example.ORG")).contains(anna);
    assertThat(accounts.byId(anna.id())).contains(anna);
    assertThat(accounts.exists(new Username("anna"))).isTrue();
    assertThat(accounts.exists(new Username("ben"))).isFalse();
    assertThat(fixture.heard).containsExactly(anna);
  }

  @Test
  void everythingWrongIsToldAtOnce() {
    Refusal refusal = refusal(
        accounts.signUp(new NewAccount("a", "b", "short", "x".repeat(151), "a\u0000b", "+02:00"), HOME.address()));
    assertThat(((Refusal.Invalid) refusal).fields()).extracting(BadField::field).containsExactly("username", "email",
        "password", "first_name", "last_name", "time_zone");
  }

  @Test
  void ownNameIsNoPassword() {
    Refusal refusal = refusal(
        accounts.signUp(new NewAccount("anna-the-first", "anna@example.org", "Anna-The-First"), HOME.address()));
    assertThat(((Refusal.Invalid) refusal).fields()).extracting(BadField::code).containsExactly("common-password");
  }

  @Test
  void takenNameAndAddressAreRefused() {
    fixture.signUp("anna");
    assertThat(refusal(accounts.signUp(new NewAccount("ANNA", "other@example.org", PASSWORD), HOME.address())))
        .isEqualTo(Refusal.Taken.USERNAME);
    assertThat(refusal(accounts.signUp(new NewAccount("ben", "ANNA@example.org", PASSWORD), HOME.address())))
        .isEqualTo(Refusal.Taken.EMAIL);
    assertThat(fixture.heard).hasSize(1);
  }

  @Test
  void oneOfManyAtOnceGetsTheName() throws Exception {
    List<Result<Account>> results = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Result<Account>>> signUps = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        NewAccount wanted = new NewAccount("anna", "anna" + i + "@example.org", PASSWORD);
        signUps.add(threads.submit(() -> accounts.signUp(wanted, HOME.address())));
      }
      for (Future<Result<Account>> signUp : signUps)
        results.add(signUp.get());
    }
    assertThat(results).filteredOn(Result.Done.class::isInstance).hasSize(1);
    assertThat(results).filteredOn(Result.Refused.class::isInstance).extracting(AuthFixture::refusal)
        .containsOnly(Refusal.Taken.USERNAME);
    assertThat(fixture.heard).hasSize(1);
  }

  @Test
  void accountIsNotStoredIfTheListenerFails() {
    Auth failing = new Auth(fixture.pool,
        new Auth.Settings("i", "a", Optional.empty(), java.time.Duration.ofSeconds(5), Limits.USUAL),
        (connection, account) -> {
          throw new SQLException("connection lost", "08006");
        }, fixture.mail, fixture.invitationMail, fixture.clock);
    assertThatThrownBy(
        () -> failing.accounts().signUp(new NewAccount("anna", "anna@example.org", PASSWORD), HOME.address()))
        .isInstanceOf(Outage.class);
    assertThat(accounts.byUsername("anna")).isEmpty();
    failing.close();
  }

  @Test
  void databaseThatIsDownIsAnOutage() {
    DataSource down = new org.postgresql.ds.PGSimpleDataSource() {
      @Override
      public java.sql.Connection getConnection() throws SQLException {
        throw new SQLTransientConnectionException("no connection within 2 s");
      }
    };
    Accounts unreachable = new Accounts(down, new Passwords(1, 1), (connection, account) -> {},
        new SignUpLimit(down, Limits.USUAL, Clock.systemUTC()),
        new ConfirmationMails(Limits.USUAL, fixture.mail, Clock.systemUTC()), null, Clock.systemUTC());
    assertThatThrownBy(() -> unreachable.byUsername("anna")).isInstanceOf(Outage.class);
  }

  @Test
  void profileKeepsWhatIsNotNamed() {
    Account anna = fixture.signUp("anna");
    ProfileChange change = new ProfileChange(Optional.of("Anna"), Optional.empty(), Optional.of("Asia/Tokyo"),
        Optional.of(22), Optional.of(false), Optional.empty(), Optional.empty());
    Account changed = done(profiles.change(anna.id(), change, "192.0.2.7"));
    assertThat(changed).isEqualTo(new Account(anna.id(), anna.username(), anna.email(), false,
        Optional.empty(), "Anna", "", "Asia/Tokyo", 22,
        false, false, true, anna.createdAt()));
    assertThat(accounts.byId(anna.id())).contains(changed);
    assertThat(fixture.heard).containsExactly(anna, changed);
  }

  @Test
  void changeOfNothingIsNotHeardOf() {
    Account anna = fixture.signUp("anna");
    assertThat(done(profiles.change(anna.id(), NOTHING, "192.0.2.7"))).isEqualTo(anna);
    assertThat(fixture.heard).containsExactly(anna);
  }

  @Test
  void addressNeedsThePassword() {
    Account anna = fixture.signUp("anna");
    fixture.signUp("ben");
    assertThat(refusal(profiles.change(anna.id(), email("new@example.org", null), "192.0.2.7")))
        .isInstanceOf(Refusal.Invalid.class);
    assertThat(refusal(profiles.change(anna.id(), email("new@example.org", "not my password"), "192.0.2.7")))
        .isEqualTo(new Refusal.WrongPassword("password"));
    assertThat(refusal(profiles.change(anna.id(), email("BEN@example.org", PASSWORD), "192.0.2.7")))
        .isEqualTo(Refusal.Taken.EMAIL);
    Account changed = done(profiles.change(anna.id(), email("ANNA@example.org", PASSWORD), "192.0.2.7"));
    assertThat(changed.pendingEmail()).contains("ANNA@example.org");
    assertThat(changed.email()).isEqualTo("anna@example.org");
  }

  @Test
  void adminsAreMadeAndUnmade() {
    Account root = done(accounts.createAdmin(new NewAccount("root", "root@example.org", PASSWORD)));
    assertThat(root.isAdmin()).isTrue();
    Account anna = fixture.signUp("anna");
    Account promoted = done(profiles.setStanding("Anna", Optional.empty(), Optional.of(true)));
    assertThat(promoted).isEqualTo(anna.withStanding(true, true));
    Account demoted = done(profiles.setStanding("root", Optional.empty(), Optional.of(false)));
    assertThat(demoted).isEqualTo(root.withStanding(true, false));
    assertThat(fixture.heard).containsExactly(root, anna, promoted, demoted);
    assertThat(refusal(profiles.setStanding("nobody", Optional.of(true), Optional.empty())))
        .isEqualTo(new Refusal.UnknownUser());
  }

  @Test
  void theLastActiveAdminStays() {
    Account root = done(accounts.createAdmin(new NewAccount("root", "root@example.org", PASSWORD)));
    done(accounts.createAdmin(new NewAccount("sleeper", "sleeper@example.org", PASSWORD)));
    done(profiles.setStanding("sleeper", Optional.of(false), Optional.empty()));
    Refusal last = new Refusal.LastAdmin();
    assertThat(refusal(profiles.setStanding("root", Optional.empty(), Optional.of(false)))).isEqualTo(last);
    assertThat(refusal(profiles.setStanding("root", Optional.of(false), Optional.empty()))).isEqualTo(last);
    assertThat(done(profiles.setStanding("root", Optional.of(true), Optional.of(true)))).isEqualTo(root);
    assertThat(done(profiles.setStanding("sleeper", Optional.empty(), Optional.of(false))).isAdmin()).isFalse();
  }

  @Test
  void ofAdminsWhoUnmakeEachOtherAtOnceOneIsLeft() throws Exception {
    List<String> admins = List.of("root", "anna", "ben", "cleo");
    for (String name : admins) {
      done(accounts.createAdmin(new NewAccount(name, name + "@example.org", PASSWORD)));
    }
    List<Result<Account>> results = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Result<Account>>> calls = new ArrayList<>();
      for (String name : admins) {
        calls.add(threads.submit(() -> profiles.setStanding(name, Optional.empty(), Optional.of(false))));
      }
      for (Future<Result<Account>> call : calls)
        results.add(call.get());
    }
    assertThat(results).filteredOn(Result.Refused.class::isInstance).hasSize(1);
    assertThat(accounts.all(Optional.empty(), 10)).filteredOn(Account::isAdmin).hasSize(1);
  }

  @Test
  void listsArePagedByUsername() {
    for (String name : List.of("ben", "a_b", "a.b", "a-b", "anna", "a9b"))
      fixture.signUp(name);
    profiles.setStanding("ben", Optional.of(false), Optional.empty());
    List<String> first = names(accounts.active(Optional.empty(), 3));
    List<String> second = names(accounts.active(Optional.of(first.getLast()), 3));
    assertThat(first).containsExactly("a-b", "a.b", "a9b");
    assertThat(second).containsExactly("a_b", "anna");
    assertThat(names(accounts.all(Optional.of("anna"), 3))).containsExactly("ben");
  }

  @Test
  void passwordChangeEndsTheOtherSessions() {
    Account anna = fixture.signUp("anna");
    TokenPair here = fixture.signIn("anna");
    TokenPair there = fixture.signIn("anna");
    Authentication authentication = fixture.auth.authentication();
    SignedIn me = authentication.of(here.token()).orElseThrow();
    assertThat(authentication.of(there.token())).isPresent();
    PasswordChanges changes = fixture.auth.passwordChanges();
    assertThat(
        refusal(changes.change(anna.id(), me.sessionId(), "not my password", "green-harvester-7", HOME.address())))
        .isEqualTo(new Refusal.WrongPassword("old_password"));
    assertThat(refusal(changes.change(anna.id(), me.sessionId(), PASSWORD, "password123", HOME.address())))
        .isInstanceOf(Refusal.Invalid.class);
    assertThat(done(changes.change(anna.id(), me.sessionId(), PASSWORD, "green-harvester-7", HOME.address())))
        .isEqualTo(anna);
    assertThat(authentication.of(here.token())).isPresent();
    assertThat(authentication.of(there.token())).isEmpty();
    assertThat(refusal(fixture.auth.signIn().withUsername("anna", PASSWORD, HOME)))
        .isEqualTo(new Refusal.BadCredentials());
    done(fixture.auth.signIn().withUsername("anna", "green-harvester-7", HOME));
  }

  private static ProfileChange email(String email, String password) {
    return new ProfileChange(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
        Optional.of(email), Optional.ofNullable(password));
  }

  private static List<String> names(List<Account> accounts) {
    return accounts.stream().map(account -> account.username().value()).toList();
  }
}
