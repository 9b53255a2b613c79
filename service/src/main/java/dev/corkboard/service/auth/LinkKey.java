package dev.corkboard.service.auth;

import dev.corkboard.readmodel.Sql;
import java.security.SecureRandom;
import java.util.Optional;
import javax.sql.DataSource;

/** The secret that signs the links of mails, the same for all nodes; the keys of access tokens do not last as long. */
final class LinkKey {
  private static final int BYTES = 32;

  private LinkKey() {}

  /** Makes it if there is none. */
  static byte[] of(DataSource database) {
    return read(database).orElseGet(() -> make(database));
  }

  private static Optional<byte[]> read(DataSource database) {
    return Sql.with(database, connection -> Statements.first(connection, "select secret from accounts.link_key",
        row -> row.getBytes("secret")));
  }

  /** Of two nodes that make one at once, the first has made it for both. */
  private static byte[] make(DataSource database) {
    byte[] fresh = new byte[BYTES];
    new SecureRandom().nextBytes(fresh);
    Sql.with(database, connection -> Statements.update(connection,
        "insert into accounts.link_key (secret) values (?) on conflict do nothing", (Object) fresh));
    return read(database).orElseThrow();
  }
}
