package dev.corkboard.service.entity;

import org.apache.pekko.persistence.SnapshotMetadata;
import org.apache.pekko.persistence.jdbc.config.SnapshotConfig;
import org.apache.pekko.persistence.jdbc.snapshot.dao.DefaultSnapshotDao;
import org.apache.pekko.serialization.Serialization;
import org.apache.pekko.stream.Materializer;
import scala.Option;
import scala.Tuple2;
import scala.concurrent.ExecutionContext;
import scala.concurrent.Future;
import slick.jdbc.JdbcBackend.JdbcDatabaseDef;
import slick.jdbc.JdbcProfile;

/** Keeps snapshots as the plugin does, but looks for none of an entity that is just being made. */
public final class EntitySnapshotDao extends DefaultSnapshotDao {

  /** Called by the plugin, which knows this class from persistence.conf. */
  public EntitySnapshotDao(JdbcDatabaseDef db, JdbcProfile profile, SnapshotConfig config, Serialization serialization,
      ExecutionContext ec, Materializer materializer) {
    super(db, profile, config, serialization, ec, materializer);
  }

  @Override
  public Future<Option<Tuple2<SnapshotMetadata, Object>>> latestSnapshot(String persistenceId) {
    return FirstCommands.isUnderWay(persistenceId)
        ? Future.successful(Option.empty())
        : super.latestSnapshot(persistenceId);
  }
}
