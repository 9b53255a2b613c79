package dev.corkboard.readmodel.query;

import java.util.Optional;

/** What can be asked of a view. Calls block; an outage of the database is thrown. */
public interface Queries<F extends Filter<?>> extends Listing<F> {

  /** Empty for what is not there, is deleted, or has not arrived yet. */
  Optional<Rendered> find(String id, Freshness freshness);
}
