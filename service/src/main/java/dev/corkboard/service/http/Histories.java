package dev.corkboard.service.http;

import dev.corkboard.readmodel.journal.EntityHistory;
import dev.corkboard.readmodel.journal.JournalEvent;
import dev.corkboard.readmodel.query.Results;
import dev.corkboard.service.id.Ids;
import java.net.URI;
import java.util.Optional;
import java.util.OptionalLong;

/** Answers what happened to one resource, event by event, whether it is still there or not. */
final class Histories {
  private static final String[] PARAMETERS = {"limit", "cursor", "count"};

  private final EntityHistory journal;
  private final URI publicUrl;

  Histories(EntityHistory journal, URI publicUrl) {
    this.journal = journal;
    this.publicUrl = publicUrl;
  }

  /** The history of each resource of a kind, whose paths begin with {@code path}. */
  Endpoint endpoint(String kind, String path) {
    return Endpoint.get(path + "/{id}/history", Right.SIGNED_IN, call -> list(call, kind, path)).taking(PARAMETERS);
  }

  private Answer list(Call call, String kind, String path) {
    String id = call.variable(0);
    int limit = Paging.limit(call.query());
    long after = call.query().one("cursor", "a cursor that this list gave", Histories::revision).orElse(0L);
    boolean counted = Paging.counted(call.query());
    return call.query().checked(after).then(start -> {
      if (!Ids.isId(id)) return Problem.notFound().answer();
      EntityHistory.Page page = journal.after(kind, id, start, limit);
      if (page.newest() == 0) return Problem.notFound().answer();
      // Every revision is one event.
      OptionalLong total = counted ? OptionalLong.of(page.newest()) : OptionalLong.empty();
      return answer(path + "/" + id + "/history", limit, page, total);
    });
  }

  /** A cursor is the revision of the last event shown. */
  private Answer answer(String path, int limit, EntityHistory.Page page, OptionalLong total) {
    Results results = new Results();
    for (JournalEvent event : page.events())
      if (!results.add(EventView.of(event))) break;
    long last = page.events().isEmpty() ? page.newest() : page.events().get(results.count() - 1).revision();
    Optional<String> next = last < page.newest() ? Optional.of(Long.toString(last)) : Optional.empty();
    Answer answer = Answer.json(200, results.answer(next, total));
    return next
        .map(cursor -> Paging.withNext(answer, publicUrl + path + "?limit=" + limit
            + (total.isPresent() ? "&count=true" : "") + "&cursor=" + cursor))
        .orElse(answer);
  }

  private static Optional<Long> revision(String cursor) {
    return cursor.matches("[1-9]\\d{0,17}") ? Optional.of(Long.parseLong(cursor)) : Optional.empty();
  }
}
