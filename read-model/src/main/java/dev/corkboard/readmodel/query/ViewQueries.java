package dev.corkboard.readmodel.query;

import java.util.Collection;
import java.util.Map;

/** Queries that a view itself answers, behind all caches. */
public interface ViewQueries<F extends Filter<?>> extends Queries<F> {

  /** Those of them that {@link #find} would find, by id. */
  Map<String, Rendered> findAll(Collection<String> ids);
}
