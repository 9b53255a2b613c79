package dev.corkboard.service.auth;

import dev.corkboard.domain.Username;
import dev.corkboard.readmodel.Sql;
import dev.corkboard.readmodel.text.WordQuery;
import dev.corkboard.readmodel.text.Words;
import dev.corkboard.service.id.Ids;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes accounts and finds them. */
public final class Accounts {

  private static final Logger log = LoggerFactory.getLogger(Accounts.class);
  private static final int DIGEST_HOUR = 7;
  /** How many accounts are looked at together for their names. */
  private static final int LOOKED_AT = 500;
  /** The line in which the passwords of those wait whom the operator makes. */
  private static final String HERE = "here";

  private final DataSource database;
  private final Passwords passwords;
  private final ProfileListener listener;
  private final SignUpLimit limit;
  private final ConfirmationMails mails;
  private final Invitations invitations;
  private final Clock clock;

  Accounts(DataSource database, Passwords passwords, ProfileListener listener, SignUpLimit limit,
      ConfirmationMails mails, Invitations invitations, Clock clock) {
    this.database = database;
    this.passwords = passwords;
    this.listener = listener;
    this.limit = limit;
    this.mails = mails;
    this.invitations = invitations;
    this.clock = clock;
  }

  /** Why no account could be made of this, wherever; nothing if only those that exist could stand in its way. */
  public static List<BadField> faults(NewAccount wanted) {
    return AccountRules.faults(wanted);
  }

  /** By somebody at this network address; their e-mail address waits to be confirmed. */
  public Result<Account> signUp(NewAccount wanted, String address) {
    return create(wanted, false, false, Optional.of(address));
  }

  /**
   * By somebody whom an administrator has let in with this token, which it uses up; their address is confirmed, as the
   * token went there. It does not count for their network.
   */
  public Result<Account> signUpInvited(NewAccount wanted, String token, String address) {
    List<BadField> bad = AccountRules.faults(wanted);
    if (!bad.isEmpty()) return Result.refused(new Refusal.Invalid(bad));
    return switch (invitations.open(token, wanted.email())) {
      case Result.Refused<Invitation>(Refusal refusal) -> Result.refused(refusal);
      case Result.Done<Invitation>(Invitation invitation) ->
        make(account(wanted, true, invitation.isAdmin()), wanted.password(), Networks.around(address),
            Optional.empty(), Optional.of(token));
    };
  }

  /** By whoever runs the board, who answers for the e-mail address. */
  public Result<Account> createConfirmed(NewAccount wanted) {
    return create(wanted, true, false, Optional.empty());
  }

  /** The same for an administrator. */
  public Result<Account> createAdmin(NewAccount wanted) {
    return create(wanted, true, true, Optional.empty());
  }

  public Optional<Account> byId(String id) {
    return Sql.with(database, connection -> AccountTable.byId(connection, id));
  }

  public Optional<Account> byUsername(Username username) {
    return Sql.with(database, connection -> AccountTable.byUsername(connection, username));
  }

  /** Also for what is no username at all. */
  public Optional<Account> byUsername(String text) {
    return AccountRules.username(text).flatMap(this::byUsername);
  }

  public Optional<Account> byEmail(String email) {
    if (!AccountRules.mayBeEmail(email)) return Optional.empty();
    return Sql.with(database, connection -> AccountTable.byEmail(connection, email));
  }

  public boolean exists(Username username) {
    return byUsername(username).isPresent();
  }

  public boolean isEmpty() {
    return Sql.with(database, connection -> AccountTable.page(connection, "", 1, true)).isEmpty();
  }

  /** The people who can be worked with, by username; {@code after} is the last one of the page before. */
  public List<Account> active(Optional<String> after, int limit) {
    return Sql.with(database, connection -> AccountTable.page(connection, after.orElse(""), limit, false));
  }

  /** Those of them whose names have the words, by username. */
  public List<Account> active(WordQuery words, Optional<String> after, int limit) {
    return found(words, after).limit(limit).toList();
  }

  /** How many names of people who can be worked with have the words. */
  public long count(WordQuery words) {
    return found(words, Optional.empty()).count();
  }

  /** Some are in memory at a time, however many there are. */
  private Stream<Account> found(WordQuery words, Optional<String> after) {
    return Stream.iterate(active(after, LOOKED_AT), page -> !page.isEmpty(), this::next).flatMap(List::stream)
        .filter(account -> isFound(account, words));
  }

  private List<Account> next(List<Account> page) {
    return page.size() < LOOKED_AT ? List.of() : active(Optional.of(page.getLast().username().value()), LOOKED_AT);
  }

  /** How many people can be worked with, or how many accounts there are in all. */
  public long count(boolean inactiveToo) {
    return Sql.with(database, connection -> AccountTable.count(connection, inactiveToo));
  }

  private static boolean isFound(Account account, WordQuery words) {
    return words.matches(
        Words.of(List.of(account.username().value(), account.firstName() + " " + account.lastName())));
  }

  /** All accounts, by username. */
  public List<Account> all(Optional<String> after, int limit) {
    return Sql.with(database, connection -> AccountTable.page(connection, after.orElse(""), limit, true));
  }

  private Result<Account> create(NewAccount wanted, boolean confirmed, boolean admin, Optional<String> address) {
    List<BadField> bad = AccountRules.faults(wanted);
    if (!bad.isEmpty()) return Result.refused(new Refusal.Invalid(bad));
    return make(account(wanted, confirmed, admin), wanted.password(), address.map(Networks::around).orElse(HERE),
        address, Optional.empty());
  }

  /** @param counted the address for which it counts as a sign-up */
  private Result<Account> make(Account account, String password, String network, Optional<String> counted,
      Optional<String> invitation) {
    if (passwords.areBusy(network)) return Result.refused(new Refusal.Busy(Passwords.RETRY_AFTER));
    Optional<Refusal> taken = taken(account); // before the work of a hash; the insert below judges
    if (taken.isPresent()) return Result.refused(taken.get());
    Optional<Refusal> tooMany = counted.flatMap(limit::countOne);
    if (tooMany.isPresent()) return Result.refused(tooMany.get());
    return passwords.hash(network, password).map(hash -> store(account, hash, invitation))
        .orElseGet(() -> Result.refused(new Refusal.Busy(Passwords.RETRY_AFTER)));
  }

  private Result<Account> store(Account account, String passwordHash, Optional<String> invitation) {
    Optional<Refusal> refusal = Sql.transaction(database, connection -> {
      Optional<Invitation> held = Optional.empty();
      if (invitation.isPresent()) {
        held = invitations.hold(connection, invitation.get());
        if (held.isEmpty()) return Optional.of(new Refusal.BadInvitation());
      }
      if (!AccountTable.insert(connection, account, passwordHash)) return Optional.of(Refusal.Taken.EMAIL);
      if (held.isPresent()) invitations.use(connection, held.get());
      listener.profileChanged(connection, account);
      if (!account.emailConfirmed()) mail(connection, account);
      return Optional.empty();
    });
    return refusal.<Result<Account>>map(it -> Result.refused(it instanceof Refusal.Taken ? whichIsTaken(account) : it))
        .orElseGet(() -> Result.done(account));
  }

  private Refusal whichIsTaken(Account account) {
    return taken(account).orElse(Refusal.Taken.EMAIL);
  }

  /** Without it they can ask for another: whoever fills an address with mails must not keep its owner from signing up. */
  private void mail(Connection connection, Account account) throws SQLException {
    if (mails.send(connection, account, account.email()).isPresent()) {
      log.warn("The new account {} got no mail to confirm its address: that address had too many today",
          account.username());
    }
  }

  private Optional<Refusal> taken(Account account) {
    if (exists(account.username())) return Optional.of(Refusal.Taken.USERNAME);
    return byEmail(account.email()).map(other -> Refusal.Taken.EMAIL);
  }

  private Account account(NewAccount wanted, boolean confirmed, boolean admin) {
    return new Account(Ids.next(), AccountRules.username(wanted.username()).orElseThrow(), wanted.email(),
        confirmed, Optional.empty(), wanted.firstName(), wanted.lastName(), wanted.timeZone(), DIGEST_HOUR, true, admin,
        true,
        clock.instant().truncatedTo(ChronoUnit.MILLIS));
  }
}
