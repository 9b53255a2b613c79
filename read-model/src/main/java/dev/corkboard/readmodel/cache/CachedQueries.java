package dev.corkboard.readmodel.cache;

import dev.corkboard.readmodel.query.Filter;
import dev.corkboard.readmodel.query.Freshness;
import dev.corkboard.readmodel.query.Listing;
import dev.corkboard.readmodel.query.PageRequest;
import dev.corkboard.readmodel.query.Queries;
import dev.corkboard.readmodel.query.Rendered;
import dev.corkboard.readmodel.query.RenderedPage;
import dev.corkboard.readmodel.query.ViewQueries;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/** Queries whose answers are kept: the same bytes, whether from this process, from Redis or from the view. */
public final class CachedQueries<F extends Filter<?>> implements Queries<F> {
  private final ViewQueries<F> view;
  private final Listing<F> lists;
  private final AnswerCache cache;
  private final NearAnswers near;
  private final Batches<String, Loaded<Rendered>> ones;

  public CachedQueries(ViewQueries<F> view, AnswerCache cache, NearAnswers near) {
    this(view, new CachedListing<>(view, cache, near), cache, near);
  }

  /** With another cache for lists. */
  public CachedQueries(ViewQueries<F> view, Listing<F> lists, AnswerCache cache, NearAnswers near) {
    this.view = view;
    this.lists = lists;
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
    return lists.list(filter, page, freshness);
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
}
