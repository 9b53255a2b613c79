package dev.corkboard.service.http;

import dev.corkboard.readmodel.journal.Position;
import dev.corkboard.readmodel.query.BinFilter;
import dev.corkboard.readmodel.query.Cursor;
import dev.corkboard.readmodel.query.Filter;
import dev.corkboard.readmodel.query.Freshness;
import dev.corkboard.readmodel.query.Listing;
import dev.corkboard.readmodel.query.PageRequest;
import dev.corkboard.readmodel.query.Past;
import dev.corkboard.readmodel.query.Queries;
import dev.corkboard.readmodel.query.Rendered;
import dev.corkboard.readmodel.query.RenderedPage;
import dev.corkboard.readmodel.query.Sort;
import dev.corkboard.readmodel.table.Shown;
import dev.corkboard.service.id.Ids;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;

/** Answers reads of views: one resource with its ETag, or a page with the link to the next; both after their tokens. */
final class Reads {
  private final Consistency consistency;
  private final Function<Position, String> positions;
  private final URI publicUrl;
  private final SlowReads slow = new SlowReads();

  /**
   * @param positions a position as clients have it
   */
  Reads(Consistency consistency, Function<Position, String> positions, URI publicUrl) {
    this.consistency = consistency;
    this.positions = positions;
    this.publicUrl = publicUrl;
  }

  Answer one(Call call, Queries<?> queries) {
    String id = call.variable(0);
    if (!Ids.isId(id)) return Problem.notFound().answer();
    return waiting(call, freshness -> one(call, queries.find(id, freshness)));
  }

  /** The resource as it is, or as it was when the call asks for. */
  Answer one(Call call, Timeline<?> timeline) {
    String id = call.variable(0);
    return call.query().checked(Moment.of(call)).then(moment -> switch (moment) {
      case Moment.Now() -> one(call, timeline.now());
      case Moment.At(Instant instant) -> past(call, id, timeline.versions(), past -> past.find(id, instant));
      case Moment.Revision(long revision) -> past(call, id, timeline.versions(), past -> past.find(id, revision));
    });
  }

  private <F extends Filter<?>> Answer past(Call call, String id, Versions<F> versions,
      Function<Past<F>, Optional<Rendered>> find) {
    if (!Ids.isId(id)) return Problem.notFound().answer();
    return past(call, versions.catchUp(), () -> one(call, find.apply(versions.past())));
  }

  /** An answer from versions that have all that was acknowledged, so what the call's tokens ask for, too. */
  Answer past(Call call, BooleanSupplier catchUp, Supplier<Answer> answer) {
    return consistency.await(call).then(waited -> waited.and(catchUp.getAsBoolean()).mark(answer.get()));
  }

  /** An answer from views that show what the call's tokens ask for. */
  Answer waiting(Call call, Function<Freshness, Answer> answer) {
    return consistency.await(call).then(waited -> waited.mark(answer.apply(waited.freshness())));
  }

  private static Answer one(Call call, Optional<Rendered> found) {
    if (found.isEmpty()) return Problem.notFound().answer();
    String etag = Preconditions.etag(found.get().revision());
    boolean known = Preconditions.isKnown(call, found.get().revision());
    return (known ? Answer.status(304) : Answer.json(200, found.get().body())).with("ETag", etag);
  }

  /** {@code filter} was read from the call's query, which is judged here. */
  <F extends Filter<?>> Answer list(Call call, String path, F filter, Listing<F> listing) {
    return list(call, path, filter, page(call.query(), filter.sort()), listing);
  }

  /** The same for a list that is always expensive for the database. */
  <F extends Filter<?>> Answer slowList(Call call, String path, F filter, Listing<F> listing) {
    PageRequest page = page(call.query(), filter.sort());
    return call.query().checked(page).then(good -> waiting(call,
        freshness -> slowly(call, () -> page(call, path, listing.list(filter, good, freshness)))));
  }

  /** The list as it is, or as it was at the instant that the call asks for. */
  <F extends Filter<?>> Answer list(Call call, String path, F filter, Timeline<F> timeline) {
    return list(call, path, filter, page(call.query(), filter.sort()), timeline.now(), timeline.versions());
  }

  /** The same for a board; the default limit is a whole board. */
  <F extends Filter<?>> Answer board(Call call, String path, F filter, Listing<F> now, Versions<F> versions) {
    int limit = Paging.limit(call.query(), PageRequest.MAX_OF_BOARD, PageRequest.MAX_OF_BOARD);
    return list(call, path, filter, page(call.query(), filter.sort(), limit), now, versions);
  }

  private <F extends Filter<?>> Answer list(Call call, String path, F filter, PageRequest page, Listing<F> now,
      Versions<F> versions) {
    if (!(Moment.of(call) instanceof Moment.At(Instant instant))) return list(call, path, filter, page, now);
    return call.query().checked(page)
        .then(good -> past(call, versions.catchUp(),
            () -> slowly(call, () -> page(call, path, versions.past().list(filter, good, instant)))));
  }

  private <F extends Filter<?>> Answer list(Call call, String path, F filter, PageRequest page, Listing<F> listing) {
    return call.query().checked(page)
        .then(good -> waiting(call, freshness -> isSearch(call) || good.counted()
            ? slowly(call, () -> page(call, path, listing.list(filter, good, freshness)))
            : page(call, path, listing.list(filter, good, freshness))));
  }

  /** The bin if the call has {@code deleted=true}, else the other answer. */
  <V extends Shown> Answer deletedOr(Call call, String path, Filter<V> filter, Listing<BinFilter<V>> bin,
      Supplier<Answer> otherwise) {
    Query query = call.query();
    if (!Filters.flag(query, "deleted").orElse(false)) return otherwise.get();
    if (!query.all("as_of").isEmpty()) query.wrong("deleted", "not-with-as-of", "Give as_of or deleted, not both.");
    BinFilter<V> deleted = new BinFilter<>(filter, !query.all("ordering").isEmpty());
    PageRequest page = page(query, deleted.sort());
    return query.checked(page).then(good -> waiting(call,
        freshness -> slowly(call, () -> page(call, path, bin.list(deleted, good, freshness)))));
  }

  private static boolean isSearch(Call call) {
    return call.query().given().containsKey("q");
  }

  /** An answer that may take the database long, in its turn among such. */
  Answer slowly(Call call, Supplier<Answer> answer) {
    return slow.read(call.principal().username().value(), answer);
  }

  private static PageRequest page(Query query, Sort<?> sort) {
    return page(query, sort, Paging.limit(query));
  }

  private static PageRequest page(Query query, Sort<?> sort, int limit) {
    Optional<Cursor> cursor = query.one("cursor", "a cursor that this list gave", text -> Cursor.read(text, sort));
    return new PageRequest(limit, cursor, Paging.counted(query));
  }

  /** A page, or that the call has it already. */
  Answer page(Call call, String path, RenderedPage page) {
    boolean known = Preconditions.isKnown(call, page.etag());
    Answer answer = (known ? Answer.status(304) : Answer.json(200, page.body())).with("ETag", page.etag());
    Answer placed = page.position().map(position -> answer.with("Position", positions.apply(position))).orElse(answer);
    return known ? placed : page.next().map(cursor -> Paging.withNext(placed, next(call, path, cursor))).orElse(placed);
  }

  /** Where the next page of a list is, with all that was asked of this one. */
  String next(Call call, String path, String cursor) {
    return publicUrl + path + "?" + Paging.following(call, cursor);
  }
}
