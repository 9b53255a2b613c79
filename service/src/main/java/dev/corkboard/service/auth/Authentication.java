package dev.corkboard.service.auth;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.corkboard.readmodel.Outage;
import dev.corkboard.readmodel.Sql;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import javax.sql.DataSource;

/**
 * Says who sends a token. Whether its session has ended, and what its user may do, is looked up in the database, and
 * is then good for a few seconds: so long may an ended session still be used on another node.
 */
public final class Authentication {

  private static final int REMEMBERED = 100_000;

  private final DataSource database;
  private final Tokens tokens;
  private final AsyncCache<String, Optional<Account>> owners;

  Authentication(DataSource database, Tokens tokens, Duration revocation) {
    this(database, tokens, revocation, Ticker.systemTicker());
  }

  Authentication(DataSource database, Tokens tokens, Duration revocation, Ticker ticker) {
    this.database = database;
    this.tokens = tokens;
    // A tenth less: it counts from the end of a query that may have looked a while before.
    this.owners = Caffeine.newBuilder().maximumSize(REMEMBERED)
        .expireAfterWrite(revocation.multipliedBy(9).dividedBy(10)).ticker(ticker).buildAsync();
  }

  public Optional<SignedIn> of(String token) {
    return tokens.verify(token).flatMap(this::signedIn);
  }

  /** What a token says, if it is good. */
  public Optional<Claims> claims(String token) {
    return tokens.verify(token).filter(claims -> signedIn(claims).isPresent());
  }

  /** From now on this node looks the session up again. */
  public void forget(String sessionId) {
    owners.asMap().remove(sessionId);
  }

  /** The same for all sessions of a user, whose profile or rights are others now. */
  public void forgetUser(String userId) {
    owners.synchronous().asMap().values().removeIf(owner -> owner.filter(it -> it.id().equals(userId)).isPresent());
  }

  private Optional<SignedIn> signedIn(Claims claims) {
    return owner(claims.sid()).filter(account -> account.id().equals(claims.sub()))
        .map(account -> new SignedIn(account, claims.sid()));
  }

  /** The first to ask looks; the others wait for it, and not inside the cache, whose locks are shared by many keys. */
  private Optional<Account> owner(String sessionId) {
    CompletableFuture<Optional<Account>> known = owners.getIfPresent(sessionId);
    if (known != null) return join(known);
    CompletableFuture<Optional<Account>> mine = new CompletableFuture<>();
    known = owners.asMap().putIfAbsent(sessionId, mine);
    if (known != null) return join(known);
    try {
      mine.complete(Sql.with(database, connection -> SessionTable.owner(connection, sessionId)));
    } catch (RuntimeException | Error e) {
      mine.completeExceptionally(e);
    }
    return join(mine);
  }

  private static Optional<Account> join(CompletableFuture<Optional<Account>> owner) {
    try {
      return owner.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof Outage outage ? outage : e;
    }
  }
}
