package dev.corkboard.service.entity;

import java.sql.SQLException;
import org.apache.pekko.japi.pf.PFBuilder;
import org.apache.pekko.persistence.jdbc.config.JournalConfig;
import org.apache.pekko.persistence.jdbc.journal.dao.DefaultJournalDao;
import org.apache.pekko.persistence.jdbc.journal.dao.JournalTables.JournalPekkoSerializationRow;
import org.apache.pekko.serialization.Serialization;
import org.apache.pekko.stream.Materializer;
import scala.Tuple2;
import scala.collection.immutable.Seq;
import scala.collection.immutable.Set;
import scala.concurrent.ExecutionContext;
import scala.concurrent.Future;
import scala.runtime.BoxedUnit;
import slick.jdbc.JdbcBackend.JdbcDatabaseDef;
import slick.jdbc.JdbcProfile;

/**
 * Writes as the plugin does, the rows of many entities in one transaction; but when that fails over a row, the rows of
 * each entity are tried once more by themselves, so that nobody fails but the entity whose row it is.
 */
public final class EntityJournalDao extends DefaultJournalDao {

  /** Called by the plugin, which knows this class from persistence.conf. */
  public EntityJournalDao(JdbcDatabaseDef db, JdbcProfile profile, JournalConfig config, Serialization serialization,
      ExecutionContext ec, Materializer materializer) {
    super(db, profile, config, serialization, ec, materializer);
  }

  @Override
  public Future<BoxedUnit> queueWriteJournalRows(Seq<Tuple2<JournalPekkoSerializationRow, Set<String>>> rows) {
    return super.queueWriteJournalRows(rows).recoverWith(new PFBuilder<Throwable, Future<BoxedUnit>>()
        .match(SQLException.class, EntityJournalDao::isOfARow, failed -> writeJournalRows(rows)).build(), ec());
  }

  /** Bad data or a violated constraint: PostgreSQL has refused, and so rolled back, the whole transaction. */
  private static boolean isOfARow(SQLException failed) {
    String state = failed.getSQLState();
    return state != null && (state.startsWith("22") || state.startsWith("23"));
  }
}
