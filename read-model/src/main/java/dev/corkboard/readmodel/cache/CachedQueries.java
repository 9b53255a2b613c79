package dev.corkboard.readmodel.cache;

import dev.corkboard.readmodel.json.Json;
import dev.corkboard.readmodel.query.Cursor;
import dev.corkboard.readmodel.query.Filter;
import dev.corkboard.readmodel.query.Freshness;
import dev.corkboard.readmodel.query.PageRequest;
import dev.corkboard.readmodel.query.Queries;
import dev.corkboard.readmodel.query.Rendered;
import dev.corkboard.readmodel.query.RenderedPage;
import dev.corkboard.readmodel.query.ViewQueries;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/** Queries whose answers are kept: the same bytes, whether from this process, from Redis or from the view. */
public final class CachedQueries<F extends Filter<?>> implements Queries<F> {
  private final ViewQueries<F> view;
  private final AnswerCache cache;
  private final NearAnswers near;
  private final Batches<String, Loaded<Rendered>> ones;

  public CachedQueries(ViewQueries<F> view, AnswerCache cache, NearAnswers near) {
    this.view = view;
    this.cache = cache;
    this.near = near;
    this.ones = new Batches<>(this::load);
  }

  @Override
  public Optional<Rendered> find(String id, Freshness freshness) {
    if (freshness == Freshness.FRESH) return view.find(id, freshness);
    return near.one(id, () -> ones.get(id).orElseThrow());
  }

  @Override
  public RenderedPage list(F filter, PageRequest page, Freshness freshness) {
    if (freshness == Freshness.FRESH) return view.list(filter, page, freshness);
    return near.list(filter, page, () -> load(filter, page, freshness));
  }

  /** Nobody waits until what was found is kept. */
  private void load(Set<String> ids, BiConsumer<String, Loaded<Rendered>> give) {
    AnswerCache.Looks looks = cache.ones(ids);
    looks.answers().forEach((id, answer) -> give.accept(id, Loaded.fromRedis(answer, looks.pledge())));
    List<String> missing = ids.stream().filter(id -> !looks.answers().containsKey(id)).toList();
    if (missing.isEmpty()) return;
    Map<String, Rendered> found = view.findAll(missing);
    missing.forEach(id -> give.accept(id, Loaded.fromView(Optional.ofNullable(found.get(id)))));
    cache.keepOnes(found, looks.ticket());
  }

  private Loaded<RenderedPage> load(F filter, PageRequest page, Freshness freshness) {
    String fingerprint = fingerprint(filter, page);
    AnswerCache.Look<RenderedPage> look = cache.list(fingerprint);
    if (look.answer().isPresent()) return Loaded.fromRedis(look.answer().get(), look.pledge());
    RenderedPage found = view.list(filter, page, freshness);
    cache.keepList(fingerprint, found, look.ticket());
    return Loaded.fromView(Optional.of(found));
  }

  private String fingerprint(F filter, PageRequest page) {
    byte[] query = Json.bytes(List.of(filter, page.limit(), page.after().map(Cursor::toString).orElse("")));
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(query));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
