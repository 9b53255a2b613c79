package dev.corkboard.service.auth;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;

/** Everything about accounts and tokens, put together for one node. */
public record Auth(Accounts accounts, Profiles profiles, PasswordChanges passwordChanges, SignIn signIn,
    Sessions sessions, SignInLimit limit, SigningKeys keys, Authenticator authenticator, Passwords passwords)
    implements
      AutoCloseable {

  /** What can be set about it. */
  public record Settings(String issuer, String audience, Optional<Path> privateKeyFile, Duration revocation) {}

  /** Reads the signing keys, or makes the first one, so the schema must be there. */
  public static Auth start(DataSource pool, Settings settings, ProfileListener listener, Clock clock) {
    Database database = new Database(pool);
    SigningKeys keys = SigningKeys.of(settings.privateKeyFile(), database, clock);
    Tokens tokens = new Tokens(keys, settings.issuer(), settings.audience(), clock);
    Authenticator authenticator = new Authenticator(database, tokens, settings.revocation());
    Sessions sessions = new Sessions(database, authenticator::forget, clock);
    SignInLimit limit = new SignInLimit(database, clock);
    Passwords passwords = new Passwords();
    Credentials credentials = new Credentials(database, passwords, limit);
    return new Auth(new Accounts(database, passwords, listener, clock),
        new Profiles(database, credentials, sessions, authenticator, listener),
        new PasswordChanges(database, passwords, credentials, sessions),
        new SignIn(database, credentials, sessions, tokens), sessions, limit, keys, authenticator, passwords);
  }

  /** Drops what has run out; once an hour is often enough, on any number of nodes. */
  public void clean() {
    sessions.clean();
    limit.clean();
  }

  @Override
  public void close() {
    passwords.close();
  }
}
