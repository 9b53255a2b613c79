package dev.corkboard.readmodel.projection;

import dev.corkboard.readmodel.Cause;
import dev.corkboard.readmodel.journal.JournalEvent;
import dev.corkboard.readmodel.journal.JournalPage;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.projection.jdbc.javadsl.JdbcHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC.MDCCloseable;

/**
 * Hands a page to a view. If the page as a whole fails, its events are tried one by one, and those at fault are parked,
 * so that one bad event holds up its own entity and no other. An outage is nobody's fault: the projection starts again.
 */
final class PageHandler extends JdbcHandler<JournalPage, DataSourceSession> {
  private static final Logger LOG = LoggerFactory.getLogger(PageHandler.class);

  private final View view;

  PageHandler(View view) {
    this.view = view;
  }

  @Override
  public void start() {
    tell("that it starts", view.afterCommit()::started);
  }

  @Override
  public void stop() {
    tell("that it stops", view.afterCommit()::stopped);
  }

  @Override
  public void process(DataSourceSession session, JournalPage page) throws SQLException {
    Connection connection = session.connection();
    Parking parking = Parking.of(connection, view.name(), page);
    parking.parkUnreadable(page.unreadable());
    List<JournalEvent> events = parking.parkLaterOnes(page.events());
    if (!events.isEmpty() && fault(connection, events).isPresent()) applyOneByOne(connection, events, parking);
    session.afterCommit(() -> committed(page.events()));
  }

  private void committed(List<JournalEvent> events) {
    tell("of a commit", () -> view.afterCommit().committed(events));
    if (LOG.isDebugEnabled()) events.forEach(this::trace);
  }

  private void trace(JournalEvent event) {
    try (MDCCloseable cause = Cause.of(event.event().stamp().requestId())) {
      LOG.debug("View {} has taken event {} of {} {}", view.name(), event.revision(), event.kind(), event.id());
    }
  }

  private void applyOneByOne(Connection connection, List<JournalEvent> events, Parking parking) throws SQLException {
    for (JournalEvent event : events) {
      if (parking.isParked(event)) {
        parking.parkLater(event);
        continue;
      }
      Optional<Exception> fault = fault(connection, List.of(event));
      if (fault.isPresent()) parking.park(event, fault.get());
    }
  }

  private Optional<Exception> fault(Connection connection, List<JournalEvent> events) throws SQLException {
    return Attempt.fault(connection, view.handler(), events);
  }

  private void tell(String what, Runnable call) {
    try {
      call.run();
    } catch (RuntimeException failure) {
      LOG.warn("View {}: nobody could be told {}", view.name(), what, failure);
    }
  }
}
