package dev.corkboard.readmodel.cache;

import com.github.benmanes.caffeine.cache.Cache;
import dev.corkboard.readmodel.json.Json;
import dev.corkboard.readmodel.query.PageRequest;
import dev.corkboard.readmodel.query.Rendered;
import dev.corkboard.readmodel.query.RenderedPage;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The answers of one kind that this process keeps. They count only while somebody vouches that every change is told
 * here: the projection itself on the node that runs it, or what is heard from Redis on the others.
 */
public final class NearAnswers {
  /** As long as a pledge. */
  static final Duration VOUCHED = Duration.ofSeconds(2);
  /** About what an answer takes besides its JSON and what was asked for: what it is kept with. */
  private static final int BESIDES = 500;

  /**
   * Names a list; its filter is equal to another that asks for the same.
   *
   * @param others the terms of other kinds that it shows something of: once one of them is over, nobody asks for it
   */
  private record Asked(Object filter, PageRequest page, List<Term> others) {}

  private final Shelf<Rendered> ones;
  private final Shelf<RenderedPage> lists;
  private final NearCounts counts = new NearCounts();
  private final LongSupplier nanoTime;
  private boolean projectedHere;
  private long projectedSince;
  private volatile long vouchedUntil;

  NearAnswers(Cache<Shelf.Key, Shelf.Kept> kept, LongSupplier nanoTime) {
    this.ones = new Shelf<>(kept, counts, (id, answer) -> answer.body().mostBytes() + BESIDES, nanoTime);
    this.lists = new Shelf<>(kept, counts,
        (asked, page) -> page.body().mostBytes() + bytes((Asked) asked) + BESIDES, nanoTime);
    this.nanoTime = nanoTime;
    this.vouchedUntil = nanoTime.getAsLong();
  }

  /** A filter may have two thousand characters, where the list of what it found is empty; each takes two bytes. */
  private static int bytes(Asked asked) {
    return 2 * Json.bytes(asked.filter()).length + 2 * Json.bytes(asked.page()).length;
  }

  public NearCounts counts() {
    return counts;
  }

  Optional<Rendered> one(String id, Supplier<Loaded<Rendered>> loading) {
    return answer(isVouchedFor(), ones, id, loading);
  }

  RenderedPage list(Object filter, PageRequest page, Supplier<Loaded<RenderedPage>> loading) {
    return list(filter, page, List.of(), loading);
  }

  /** The same for a list that shows something of other kinds too, and counts only as long as nothing of these changes. */
  RenderedPage list(Object filter, PageRequest page, List<NearAnswers> others,
      Supplier<Loaded<RenderedPage>> loading) {
    boolean vouched = isVouchedFor() && others.stream().allMatch(NearAnswers::isVouchedFor);
    List<Term> terms = others.stream().map(other -> other.lists.term()).toList();
    return answer(vouched, lists, new Asked(filter, page, terms), loading).orElseThrow();
  }

  /** Whether it is vouched for comes first: who vouches again after a pause has begun another term before. */
  private static <T> Optional<T> answer(boolean vouched, Shelf<T> shelf, Object name, Supplier<Loaded<T>> loading) {
    Optional<T> found = vouched ? shelf.find(name) : Optional.empty();
    return found.isPresent() ? found : shelf.load(name, loading);
  }

  /** The projection runs here from now on, and it alone vouches. */
  synchronized void projectionStarted() {
    projectedHere = true;
    projectedSince = nanoTime.getAsLong();
    lapse();
  }

  synchronized void projectionStopped() {
    projectedHere = false;
    lapse();
  }

  /**
   * The projection runs here and tells of every change. Just after it has moved here that is not enough: the node that
   * had it may still be committing.
   */
  synchronized void vouch(String pledge) {
    long now = nanoTime.getAsLong();
    boolean settled = now - projectedSince >= VOUCHED.toNanos();
    if (projectedHere && settled) vouchFor(pledge, now + VOUCHED.toNanos());
  }

  /** These have changed, and so has every list. */
  synchronized void changed(Collection<String> ids) {
    ids.forEach(ones::drop);
    lists.begin(ones.term().next());
  }

  /** Any row may be shown otherwise. */
  synchronized void swapped() {
    begin(ones.term().pledge());
  }

  /** Redis says under which pledge its answers count, and until when. */
  synchronized void heardPledge(String pledge, long until) {
    if (!projectedHere) vouchFor(pledge, until);
  }

  /**
   * A keeper has told of a change, or that it pledges anew. The own projection has told before; if there is another it
   * is heard too.
   */
  synchronized void heardChange(String pledge, Collection<String> ids) {
    if (projectedHere && ones.term().pledge().equals(pledge)) return;
    if (!ids.isEmpty()) changed(ids);
    else if (projectedHere) begin("");
    else
      lapse();
  }

  /** A change may have gone by unheard. */
  synchronized void hearsNothing() {
    if (!projectedHere) lapse();
  }

  private boolean isVouchedFor() {
    return nanoTime.getAsLong() - vouchedUntil < 0;
  }

  private void vouchFor(String pledge, long until) {
    boolean unbroken = isVouchedFor() && ones.term().pledge().equals(pledge);
    if (!unbroken) begin(pledge);
    vouchedUntil = until;
  }

  private void lapse() {
    vouchedUntil = nanoTime.getAsLong();
    begin("");
  }

  private void begin(String pledge) {
    ones.begin(new Term(pledge));
    lists.begin(new Term(pledge));
  }
}
