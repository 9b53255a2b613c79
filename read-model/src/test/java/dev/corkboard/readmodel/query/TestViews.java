package dev.corkboard.readmodel.query;

import com.fasterxml.jackson.databind.JsonNode;
import dev.corkboard.domain.Event;
import dev.corkboard.readmodel.Sql;
import dev.corkboard.readmodel.TestDatabase;
import dev.corkboard.readmodel.journal.JournalEvent;
import dev.corkboard.readmodel.journal.Position;
import dev.corkboard.readmodel.json.Json;
import dev.corkboard.readmodel.projection.ViewHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Fills views without a projection, and reads lists to their end. */
public final class TestViews {
  private final TestDatabase database;

  public TestViews(TestDatabase database) {
    this.database = database;
  }

  public void apply(ViewHandler handler, String kind, String id, long revision, Event event) {
    JournalEvent journaled = new JournalEvent(new Position(1, revision), kind, id, revision, "test", event,
        Instant.now());
    Sql.with(database.pool(), connection -> {
      handler.apply(connection, List.of(journaled));
      return kind;
    });
  }

  /** The ids of all pages; between two pages something happens. */
  public static <F extends Filter<?>> List<String> pageThrough(Queries<F> queries, F filter, int limit,
      Runnable between) {
    List<String> ids = new ArrayList<>();
    Optional<String> next = Optional.empty();
    do {
      Optional<Cursor> after = next.map(cursor -> Cursor.read(cursor, filter.sort()).orElseThrow());
      RenderedPage page = queries.list(filter, new PageRequest(limit, after), Freshness.FRESH);
      ids.addAll(ids(page));
      next = page.next();
      between.run();
    } while (next.isPresent());
    return ids;
  }

  public static <F extends Filter<?>> List<String> list(Queries<F> queries, F filter) {
    return ids(queries.list(filter, PageRequest.first(PageRequest.MAX), Freshness.FRESH));
  }

  public static List<String> ids(RenderedPage page) {
    List<String> ids = new ArrayList<>();
    json(page.json()).get("results").forEach(result -> ids.add(result.get("id").asText()));
    return ids;
  }

  public static JsonNode json(byte[] json) {
    try {
      return Json.mapper().readTree(json);
    } catch (IOException bug) {
      throw new UncheckedIOException(bug);
    }
  }
}
