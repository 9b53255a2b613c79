package dev.corkboard.readmodel.cache;

import static dev.corkboard.readmodel.cache.Redis.bytes;

import dev.corkboard.readmodel.journal.Position;
import dev.corkboard.readmodel.query.Packed;
import dev.corkboard.readmodel.query.Rendered;
import dev.corkboard.readmodel.query.RenderedPage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The answers of one kind that are kept in Redis. */
public final class AnswerCache {
  private static final Duration LIFE_OF_ONE = Duration.ofSeconds(60);
  private static final Duration LIFE_OF_LIST = Duration.ofSeconds(30);
  /** Bytes. Larger boards are not kept in Redis, as storing them would block it for too long. */
  private static final int LARGEST_LIST = 2 << 20;

  private final Redis redis;
  private final CacheKeys keys;
  private final HitCounts counts;

  /**
   * What a look into the cache found.
   *
   * @param ticket what held at that time, the pledge first; an answer that is found elsewhere is kept only if it holds
   *        still, so that nothing read before a change is kept after it; empty if nothing can be kept
   */
  record Look<T>(Optional<T> answer, List<byte[]> ticket) {
    /** Under which the answer was kept. */
    String pledge() {
      return text(ticket.getFirst());
    }
  }

  public AnswerCache(Redis redis, String kind) {
    this.redis = redis;
    this.keys = new CacheKeys(kind);
    this.counts = redis.counts(kind);
  }

  /** How many answers came from the cache. */
  public long hits() {
    return counts.hits();
  }

  /** How many were not there. */
  public long misses() {
    return counts.misses();
  }

  /** As {@link Look}, for several; those that were not there are missing. */
  record Looks(Map<String, Rendered> answers, List<byte[]> ticket) {
    String pledge() {
      return text(ticket.getFirst());
    }
  }

  Looks ones(Collection<String> ids) {
    List<byte[]> found = redis.run(Script.READ_ONES, names(ids), List.of()).orElse(List.of());
    Map<String, Rendered> answers = HashMap.newHashMap(ids.size());
    int at = 1;
    for (String id : found.isEmpty() ? List.<String>of() : ids)
      entry(found.getFirst(), found.get(at++)).ifPresent(answer -> answers.put(id, answer));
    counts.hits(answers.size());
    counts.misses(ids.size() - answers.size());
    return new Looks(answers, found.isEmpty() ? List.of() : List.of(found.getFirst()));
  }

  /** What counts only under its pledge; nothing is left of an entry that was invalidated but its revision. */
  private static Optional<Rendered> entry(byte[] pledge, byte[] entry) {
    int from = pledge.length + 1;
    if (entry.length <= from || !Arrays.equals(pledge, 0, pledge.length, entry, 0, pledge.length)) {
      return Optional.empty();
    }
    int blank = from;
    while (entry[blank] != ' ')
      blank++;
    if (blank + 1 == entry.length) return Optional.empty();
    long revision = Long.parseLong(new String(entry, from, blank - from, StandardCharsets.US_ASCII));
    return Optional.of(new Rendered(revision, Arrays.copyOfRange(entry, blank + 1, entry.length)));
  }

  void keepOnes(Map<String, Rendered> answers, List<byte[]> ticket) {
    if (ticket.isEmpty() || answers.isEmpty()) return;
    List<byte[]> arguments = new ArrayList<>();
    arguments.add(ticket.getFirst());
    arguments.add(bytes(Long.toString(LIFE_OF_ONE.toMillis())));
    answers.forEach((id, answer) -> {
      arguments.add(bytes(Long.toString(answer.revision())));
      arguments.add(answer.json());
    });
    redis.run(Script.KEEP_ONES, names(answers.keySet()), arguments);
  }

  private List<String> names(Collection<String> ids) {
    List<String> names = new ArrayList<>(ids.size() + 1);
    names.add(keys.pledge());
    ids.forEach(id -> names.add(keys.one(id)));
    return names;
  }

  Look<RenderedPage> list(String fingerprint) {
    List<byte[]> found = redis
        .run(Script.READ_LIST, List.of(keys.pledge(), keys.generation(), keys.list(fingerprint)), List.of())
        .orElse(List.of());
    if (found.size() < 6) return missed(found);
    return hit(
        new RenderedPage(new Packed(found.get(2)), Optional.of(text(found.get(3))).filter(next -> !next.isEmpty()),
            text(found.get(4)), Position.parse(text(found.get(5)))),
        found);
  }

  void keepList(String fingerprint, RenderedPage answer, List<byte[]> ticket) {
    if (ticket.isEmpty() || answer.json().length > LARGEST_LIST) return;
    redis.run(Script.KEEP_LIST, List.of(keys.pledge(), keys.generation(), keys.list(fingerprint)),
        List.of(ticket.get(0), ticket.get(1), bytes(Long.toString(LIFE_OF_LIST.toMillis())), answer.json(),
            bytes(answer.next().orElse("")), bytes(answer.etag()),
            bytes(answer.position().map(Position::toString).orElse(""))));
  }

  private <T> Look<T> hit(T answer, List<byte[]> found) {
    counts.hits(1);
    return new Look<>(Optional.of(answer), found);
  }

  private <T> Look<T> missed(List<byte[]> ticket) {
    counts.misses(1);
    return new Look<>(Optional.empty(), ticket);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
