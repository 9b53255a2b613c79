package dev.corkboard.service.http;

import static dev.corkboard.service.http.Right.SIGNED_IN;

import dev.corkboard.readmodel.journal.JournalEvent;
import dev.corkboard.readmodel.journal.JournalPage;
import dev.corkboard.readmodel.journal.Position;
import dev.corkboard.readmodel.query.Results;
import dev.corkboard.service.changes.ChangeFeed;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;

/** Changes as they happen, as server-sent events or in pages; whoever is signed in sees all of them. */
public final class ChangeRoutes {
  private static final String PATH = "/api/changes";
  private static final String EVENTS = "text/event-stream";
  private static final String WANTED = "a position that an event or a page gave, or 0";

  /** What was asked for; {@code after} is empty if no place was given. */
  private record Asked(Optional<Positions.Given> after, Optional<String> kind, boolean presence, int limit) {}

  private final ChangeFeed feed;
  private final Positions positions;
  private final SortedSet<String> kinds;
  private final Authenticator authenticator;
  private final Consistency consistency;
  private final URI publicUrl;

  public ChangeRoutes(ChangeFeed feed, Positions positions, SortedSet<String> kinds, Authenticator authenticator,
      URI publicUrl) {
    this.feed = feed;
    this.positions = positions;
    this.kinds = kinds;
    this.authenticator = authenticator;
    this.consistency = new Consistency((kind, id, revision, most) -> feed.awaitReadable(kind, id, revision, most));
    this.publicUrl = publicUrl;
  }

  public List<Endpoint> endpoints() {
    return List.of(Endpoint.get(PATH, SIGNED_IN, this::changes).taking("after", "kind", "presence", "limit")
        .producing(EVENTS, Answer.JSON));
  }

  private Answer changes(Call call) {
    boolean stream = MediaTypes.chosen(call.headers("accept"), List.of(EVENTS, Answer.JSON))
        .equals(Optional.of(EVENTS));
    return asked(call).then(asked -> stream ? stream(call, asked) : page(call, asked));
  }

  private Parsed<Asked> asked(Call call) {
    Optional<Positions.Given> after = call.query().one("after", WANTED, positions::parse);
    Optional<String> kind = call.query().one("kind", "one of " + String.join(", ", kinds),
        text -> Optional.of(text).filter(kinds::contains));
    boolean presence = Filters.flag(call.query(), "presence").orElse(false);
    int limit = Paging.limit(call.query());
    return call.query().checked(call).flatMap(this::lastEvent)
        .map(last -> new Asked(last.or(() -> after), kind, presence, limit));
  }

  /** An EventSource that comes back repeats its address, so the header is the newer one. */
  private Parsed<Optional<Positions.Given>> lastEvent(Call call) {
    List<String> given = call.lines("last-event-id").stream().filter(line -> !line.isBlank()).toList();
    if (given.isEmpty()) return Parsed.good(Optional.empty());
    Optional<Positions.Given> position = positions.parse(given.getFirst().strip());
    return given.size() == 1 && position.isPresent()
        ? Parsed.good(position)
        : Parsed.bad(Problem.badRequest("malformed-last-event-id", "Last-Event-ID must be " + WANTED + "."));
  }

  private Answer stream(Call call, Asked asked) {
    String token = call.header("Authorization").flatMap(Credentials::token).orElseThrow();
    String person = call.principal().username().value();
    BooleanSupplier allowed = () -> authenticator.authenticate(token).isPresent();
    boolean gone = asked.after().filter(this::isGone).isPresent();
    return (gone
        ? feed.reset(person, of(asked.kind()), asked.presence(), allowed)
        : feed.open(person, asked.after().map(Positions.Given::position), of(asked.kind()),
            asked.presence(), allowed))
        .map(events -> Answer.stream(EVENTS, events).with("Cache-Control", "no-cache, no-transform")
            .with("X-Accel-Buffering", "no"))
        .orElseGet(() -> (feed.hasAll(person)
            ? Problem.of(429, "too-many-streams", "No more streams for one person on this node; end one that is open.")
                .with("Retry-After", "10")
            : Problem.unavailable("This node has no room for one more stream.")).answer());
  }

  private Answer page(Call call, Asked asked) {
    if (asked.after().filter(Positions.Given::isGone).isPresent()) return gone(asked);
    return consistency.await(call).then(waited -> {
      Position after = asked.after().map(Positions.Given::position).orElse(Position.START);
      JournalPage page = feed.page(after, of(asked.kind()), asked.limit());
      if (page.isEmpty() && feed.isAhead(after)) return gone(asked);
      Results results = new Results();
      for (JournalEvent event : page.events())
        if (!results.add(ChangeView.of(event, positions))) break;
      boolean whole = results.count() == page.events().size();
      String next = positions.text(whole ? page.end() : page.events().get(results.count() - 1).position());
      Answer answer = Answer.json(200, results.answer(Optional.of(next)));
      return waited.mark(Paging.withNext(answer, next(asked, next)));
    });
  }

  /** A store that lost its newest events without knowing it is told by positions that it cannot have given. */
  private boolean isGone(Positions.Given given) {
    return given.isGone() || feed.isAhead(given.position());
  }

  /** The link is a place from before the client reads again what it shows, so it misses nothing. */
  private Answer gone(Asked asked) {
    return Problem.of(410, "position-gone", "That position is from before the board was restored from a backup, or from"
        + " another board. Read what you show anew, and go on from the link.")
        .with("Link", "<" + next(asked, positions.text(feed.now())) + ">; rel=\"next\"").answer();
  }

  private String next(Asked asked, String position) {
    return publicUrl + PATH + "?after=" + position + "&limit=" + asked.limit()
        + asked.kind().map(kind -> "&kind=" + kind).orElse("");
  }

  private SortedSet<String> of(Optional<String> kind) {
    return kind.<SortedSet<String>>map(only -> new TreeSet<>(List.of(only))).orElse(kinds);
  }
}
