package dev.corkboard.readmodel.projection;

import dev.corkboard.readmodel.journal.JournalPage;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.pekko.projection.HandlerRecoveryStrategy;
import org.apache.pekko.projection.ProjectionId;
import org.apache.pekko.projection.StatusObserver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Remembers which views failed on this node, until they go on. */
final class Health extends StatusObserver<JournalPage> {
  private static final Logger LOG = LoggerFactory.getLogger(Health.class);

  private final Map<String, String> failures = new ConcurrentHashMap<>();
  private final Set<String> here = ConcurrentHashMap.newKeySet();

  /** Whether a view is kept by this node. */
  boolean isHere(String view) {
    return here.contains(view);
  }

  Optional<String> failure(String view) {
    return Optional.ofNullable(failures.get(view));
  }

  @Override
  public void started(ProjectionId projection) {
    here.add(projection.name());
    LOG.info("View {} follows the journal on this node", projection.name());
  }

  @Override
  public void failed(ProjectionId projection, Throwable cause) {
    here.remove(projection.name());
    LOG.warn("View {} failed and starts again: {}", projection.name(), cause.toString());
    failures.put(projection.name(), cause.toString());
  }

  @Override
  public void stopped(ProjectionId projection) {
    here.remove(projection.name());
    failures.remove(projection.name());
  }

  @Override
  public void beforeProcess(ProjectionId projection, JournalPage page) {}

  @Override
  public void afterProcess(ProjectionId projection, JournalPage page) {}

  @Override
  public void offsetProgress(ProjectionId projection, JournalPage page) {
    failures.remove(projection.name());
  }

  @Override
  public void error(ProjectionId projection, JournalPage page, Throwable cause, HandlerRecoveryStrategy strategy) {
    failures.put(projection.name(), cause.toString());
  }
}
