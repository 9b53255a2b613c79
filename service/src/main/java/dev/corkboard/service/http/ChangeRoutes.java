package dev.corkboard.service.http;

import static dev.corkboard.service.http.Right.SIGNED_IN;

import dev.corkboard.readmodel.journal.JournalEvent;
import dev.corkboard.readmodel.journal.Position;
import dev.corkboard.readmodel.query.Results;
import dev.corkboard.service.changes.ChangeFeed;
import dev.corkboard.service.changes.ChangePages;
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

  private static final String[] OF_PAGES = {"order", "id", "sprint", "by"};

  /** What was asked for; {@code after} is empty if no place was given. */
  private record Asked(Optional<Positions.Given> after, ChangePages.Wanted wanted, boolean presence, int limit) {
    Position start() {
      return after.map(Positions.Given::position).orElse(wanted.back() ? Position.END : Position.START);
    }
  }

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
    return List.of(Endpoint.get(PATH, SIGNED_IN, this::changes)
        .taking("after", "kind", "order", "id", "sprint", "by", "presence", "limit").producing(EVENTS, Answer.JSON));
  }

  private Answer changes(Call call) {
    boolean stream = MediaTypes.chosen(call.headers("accept"), List.of(EVENTS, Answer.JSON))
        .equals(Optional.of(EVENTS));
    return asked(call, stream).then(asked -> stream ? stream(call, asked) : page(call, asked));
  }

  private Parsed<Asked> asked(Call call, boolean stream) {
    Query query = call.query();
    Optional<Positions.Given> after = query.one("after", WANTED, positions::parse);
    Optional<SortedSet<String>> kind = query.one("kind", "one of " + String.join(", ", kinds),
        text -> Optional.of(text).filter(kinds::contains).map(only -> new TreeSet<>(List.of(only))));
    ChangePages.Wanted wanted = new ChangePages.Wanted(kind.orElse(kinds),
        query.one("id", "the id of a post, tweet, sprint or task", Filters::id),
        query.one("sprint", "a sprint's id", Filters::id), Filters.user(query, "by"),
        query.one("order", "asc or desc", ChangeRoutes::back).orElse(false));
    boolean presence = Filters.flag(query, "presence").orElse(false);
    int limit = Paging.limit(query);
    if (stream) {
      for (String name : OF_PAGES)
        if (!query.all(name).isEmpty()) query.wrong(name, "only-in-pages", "A stream does not take it; a page does.");
    }
    return query.checked(call).flatMap(this::lastEvent)
        .map(last -> new Asked(last.or(() -> after), wanted, presence, limit));
  }

  private static Optional<Boolean> back(String order) {
    return switch (order) {
      case "asc" -> Optional.of(false);
      case "desc" -> Optional.of(true);
      default -> Optional.empty();
    };
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
        ? feed.reset(person, asked.wanted().kinds(), asked.presence(), allowed)
        : feed.open(person, asked.after().map(Positions.Given::position), asked.wanted().kinds(), asked.presence(),
            allowed))
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
      ChangePages.Page page = feed.page(asked.start(), asked.wanted(), asked.limit());
      if (page.events().isEmpty() && asked.after().filter(this::isGone).isPresent()) return gone(asked);
      Results results = new Results();
      for (JournalEvent event : page.events())
        if (!results.add(ChangeView.of(event, positions))) break;
      boolean whole = results.count() == page.events().size();
      Position end = whole ? page.end() : page.events().get(results.count() - 1).position();
      boolean goesOn = !asked.wanted().back() || page.more() || !whole;
      Optional<String> next = Optional.of(positions.text(end)).filter(position -> goesOn);
      Answer answer = Answer.json(200, results.answer(next));
      return waited.mark(next.map(place -> Paging.withNext(answer, next(asked, place))).orElse(answer));
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
    ChangePages.Wanted wanted = asked.wanted();
    return publicUrl + PATH + "?after=" + position + "&limit=" + asked.limit()
        + (wanted.kinds().equals(kinds) ? "" : "&kind=" + wanted.kinds().first())
        + (wanted.back() ? "&order=desc" : "") + wanted.id().map(id -> "&id=" + id).orElse("")
        + wanted.sprint().map(sprint -> "&sprint=" + sprint).orElse("")
        + wanted.by().map(person -> "&by=" + person.value()).orElse("");
  }
}
