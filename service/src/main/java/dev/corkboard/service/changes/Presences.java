package dev.corkboard.service.changes;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.corkboard.readmodel.json.Json;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.pekko.util.ByteString;

/**
 * Who looks at what, for as long as they say so: one place for each of so many people. It is told at beats, so many
 * people at each and the newest of each alone, so whoever says it all the time floods nobody. Safe for many threads.
 */
public final class Presences {
  static final int MOST = 1_000;
  static final int AT_ONCE = 25;
  private static final Duration KEPT = Duration.ofSeconds(30);
  /** Between two changes of one person that are told. */
  private static final Duration PAUSE = Duration.ofSeconds(1);
  /** The interval at which a node repeats to the others that a person is still there; they wait that much longer. */
  private static final Duration REPEATED = Duration.ofSeconds(5);
  /** How long a departure is remembered. Streams that have not read it by then have been cut off. */
  private static final Duration REMEMBERED = Duration.ofMinutes(2);

  /** A thing on the board. */
  public record Place(String kind, String id) {}

  /** What somebody looks at, nothing if they left, and when they said so. */
  public record Said(String username, Optional<Place> on, Instant at) {}

  private record Told(String username, Optional<Place> on) {}

  private record Entry(Said said, boolean here, Instant toldAt, Instant sentAt, long version, byte[] frame) {}

  private final Map<String, Said> waiting = new LinkedHashMap<>();
  private final Map<String, Entry> people = new HashMap<>();
  private final TreeMap<Long, Entry> byVersion = new TreeMap<>();
  private long version;
  private boolean news;

  /** Queues it for one of the next beats, unless the limit of people is reached. */
  public synchronized void say(Said said) {
    boolean room = people.size() + waiting.size() < MOST;
    if (room || people.containsKey(said.username()) || waiting.containsKey(said.username())) {
      waiting.put(said.username(), said);
    }
  }

  /** Takes what another node published; the latest statement of a person wins. */
  public synchronized void hear(Said said) {
    Said own = waiting.get(said.username());
    if (own != null && !own.at().isAfter(said.at())) waiting.remove(said.username());
    Entry known = people.get(said.username());
    if (known == null ? people.size() >= MOST : !said.at().isAfter(known.said().at())) return;
    if (known != null && known.said().on().equals(said.on())) keep(known, said, false, known.sentAt());
    else
      show(said, false, said.at());
  }

  /** Applies what is queued, and returns what to publish to the other nodes. */
  public synchronized List<Said> beat(Instant now) {
    List<Said> send = new ArrayList<>();
    Iterator<Said> all = waiting.values().iterator();
    while (all.hasNext() && send.size() < AT_ONCE) {
      Said said = all.next();
      if (!mayBeTold(said, now)) continue;
      if (tell(said, now)) send.add(said);
      all.remove();
    }
    end(now);
    return send;
  }

  /** Whether anything has changed since this was asked last. */
  synchronized boolean takeNews() {
    boolean had = news;
    news = false;
    return had;
  }

  /** A reader for one stream, which begins with everybody who is present. */
  Watcher watcher() {
    return new Watcher();
  }

  private boolean mayBeTold(Said said, Instant now) {
    Entry known = people.get(said.username());
    return known == null || known.said().on().equals(said.on()) || !known.toldAt().plus(PAUSE).isAfter(now);
  }

  /** Applies a statement; true if it must be published to the other nodes. */
  private boolean tell(Said said, Instant now) {
    Entry known = people.get(said.username());
    if (known == null && said.on().isEmpty()) return false;
    if (known == null || !known.said().on().equals(said.on())) {
      show(said, true, now);
      return true;
    }
    boolean repeat = said.on().isPresent() && !known.sentAt().plus(REPEATED).isAfter(now);
    keep(known, said, true, repeat ? now : known.sentAt());
    return repeat;
  }

  private void keep(Entry known, Said said, boolean here, Instant sentAt) {
    put(new Entry(said, here, known.toldAt(), sentAt, known.version(), known.frame()));
  }

  private void show(Said said, boolean here, Instant now) {
    Entry known = people.get(said.username());
    if (known != null) byVersion.remove(known.version());
    news = true;
    put(new Entry(said, here, now, now, ++version, frame(said)));
  }

  private void put(Entry entry) {
    people.put(entry.said().username(), entry);
    byVersion.put(entry.version(), entry);
  }

  private void end(Instant now) {
    for (Entry entry : List.copyOf(people.values())) {
      Said said = entry.said();
      Duration kept = entry.here() ? KEPT : KEPT.plus(REPEATED);
      if (said.on().isPresent() && !said.at().plus(kept).isAfter(now)) {
        show(new Said(said.username(), Optional.empty(), said.at()), entry.here(), now);
      } else if (said.on().isEmpty() && !entry.toldAt().plus(REMEMBERED).isAfter(now)) {
        people.remove(said.username());
        byVersion.remove(entry.version());
      }
    }
  }

  /** Has no id, as it is no position in the journal. */
  private static byte[] frame(Said said) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes("event: presence\ndata: ".getBytes(UTF_8));
    bytes.writeBytes(Json.bytes(new Told(said.username(), said.on())));
    bytes.writeBytes("\n\n".getBytes(UTF_8));
    return bytes.toByteArray();
  }

  /** How far one stream has read. Not thread-safe. */
  final class Watcher {
    private long seen;
    private final long opened;

    private Watcher() {
      synchronized (Presences.this) {
        opened = version;
      }
    }

    /** The next frames, of about so many bytes at most; empty if there are none. Departures before it was opened are left out. */
    ByteString next(int bytes) {
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      synchronized (Presences.this) {
        for (Entry entry : byVersion.tailMap(seen, false).values()) {
          if (all.size() + entry.frame().length > bytes && all.size() > 0) break;
          seen = entry.version();
          if (entry.said().on().isPresent() || entry.version() > opened) all.writeBytes(entry.frame());
        }
      }
      return ByteString.fromArrayUnsafe(all.toByteArray());
    }
  }
}
