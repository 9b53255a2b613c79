package dev.corkboard.service.auth;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;

/** Everything about accounts and tokens, put together for one node. */
public final class Auth implements AutoCloseable {

  /** What can be set about it. */
  public record Settings(String issuer, String audience, Optional<Path> privateKeyFile, Duration revocation,
      Limits limits) {}

  private final SigningKeys keys;
  private final Authentication authentication;
  private final Sessions sessions;
  private final SignInLimit limit;
  private final Passwords passwords;
  private final Accounts accounts;
  private final Profiles profiles;
  private final PasswordChanges passwordChanges;
  private final PasswordResets passwordResets;
  private final EmailConfirmations emailConfirmations;
  private final Invitations invitations;
  private final SignIn signIn;
  private final DigestLinks digestLinks;

  /** Reads the keys, or makes the first ones, so the schema must be there. */
  public Auth(DataSource pool, Settings settings, ProfileListener listener, AccountMail mail,
      InvitationMail invitationMail, Clock clock) {
    keys = SigningKeys.of(settings.privateKeyFile(), pool, clock);
    Tokens tokens = new Tokens(keys, settings.issuer(), settings.audience(), clock);
    authentication = new Authentication(pool, tokens, settings.revocation());
    sessions = new Sessions(pool, authentication::forget, clock);
    Limits limits = settings.limits();
    limit = new SignInLimit(pool, limits, clock);
    passwords = new Passwords();
    Credentials credentials = new Credentials(pool, passwords, limit);
    ConfirmationMails confirmationMails = new ConfirmationMails(limits, mail, clock);
    invitations = new Invitations(pool, invitationMail, limits, clock);
    accounts = new Accounts(pool, passwords, listener, new SignUpLimit(pool, limits, clock), confirmationMails,
        invitations, clock);
    profiles = new Profiles(pool, credentials, sessions, authentication, listener, confirmationMails);
    passwordChanges = new PasswordChanges(pool, passwords, credentials, sessions);
    passwordResets = new PasswordResets(pool, passwords, sessions, mail, listener, authentication, limits, clock);
    emailConfirmations = new EmailConfirmations(pool, authentication, confirmationMails, listener, limits, clock);
    signIn = new SignIn(pool, credentials, sessions, tokens);
    digestLinks = new DigestLinks(LinkKey.of(pool), accounts, profiles);
  }

  public Accounts accounts() {
    return accounts;
  }

  public Profiles profiles() {
    return profiles;
  }

  public PasswordChanges passwordChanges() {
    return passwordChanges;
  }

  public PasswordResets passwordResets() {
    return passwordResets;
  }

  public EmailConfirmations emailConfirmations() {
    return emailConfirmations;
  }

  public Invitations invitations() {
    return invitations;
  }

  public SignIn signIn() {
    return signIn;
  }

  public DigestLinks digestLinks() {
    return digestLinks;
  }

  public Sessions sessions() {
    return sessions;
  }

  public Authentication authentication() {
    return authentication;
  }

  public SigningKeys keys() {
    return keys;
  }

  /** How many passwords wait to be hashed or checked. */
  public int passwordsWaiting() {
    return passwords.waiting();
  }

  /** How many were turned away because too many waited. */
  public long passwordsRefused() {
    return passwords.refused();
  }

  /** Drops what has run out; once an hour is often enough, on any number of nodes. */
  public void clean() {
    sessions.clean();
    limit.clean();
    passwordResets.clean();
    emailConfirmations.clean();
    invitations.clean();
  }

  @Override
  public void close() {
    passwords.close();
  }
}
