package dev.corkboard.service.entity;

import dev.corkboard.service.entity.EntityMessage.Execute;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.regex.Pattern;
import org.apache.pekko.japi.pf.PFBuilder;
import org.apache.pekko.persistence.AtomicWrite;
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
 * statement, with an array for each column, that commits by itself: see docs/adr/0020. The statement refuses rows after
 * their deadline, by the database's clock: see docs/adr/0027.
 */
public final class EntityJournalDao extends DefaultJournalDao {
  private static final String INSERT = """
      insert into journal.event_journal (persistence_id, sequence_number, writer, write_timestamp, adapter_manifest,
        event_ser_id, event_ser_manifest, event_payload)
      select id, revision, writer, journal.in_time(deadline), '', serializer, manifest, payload
      from unnest(?, ?, ?, ?, ?, ?, ?) as rows (id, revision, writer, deadline, serializer, manifest, payload)""";
  /** What journal.in_time says of a row that comes too late. */
  private static final String LATE = "CB001";
  private static final Pattern DEADLINE = Pattern.compile("\\d{1,18}");

  /** Called by the plugin, which knows this class from persistence.conf. */
  public EntityJournalDao(JdbcDatabaseDef db, JdbcProfile profile, JournalConfig config, Serialization serialization,
      ExecutionContext ec, Materializer materializer) {
    super(db, profile, config, serialization, ec, materializer);
  }

  /** The text that goes with an event to its row: until when it may be stored. */
  static String manifest(Instant deadline) {
    return deadline.equals(Execute.NONE) ? "" : Long.toString(deadline.toEpochMilli());
  }

  /** Late events are rejected: a failure would count against the journal, and soon hold up all other entities. */
  @Override
  public Future<Seq<Try<BoxedUnit>>> asyncWriteMessages(Seq<AtomicWrite> writes) {
    return super.asyncWriteMessages(writes).recover(new PFBuilder<Throwable, Seq<Try<BoxedUnit>>>()
        .match(SQLException.class, EntityJournalDao::isLate, late -> rejected(writes.size(), late)).build(), ec());
  }

  private static Seq<Try<BoxedUnit>> rejected(int writes, SQLException late) {
    return CollectionConverters.asScala(Collections.<Try<BoxedUnit>>nCopies(writes, new Failure<>(new LateWrite(late))))
        .toSeq();
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
    boolean deadlineOnly = row.adapterManifest().isEmpty() || DEADLINE.matcher(row.adapterManifest()).matches();
    if (event._2().isEmpty() && row.metaPayload().isEmpty() && deadlineOnly) return row;
    throw new IllegalArgumentException("tags, metadata or an adapter of an event of " + row.persistenceId()
        + ", which have no place in the journal");
  }

  /** Slick asks for an effect that Java has no name for, and for a function that throws nothing that Java checks. */
  @SuppressWarnings({"unchecked", "rawtypes"})
  private <R> Future<R> run(SimpleJdbcAction<R> action) {
    return db().run((DBIOAction) action);
  }

  /** Bad data, a violated constraint, or too late: PostgreSQL has refused, and so rolled back, the whole transaction. */
  private static boolean isOfARow(SQLException failed) {
    String state = failed.getSQLState();
    return state != null && (state.startsWith("22") || state.startsWith("23") || state.equals(LATE));
  }

  private static boolean isLate(SQLException failed) {
    return LATE.equals(failed.getSQLState());
  }

  private static Try<BoxedUnit> insert(Connection connection, List<JournalPekkoSerializationRow> rows) {
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      PGConnection arrays = connection.unwrap(PGConnection.class);
      insert.setArray(1, arrays.createArrayOf("text", texts(rows, JournalPekkoSerializationRow::persistenceId)));
      insert.setArray(2, arrays.createArrayOf("int8", numbers(rows, JournalPekkoSerializationRow::sequenceNumber)));
      insert.setArray(3, arrays.createArrayOf("text", texts(rows, JournalPekkoSerializationRow::writer)));
      insert.setArray(4, arrays.createArrayOf("int8", deadlines(rows)));
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

  private static Long[] deadlines(List<JournalPekkoSerializationRow> rows) {
    return rows.stream().map(row -> row.adapterManifest().isEmpty() ? null : Long.valueOf(row.adapterManifest()))
        .toArray(Long[]::new);
  }

  private static byte[][] payloads(List<JournalPekkoSerializationRow> rows) {
    return rows.stream().map(JournalPekkoSerializationRow::eventPayload).toArray(byte[][]::new);
  }
}
