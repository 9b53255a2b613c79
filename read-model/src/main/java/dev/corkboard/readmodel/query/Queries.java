package dev.corkboard.readmodel.query;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** What can be asked of a view. Calls block; an outage of the database is thrown. */
public interface Queries<F extends Filter<?>> {

  /** Empty for what is not there, is deleted, or has not arrived yet. */
  Optional<Rendered> find(String id, Freshness freshness);

  /** Those of them that {@link #find} would find, by id. */
  Map<String, Rendered> findAll(Collection<String> ids, Freshness freshness);

  RenderedPage list(F filter, PageRequest page, Freshness freshness);
}
