package dev.corkboard.readmodel.cache;

import dev.corkboard.readmodel.json.Json;
import dev.corkboard.readmodel.query.Cursor;
import dev.corkboard.readmodel.query.Filter;
import dev.corkboard.readmodel.query.Freshness;
import dev.corkboard.readmodel.query.Listing;
import dev.corkboard.readmodel.query.PageRequest;
import dev.corkboard.readmodel.query.RenderedPage;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Lists that are kept: the same bytes, whether from this process, from Redis or from the view. Two listings of a kind
 * never have equal filters.
 */
public final class CachedListing<F extends Filter<?>> implements Listing<F> {
  private final Listing<F> view;
  private final AnswerCache cache;
  private final NearAnswers near;

  public CachedListing(Listing<F> view, AnswerCache cache, NearAnswers near) {
    this.view = view;
    this.cache = cache;
    this.near = near;
  }

  /**
   * Lists that show something of other kinds too. They are kept in this process only, where all of these are heard of:
   * in Redis each kind vouches for itself.
   */
  public static <F extends Filter<?>> Listing<F> ofSeveral(Listing<F> view, NearAnswers near,
      List<NearAnswers> others) {
    return (filter, page, freshness) -> freshness == Freshness.FRESH
        ? view.list(filter, page, freshness)
        : near.list(filter, page, others,
            () -> Loaded.fromView(Optional.of(view.list(filter, page, freshness))));
  }

  @Override
  public RenderedPage list(F filter, PageRequest page, Freshness freshness) {
    if (freshness == Freshness.FRESH) return view.list(filter, page, freshness);
    return near.list(filter, page, () -> load(filter, page, freshness));
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
    byte[] query = Json.bytes(List.of(filter, page.limit(), page.after().map(Cursor::toString).orElse(""),
        page.counted()));
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(query));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
