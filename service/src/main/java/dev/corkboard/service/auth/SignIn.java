package dev.corkboard.service.auth;

import dev.corkboard.readmodel.Sql;
import dev.corkboard.service.auth.AccountTable.Secret;
import java.util.Optional;
import javax.sql.DataSource;

/** Opens sessions for those who know their password, continues them, and closes them. */
public final class SignIn {

  private final DataSource database;
  private final Credentials credentials;
  private final Sessions sessions;
  private final Tokens tokens;

  SignIn(DataSource database, Credentials credentials, Sessions sessions, Tokens tokens) {
    this.database = database;
    this.credentials = credentials;
    this.sessions = sessions;
    this.tokens = tokens;
  }

  public Result<TokenPair> withUsername(String username, String password, Client client) {
    return open(credentials.byUsername(username, password, client.address()), client);
  }

  public Result<TokenPair> withEmail(String email, String password, Client client) {
    return open(credentials.byEmail(email, password, client.address()), client);
  }

  public Result<TokenPair> refresh(String refreshToken, Client client) {
    return sessions.refresh(refreshToken, client).map(grant -> TokenPair.of(grant, tokens));
  }

  /** Ends the session that a refresh token goes on with, be it used up or not; refuses if there is none that lasts. */
  public Result<String> out(String refreshToken) {
    return sessions.end(refreshToken);
  }

  public void out(String accountId, String sessionId) {
    sessions.end(accountId, sessionId);
  }

  private Result<TokenPair> open(Result<Secret> checked, Client client) {
    return switch (checked) {
      case Result.Refused<Secret>(Refusal refusal) -> Result.refused(refusal);
      case Result.Done<Secret>(Secret secret) -> open(secret, client);
    };
  }

  private Result<TokenPair> open(Secret secret, Client client) {
    Optional<Grant> grant = Sql.transaction(database, connection -> {
      Optional<Account> fit = AccountTable.holdFit(connection, secret);
      return fit.isEmpty() ? Optional.empty() : Optional.of(sessions.open(connection, fit.get(), client));
    });
    return grant.map(it -> Result.done(TokenPair.of(it, tokens)))
        .orElseGet(() -> Result.refused(new Refusal.BadCredentials()));
  }
}
