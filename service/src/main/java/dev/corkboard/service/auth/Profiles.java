package dev.corkboard.service.auth;

import dev.corkboard.readmodel.Sql;
import dev.corkboard.service.auth.AccountTable.Secret;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;

/** Changes to accounts, by their owners and by admins. */
public final class Profiles {

  private final DataSource database;
  private final Credentials credentials;
  private final Sessions sessions;
  private final Authentication authentication;
  private final ProfileListener listener;
  private final ConfirmationMails mails;

  Profiles(DataSource database, Credentials credentials, Sessions sessions, Authentication authentication,
      ProfileListener listener, ConfirmationMails mails) {
    this.database = database;
    this.credentials = credentials;
    this.sessions = sessions;
    this.authentication = authentication;
    this.listener = listener;
    this.mails = mails;
  }

  /** What somebody changes on their own profile, from this address. */
  public Result<Account> change(String accountId, ProfileChange change, String address) {
    if (!change.bad().isEmpty()) return Result.refused(new Refusal.Invalid(change.bad()));
    if (change.email().isPresent()) {
      Result<Secret> checked = credentials.byId(accountId, change.password().orElseThrow(), address);
      if (checked instanceof Result.Refused<Secret>(Refusal refusal)) return Result.refused(confirmation(refusal));
    }
    Result<Account> changed = Sql.transaction(database, connection -> change(connection, accountId, change));
    authentication.forgetUser(accountId);
    return changed;
  }

  /** What a page remembers for this user, as a JSON object. */
  public String preferences(String accountId) {
    return Sql.with(database, connection -> Preferences.of(connection, accountId));
  }

  /** What an admin decides; an inactive account's sessions end. One active admin is left at least. */
  public Result<Account> setStanding(String username, Optional<Boolean> active, Optional<Boolean> admin) {
    Optional<Account> found = AccountRules.username(username)
        .flatMap(name -> Sql.with(database, connection -> AccountTable.byUsername(connection, name)));
    if (found.isEmpty()) return Result.refused(new Refusal.UnknownUser());
    String id = found.get().id();
    boolean lowers = active.equals(Optional.of(false)) || admin.equals(Optional.of(false));
    Optional<Account> stored = Sql.transaction(database, connection -> {
      if (lowers && isLastAdmin(connection, id)) return Optional.empty();
      return store(connection, id,
          account -> account.withStanding(active.orElse(account.isActive()), admin.orElse(account.isAdmin())));
    });
    authentication.forgetUser(id);
    return stored.map(Result::done).orElseGet(() -> Result.refused(new Refusal.LastAdmin()));
  }

  /** Whoever asks while another's answer is not committed waits for it: two admins cannot unmake each other. */
  private static boolean isLastAdmin(Connection connection, String accountId) throws SQLException {
    return AccountTable.holdActiveAdmins(connection).equals(List.of(accountId));
  }

  private Result<Account> change(Connection connection, String accountId, ProfileChange change) throws SQLException {
    Account held = AccountTable.hold(connection, accountId).orElseThrow();
    String known = Preferences.of(connection, accountId);
    String wanted = change.preferences().map(patch -> Preferences.merged(known, patch)).orElse(known);
    Optional<BadField> tooLarge = Preferences.fault(wanted);
    if (tooLarge.isPresent()) return Result.refused(new Refusal.Invalid(List.of(tooLarge.get())));
    Optional<String> pending = change.applyTo(held).pendingEmail();
    if (!pending.equals(held.pendingEmail())) {
      Optional<Refusal> refusal = await(connection, held, pending);
      if (refusal.isPresent()) return Result.refused(refusal.get());
    }
    if (!wanted.equals(known)) Preferences.store(connection, accountId, wanted);
    return store(connection, accountId, change::applyTo).map(Result::done)
        .orElseGet(() -> Result.refused(Refusal.Taken.EMAIL));
  }

  /** The links of before are void. A taken address is refused now, and again when it is confirmed. */
  private Optional<Refusal> await(Connection connection, Account account, Optional<String> pending)
      throws SQLException {
    if (pending.isEmpty()) {
      ConfirmationTable.deleteOf(connection, account.id());
      return Optional.empty();
    }
    boolean taken = AccountTable.byEmail(connection, pending.get()).filter(other -> !other.id().equals(account.id()))
        .isPresent();
    return taken ? Optional.of(Refusal.Taken.EMAIL) : mails.send(connection, account, pending.get());
  }

  private Optional<Account> store(Connection connection, String accountId, UnaryOperator<Account> change)
      throws SQLException {
    Optional<Account> held = AccountTable.hold(connection, accountId);
    if (held.isEmpty()) return held;
    Account changed = change.apply(held.get());
    if (changed.equals(held.get())) return held;
    if (!AccountTable.update(connection, changed)) return Optional.empty();
    if (!changed.isActive()) sessions.endAllBut(connection, accountId, Optional.empty());
    if (!changed.isActive()) {
      ResetTable.deleteOf(connection, accountId);
      ConfirmationTable.deleteOf(connection, accountId);
    }
    listener.profileChanged(connection, changed);
    return Optional.of(changed);
  }

  /** Who is signed in is told that the password is wrong, not that they are unknown. */
  private static Refusal confirmation(Refusal refusal) {
    return refusal instanceof Refusal.BadCredentials ? new Refusal.WrongPassword("password") : refusal;
  }
}
