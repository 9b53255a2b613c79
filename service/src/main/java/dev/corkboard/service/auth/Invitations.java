package dev.corkboard.service.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.corkboard.domain.Username;
import dev.corkboard.readmodel.Sql;
import dev.corkboard.service.id.Ids;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** Administrators let people in by mail; whoever brings the token of the mail signs up with the address it went to. */
public final class Invitations {
  static final Duration LIFETIME = Duration.ofDays(7);
  static final int MOST_WAITING = 1_000;

  private final DataSource database;
  private final InvitationMail mail;
  private final Attempts sent;
  private final Clock clock;

  Invitations(DataSource database, InvitationMail mail, Limits limits, Clock clock) {
    this.database = database;
    this.mail = mail;
    this.sent = Attempts.limited(limits.invitations(), Duration.ofHours(1));
    this.clock = clock;
  }

  /** Sends the mail; an earlier invitation of this address is void. */
  public Result<Invitation> invite(String email, boolean admin, Username by) {
    Optional<BadField> bad = AccountRules.badEmail(email);
    if (bad.isPresent()) return Result.refused(new Refusal.Invalid(List.of(bad.get())));
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Invitation invitation = new Invitation(Ids.next(), email, admin, by, now, now.plus(LIFETIME));
    return Sql.transaction(database, connection -> {
      Optional<Refusal> refusal = refusal(connection, invitation);
      if (refusal.isPresent()) return Result.refused(refusal.get());
      RandomToken token = RandomToken.generate();
      InvitationTable.put(connection, invitation, token);
      mail.send(connection, invitation, token.text());
      return Result.done(invitation);
    });
  }

  private Optional<Refusal> refusal(Connection connection, Invitation invitation) throws SQLException {
    if (AccountTable.byEmail(connection, invitation.email()).isPresent()) return Optional.of(Refusal.Taken.EMAIL);
    InvitationTable.lock(connection);
    if (InvitationTable.countOthers(connection, invitation.email(), invitation.createdAt()) >= MOST_WAITING) {
      return Optional.of(new Refusal.TooManyInvitations());
    }
    byte[] subject = Digests.sha256(("invitations of\n" + invitation.invitedBy()).getBytes(UTF_8));
    if (sent.count(connection, subject, invitation.createdAt())) return Optional.empty();
    Optional<Duration> wait = sent.untilNext(connection, subject, invitation.createdAt());
    return Optional.of(new Refusal.TooManyRequests(wait.orElse(Duration.ofSeconds(1))));
  }

  /** Those that can be used, the newest first; {@code before} is the last one's id of the page before. */
  public List<Invitation> waiting(Optional<String> before, int limit) {
    return Sql.with(database,
        connection -> InvitationTable.page(connection, before.orElse(""), limit, clock.instant()));
  }

  /** Their number. */
  public long count() {
    return Sql.with(database, connection -> InvitationTable.count(connection, clock.instant()));
  }

  /** False if there is no such invitation (any more). */
  public boolean takeBack(String id) {
    return Sql.with(database, connection -> InvitationTable.delete(connection, id));
  }

  /** What a token lets its reader do, if their address is the one that it went to. */
  Result<Invitation> open(String token, String email) {
    Optional<Invitation> found = RandomToken.parse(token)
        .flatMap(it -> Sql.with(database, connection -> InvitationTable.find(connection, it, clock.instant())));
    if (found.isEmpty()) return Result.refused(new Refusal.BadInvitation());
    boolean theirs = found.get().email().equalsIgnoreCase(email);
    return theirs ? Result.done(found.get()) : Result.refused(new Refusal.BadInvitation());
  }

  /** The same inside the transaction that makes the account; of two uses at once the second finds none. */
  Optional<Invitation> hold(Connection connection, String token) throws SQLException {
    return InvitationTable.hold(connection, RandomToken.parse(token).orElseThrow(), clock.instant());
  }

  /** Marks it as used, in the transaction that makes the account. */
  void use(Connection connection, Invitation held) throws SQLException {
    InvitationTable.delete(connection, held.id());
  }

  int clean() {
    return Sql.with(database, connection -> InvitationTable.clean(connection, clock.instant()));
  }
}
