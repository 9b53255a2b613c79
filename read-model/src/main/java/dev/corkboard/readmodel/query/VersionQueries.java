package dev.corkboard.readmodel.query;

import dev.corkboard.readmodel.table.Shown;
import dev.corkboard.readmodel.table.VersionTable;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;

/** Answers from a view's versions: one is valid at an instant if it had begun by then, and the next one had not. */
public final class VersionQueries<V extends Shown, F extends Filter<V>> implements Past<F> {
  private final Selection<V> selection;
  private final String table;
  private final Function<Instant, PageForm<V>> form;

  public VersionQueries(DataSource database, VersionTable<V> versions) {
    this(database, versions, instant -> PageForm.plain());
  }

  /**
   * @param form of lists as they were at an instant
   */
  public VersionQueries(DataSource database, VersionTable<V> versions, Function<Instant, PageForm<V>> form) {
    this.selection = Selection.plannedForItsValues(database, versions.rows());
    this.table = versions.name();
    this.form = form;
  }

  @Override
  public Optional<Rendered> find(String id, Instant asOf) {
    String newest = "(select * from " + table
        + " where id = ? and valid_from <= ? order by revision desc limit 1) newest";
    return selection.one(newest + " where not deleted", id, Param.text(id), Param.instant(asOf));
  }

  @Override
  public Optional<Rendered> find(String id, long revision) {
    return selection.one(table + " where id = ? and revision = ? and not deleted", id, Param.text(id),
        Param.number(revision));
  }

  @Override
  public RenderedPage list(F filter, PageRequest page, Instant asOf) {
    Param instant = Param.instant(asOf);
    Conditions conditions = filter.conditions();
    conditions.add("valid_from <= ?", instant);
    conditions.add("not exists (select from " + table + " next where next.id = version.id"
        + " and next.revision = version.revision + 1 and next.valid_from <= ?)", instant);
    String versions = table + " version where not deleted%s";
    return selection.page(conditions.hasWords() ? foundFirst(versions) : versions, conditions, filter.sort(), page,
        ListPosition.NONE, form.apply(asOf));
  }

  /** The planner knows little of words: it would look for a rare one all along the order. "offset 0" keeps it from it. */
  private static String foundFirst(String versions) {
    return "(select * from " + versions + " offset 0) found";
  }
}
