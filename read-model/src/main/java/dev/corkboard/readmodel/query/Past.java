package dev.corkboard.readmodel.query;

import java.time.Instant;
import java.util.Optional;

/** What could be asked of a view at an earlier time, with the same answers. Calls block. */
public interface Past<F extends Filter<?>> {

  /** Empty for what was not there yet, or had been deleted. */
  Optional<Rendered> find(String id, Instant asOf);

  /** Empty for a revision that has not arrived, or that is a deletion. */
  Optional<Rendered> find(String id, long revision);

  /** What has been deleted since is in it; what came since is not. */
  RenderedPage list(F filter, PageRequest page, Instant asOf);
}
