package dev.corkboard.service.auth;

import dev.corkboard.readmodel.Sql;
import dev.corkboard.service.id.Ids;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** Sign-ins and the refresh tokens that continue them; each token works once. */
public final class Sessions {

  public static final Duration IDLE = Duration.ofDays(30);
  static final Duration GRACE = Duration.ofSeconds(30);

  /** Hears of each session that ended here, after it is stored. */
  @FunctionalInterface
  interface Ending {
    void ended(String sessionId);
  }

  /** What a refresh came to; a session may have ended by it. */
  private record Refreshed(Result<Grant> result, Optional<String> ended) {}

  private final DataSource database;
  private final Ending ending;
  private final Clock clock;

  Sessions(DataSource database, Ending ending, Clock clock) {
    this.database = database;
    this.ending = ending;
    this.clock = clock;
  }

  /** Inside the transaction in which the account was found fit. */
  Grant open(Connection connection, Account account, Client client) throws SQLException {
    String id = Ids.next();
    RandomToken token = RandomToken.generate();
    Instant now = clock.instant();
    SessionTable.insert(connection, id, account.id(), client, now);
    SessionTable.insertToken(connection, id, token, now);
    return new Grant(account, id, token.text());
  }

  Result<Grant> refresh(String text, Client client) {
    return RandomToken.parse(text).map(token -> {
      Refreshed refreshed = Sql.transaction(database, connection -> refresh(connection, token, client));
      refreshed.ended().ifPresent(ending::ended);
      return refreshed.result();
    }).orElseGet(() -> Result.refused(new Refusal.BadRefreshToken()));
  }

  /** False if there is no such session of this account. */
  public boolean end(String accountId, String sessionId) {
    boolean done = Sql.with(database,
        connection -> SessionTable.end(connection, accountId, sessionId, clock.instant()));
    if (done) ending.ended(sessionId);
    return done;
  }

  /** The session of a refresh token, as whoever has that may go on with it. */
  Result<String> end(String text) {
    Optional<String> id = RandomToken.parse(text)
        .flatMap(token -> Sql.with(database, connection -> SessionTable.sessionOf(connection, token)));
    if (id.isEmpty()) return Result.refused(new Refusal.BadRefreshToken());
    boolean done = Sql.with(database, connection -> SessionTable.end(connection, id.get(), clock.instant()));
    if (done) ending.ended(id.get());
    return done ? Result.done(id.get()) : Result.refused(new Refusal.SessionRevoked());
  }

  /** Those that have not ended, the newest first; {@code before} is the last one's id of the page before. */
  public List<Session> page(String accountId, Optional<String> before, int limit) {
    return Sql.with(database, connection -> SessionTable.page(connection, accountId, clock.instant().minus(IDLE),
        before.orElse(""), limit));
  }

  /** How many have not ended. */
  public long count(String accountId) {
    return Sql.with(database,
        connection -> SessionTable.count(connection, accountId, clock.instant().minus(IDLE)));
  }

  /** Drops what nobody can continue any more; of a session in use, the tokens that were used long ago. */
  int clean() {
    Instant before = clock.instant().minus(IDLE);
    return Sql.with(database,
        connection -> SessionTable.delete(connection, before) + SessionTable.deleteUsedTokens(connection, before));
  }

  /** The caller passes what it returns to {@link #ended} once it has committed. */
  List<String> endAllBut(Connection connection, String accountId, Optional<String> kept) throws SQLException {
    return SessionTable.endAllBut(connection, accountId, kept.orElse(""), clock.instant());
  }

  void ended(List<String> sessionIds) {
    sessionIds.forEach(ending::ended);
  }

  private Refreshed refresh(Connection connection, RandomToken token, Client client) throws SQLException {
    Optional<String> id = SessionTable.sessionOf(connection, token);
    Optional<SessionTable.Held> held = id.isEmpty() ? Optional.empty() : SessionTable.hold(connection, id.get());
    if (held.isEmpty()) return refused(new Refusal.BadRefreshToken());
    Account account = held.get().account();
    if (held.get().isRevoked() || !account.isActive()) return refused(new Refusal.SessionRevoked());
    Instant now = clock.instant();
    SessionTable.Stored stored = SessionTable.token(connection, token);
    if (stored.usedAt().isPresent() && stored.usedAt().get().plus(GRACE).isBefore(now)) {
      SessionTable.end(connection, account.id(), id.get(), now);
      return new Refreshed(Result.refused(new Refusal.SessionRevoked()), id);
    }
    if (!stored.createdAt().plus(IDLE).isAfter(now)) return refused(new Refusal.BadRefreshToken());
    RandomToken successor = stored.nonce().isPresent()
        ? token.successor(stored.nonce().get())
        : rotate(connection, id.get(), token, now);
    SessionTable.touch(connection, id.get(), client, now);
    return new Refreshed(Result.done(new Grant(account, id.get(), successor.text())), Optional.empty());
  }

  private static RandomToken rotate(Connection connection, String sessionId, RandomToken token, Instant now)
      throws SQLException {
    byte[] nonce = RandomToken.nonce();
    RandomToken successor = token.successor(nonce);
    SessionTable.use(connection, token, nonce, now);
    SessionTable.insertToken(connection, sessionId, successor, now);
    return successor;
  }

  private static Refreshed refused(Refusal refusal) {
    return new Refreshed(Result.refused(refusal), Optional.empty());
  }
}
