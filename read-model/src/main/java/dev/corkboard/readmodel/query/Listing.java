package dev.corkboard.readmodel.query;

/** Lists of what a view shows, a page at a time. Calls block; an outage of the database is thrown. */
@FunctionalInterface
public interface Listing<F extends Filter<?>> {

  RenderedPage list(F filter, PageRequest page, Freshness freshness);
}
