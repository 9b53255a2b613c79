package dev.corkboard.readmodel.rebuild;

import dev.corkboard.readmodel.Sql;
import dev.corkboard.readmodel.journal.EntityReader;
import dev.corkboard.readmodel.journal.JournalReader;
import dev.corkboard.readmodel.journal.Position;
import dev.corkboard.readmodel.projection.EntityLoad;
import dev.corkboard.readmodel.projection.Offsets;
import dev.corkboard.readmodel.projection.Replay;
import dev.corkboard.readmodel.projection.View;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Builds a view again from the journal's first event, in tables beside those that serve, and swaps them. Until the swap
 * nothing of the view that serves is touched; after it, its tables are kept for a while, and the way back is another
 * swap. Whatever happens in between, a second try begins anew. Calls block.
 */
public final class Rebuild {
  private static final Logger LOG = LoggerFactory.getLogger(Rebuild.class);
  private static final Duration OLD_KEPT = Duration.ofDays(1);

  private static final String MISSING_COLUMNS = """
      select table_name, column_name from information_schema.columns where table_schema = ? and table_name = any(?)
      except select table_name, column_name from information_schema.columns where table_schema = ?""";

  private final JournalReader journal;
  private final EntityReader entities;
  private final DataSource database;
  private final View serving;
  private final View built;
  private final View old;

  /**
   * @param database where the view is; connections whose statements may take their time
   */
  public Rebuild(JournalReader journal, EntityReader entities, View view, DataSource database) {
    this.journal = journal;
    this.entities = entities;
    this.database = database;
    this.serving = view.through(database);
    this.built = view.beside(view.name() + "~build", "build_" + view.name(), database);
    this.old = view.beside(view.name() + "~old", "old_" + view.name(), database);
  }

  /**
   * All of it; answers what was otherwise in the tables that served, if anything was.
   *
   * @param progress is told when it begins, and now and then: how many events are done, and of how many
   */
  public Optional<String> run(BuildProgress progress) throws BuildRunning {
    return locked(lock -> {
      long total = entities.count(serving.kinds());
      lock.begin(total);
      progress.at(0, total);
      LOG.info("View {} is built again", serving.name());
      drop(built);
      create(built.schema(), serving.tables().shape().createTables(built.schema()));
      // It would only be in the way of the indexes; the swap lets it come.
      serving.tables().shape().tables().forEach(
          table -> execute("alter table " + built.schema() + "." + table + " set (autovacuum_enabled = false)"));
      load(lock, done -> progress.at(done, total));
      lock.at(Step.INDEXING);
      index();
      return replaceBy(lock);
    });
  }

  /** Told how far a build has come. */
  @FunctionalInterface
  public interface BuildProgress {
    void at(long done, long total);
  }

  /** Puts the tables back that were replaced by the last build. */
  public Optional<String> back() throws BuildRunning, NoEarlierBuild {
    if (!exists(old.schema()) || !hasColumnsOfServing(old.schema())) throw new NoEarlierBuild(serving.name());
    return locked(lock -> {
      lock.begin(0);
      LOG.info("View {} goes back to the tables of before", serving.name());
      drop(built);
      execute("alter schema " + old.schema() + " rename to " + built.schema());
      Sql.transaction(database, connection -> {
        Names.move(connection, old.name(), built.name());
        return true;
      });
      return replaceBy(lock);
    });
  }

  /** Removes what is left of the build before, if its time has come; does nothing while the view is being built. */
  public void dropOld() {
    try {
      locked(lock -> {
        if (!Versions.isOldDue(database, serving.name())) return Optional.empty();
        drop(old);
        Versions.oldIsGone(database, serving.name());
        LOG.info("The tables of before of view {} are dropped", serving.name());
        return Optional.empty();
      });
    } catch (BuildRunning later) {
      LOG.debug("the tables of before are dropped later", later);
    }
  }

  private interface Work {
    Optional<String> under(BuildLock lock) throws SQLException, InterruptedException;
  }

  private Optional<String> locked(Work work) throws BuildRunning {
    try (BuildLock lock = BuildLock.take(database, serving.name())) {
      try {
        return work.under(lock);
      } catch (InterruptedException | SQLException | RuntimeException | Error failed) {
        lock.failed(failed);
        LOG.error("View {} could not be built again; the one of before serves on", serving.name(), failed);
        throw failed;
      }
    } catch (SQLException failed) {
      throw Sql.failure("the view " + serving.name() + " cannot be built", failed);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("given up: the node stops", stopping);
    }
  }

  private void load(BuildLock lock, LongConsumer progress) throws InterruptedException {
    Position position = loading(serving.tables().load(built.schema()), lock, progress).run();
    Sql.transaction(database, connection -> {
      Offsets.store(connection, built.name(), position);
      return true;
    });
  }

  private <F> Loading<F> loading(EntityLoad<F> load, BuildLock lock, LongConsumer progress) {
    return new Loading<>(entities, built, load, events -> {
      lock.add(events);
      progress.accept(lock.done());
    });
  }

  private void index() throws InterruptedException {
    for (String table : serving.tables().shape().tables())
      new Indexing(database, serving.tables().shape(), built.schema(), table, Indexing.SMALL_BYTES).run();
  }

  /** The build is complete up to its position: what came since, a last look, and the swap. */
  private Optional<String> replaceBy(BuildLock lock) throws SQLException {
    lock.at(Step.CATCHING_UP);
    catchUp();
    lock.at(Step.COMPARING);
    Optional<String> differences = new Comparison(journal, serving, built).differences();
    differences.ifPresent(lock::foundDifferences);
    differences.ifPresent(text -> LOG.warn("View {} was not what the journal says: {}", serving.name(), text));
    lock.at(Step.SWAPPING);
    drop(old);
    create(old.schema(), List.of());
    catchUp();
    new Swap(journal, serving, built, old, OLD_KEPT).run();
    execute("drop schema " + built.schema() + " cascade");
    lock.at(Step.DONE);
    LOG.info("View {} is served from its new tables, after {} events", serving.name(), lock.done());
    return differences;
  }

  private void catchUp() {
    Replay.run(journal, built, taken -> {
    });
  }

  private void create(String schema, List<String> tables) {
    execute("create schema " + schema);
    tables.forEach(this::execute);
  }

  private void drop(View view) {
    execute("drop schema if exists " + view.schema() + " cascade");
    Sql.transaction(database, connection -> {
      Names.forget(connection, view.name());
      return true;
    });
  }

  private boolean exists(String schema) {
    return Sql.with(database, connection -> connection.getMetaData().getSchemas(null, schema).next());
  }

  /** Tables of a release that had another shape are kept, but this one cannot serve from them. */
  private boolean hasColumnsOfServing(String schema) {
    return Sql.with(database, connection -> {
      try (PreparedStatement query = connection.prepareStatement(MISSING_COLUMNS)) {
        query.setString(1, serving.schema());
        query.setArray(2, connection.createArrayOf("text", serving.tables().shape().tables().toArray()));
        query.setString(3, schema);
        try (ResultSet row = query.executeQuery()) {
          return !row.next();
        }
      }
    });
  }

  private void execute(String sql) {
    Sql.with(database, connection -> execute(connection, sql));
  }

  private static boolean execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return statement.execute(sql);
    }
  }
}
