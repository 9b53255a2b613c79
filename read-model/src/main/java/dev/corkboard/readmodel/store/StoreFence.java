package dev.corkboard.readmodel.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/** Holds a node to the store that it began with: asked on each connection that it opens, and on open ones. */
public record StoreFence(String sql) {

  /** For who takes whatever is there. */
  public static final StoreFence NONE = new StoreFence("");

  private static final String OTHER_STORE = "57CB1";

  public static StoreFence ofJournal(StoreIdentity identity) {
    return of("journal", identity.epoch(), identity.server());
  }

  /** For views in another database, which is on a server of its own. */
  public static StoreFence ofViews(StoreIdentity identity, LiveServer server) {
    return of("views", identity.epoch(), server);
  }

  /** Throws if this is not the store, or if that cannot be told. */
  public void check(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  public boolean isNone() {
    return sql.isEmpty();
  }

  /** Whether a failure says for sure that it is another store, and not only that the database is away. */
  public static boolean isOtherStore(Throwable failure) {
    for (Throwable at = failure; at != null; at = at.getCause())
      if (at instanceof SQLException sql && OTHER_STORE.equals(sql.getSQLState())) return true;
    return false;
  }

  private static StoreFence of(String schema, String epoch, LiveServer server) {
    return new StoreFence("select " + schema + ".require_store('" + epoch + "', " + literal(server.system()) + ", "
        + literal(server.timeline()) + ")");
  }

  private static String literal(Optional<String> value) {
    return value.map(text -> "'" + text + "'").orElse("null");
  }
}
