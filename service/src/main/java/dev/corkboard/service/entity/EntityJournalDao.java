package dev.corkboard.service.entity;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.apache.pekko.japi.pf.PFBuilder;
import org.apache.pekko.persistence.jdbc.config.JournalConfig;
import org.apache.pekko.persistence.jdbc.journal.dao.DefaultJournalDao;
import org.apache.pekko.persistence.jdbc.journal.dao.JournalTables.JournalPekkoSerializationRow;
import org.apache.pekko.serialization.Serialization;
import org.apache.pekko.stream.Materializer;
import org.postgresql.PGConnection;
import scala.Tuple2;
import scala.collection.immutable.Seq;
import scala.collection.immutable.Set;
import scala.concurrent.ExecutionContext;
import scala.concurrent.Future;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.BoxedUnit;
import scala.util.Failure;
import scala.util.Success;
import scala.util.Try;
import slick.dbio.DBIOAction;
import slick.jdbc.JdbcBackend.JdbcDatabaseDef;
import slick.jdbc.JdbcProfile;
import slick.jdbc.SimpleJdbcAction;

/**
 * Writes as the plugin does, the rows of many entities in one transaction; but when that fails over a row, the rows of
 * each entity are tried once more by themselves, so that nobody fails but the entity whose row it is. And in one
 * statement, with an array for each column, that commits by itself: see docs/adr/0020.
 */
public final class EntityJournalDao extends DefaultJournalDao {
  private static final String INSERT = """
      insert into journal.event_journal (persistence_id, sequence_number, writer, write_timestamp, adapter_manifest,
        event_ser_id, event_ser_manifest, event_payload)
      select id, revision, writer, at, '', serializer, manifest, payload
      from unnest(?, ?, ?, ?, ?, ?, ?) as rows (id, revision, writer, at, serializer, manifest, payload)""";

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

  @Override
  public Future<BoxedUnit> writeJournalRows(Seq<Tuple2<JournalPekkoSerializationRow, Set<String>>> rows) {
    List<JournalPekkoSerializationRow> all = CollectionConverters.asJava(rows).stream().map(EntityJournalDao::plain)
        .toList();
    return run(new SimpleJdbcAction<>(database -> insert(database.connection(), all))).flatMap(Future::fromTry, ec());
  }

  /** What is not written here would be lost without a word. */
  static JournalPekkoSerializationRow plain(Tuple2<JournalPekkoSerializationRow, Set<String>> event) {
    JournalPekkoSerializationRow row = event._1();
    if (event._2().isEmpty() && row.metaPayload().isEmpty() && row.adapterManifest().isEmpty()) return row;
    throw new IllegalArgumentException("tags, metadata or an adapter of an event of " + row.persistenceId()
        + ", which have no place in the journal");
  }

  /** Slick asks for an effect that Java has no name for, and for a function that throws nothing that Java checks. */
  @SuppressWarnings({"unchecked", "rawtypes"})
  private <R> Future<R> run(SimpleJdbcAction<R> action) {
    return db().run((DBIOAction) action);
  }

  /** Bad data or a violated constraint: PostgreSQL has refused, and so rolled back, the whole transaction. */
  private static boolean isOfARow(SQLException failed) {
    String state = failed.getSQLState();
    return state != null && (state.startsWith("22") || state.startsWith("23"));
  }

  private static Try<BoxedUnit> insert(Connection connection, List<JournalPekkoSerializationRow> rows) {
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      PGConnection arrays = connection.unwrap(PGConnection.class);
      insert.setArray(1, arrays.createArrayOf("text", texts(rows, JournalPekkoSerializationRow::persistenceId)));
      insert.setArray(2, arrays.createArrayOf("int8", numbers(rows, JournalPekkoSerializationRow::sequenceNumber)));
      insert.setArray(3, arrays.createArrayOf("text", texts(rows, JournalPekkoSerializationRow::writer)));
      insert.setArray(4, arrays.createArrayOf("int8", numbers(rows, JournalPekkoSerializationRow::writeTimestamp)));
      insert.setArray(5, arrays.createArrayOf("int8", numbers(rows, JournalPekkoSerializationRow::eventSerId)));
      insert.setArray(6, arrays.createArrayOf("text", texts(rows, JournalPekkoSerializationRow::eventSerManifest)));
      insert.setArray(7, arrays.createArrayOf("bytea", payloads(rows)));
      insert.executeUpdate();
      return new Success<>(BoxedUnit.UNIT);
    } catch (SQLException failed) {
      return new Failure<>(failed);
    }
  }

  private static String[] texts(List<JournalPekkoSerializationRow> rows,
      Function<JournalPekkoSerializationRow, String> column) {
    return rows.stream().map(column).toArray(String[]::new);
  }

  private static long[] numbers(List<JournalPekkoSerializationRow> rows,
      ToLongFunction<JournalPekkoSerializationRow> column) {
    return rows.stream().mapToLong(column).toArray();
  }

  private static byte[][] payloads(List<JournalPekkoSerializationRow> rows) {
    return rows.stream().map(JournalPekkoSerializationRow::eventPayload).toArray(byte[][]::new);
  }
}
