package dev.corkboard.service;

import com.zaxxer.hikari.HikariDataSource;
import dev.corkboard.readmodel.Migrations;
import java.util.List;

/**
 * The connection pools of one node: small, and apart by purpose, so that a flood of one kind cannot starve another.
 * The journal's own writes have a further pool of eight, see persistence.conf.
 *
 * @param main accounts, keys and what is due
 * @param reader the journal, read in its order; a view holds a connection only while it reads a page
 * @param past the journal, read for clients who ask for the history of one thing
 * @param projections the views' writes; the views take turns
 * @param reminders the reminders' view, which lies beside the journal
 * @param queries the views' reads
 */
record Pools(HikariDataSource main, HikariDataSource reader, HikariDataSource past, HikariDataSource projections,
    HikariDataSource reminders, HikariDataSource queries) implements AutoCloseable {

  private static final int MAIN = 6;
  private static final int READER = 3;
  private static final int PAST = 2;
  /** As many as threads in read-model.conf: a thread never waits for a connection. */
  private static final int PROJECTIONS = 3;
  private static final int REMINDERS = 2;
  private static final int QUERIES = 4;

  static Pools open(Settings settings) {
    return new Pools(settings.database().pool("main", MAIN),
        settings.database().journalReaderPool("reader", READER),
        settings.database().pool("past", PAST),
        settings.views().projectionPool("projections", PROJECTIONS),
        settings.database().projectionPool("reminders", REMINDERS),
        settings.views().pool("queries", QUERIES));
  }

  /** Makes or upgrades the schemas, and repairs a store that was restored; nodes that do so at once wait for each other. */
  static void migrate(Settings settings) {
    try (HikariDataSource main = settings.database().migrationPool();
        HikariDataSource views = settings.views().migrationPool()) {
      Migrations.main(main);
      Migrations.views(views);
      StoreGuard.settle(main, settings.views().equals(settings.database()) ? main : views);
    }
  }

  /** In the order in which they are closed. */
  List<HikariDataSource> all() {
    return List.of(queries, reminders, projections, past, reader, main);
  }

  @Override
  public void close() {
    all().forEach(HikariDataSource::close);
  }
}
