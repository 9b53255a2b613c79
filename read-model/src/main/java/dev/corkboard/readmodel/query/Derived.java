package dev.corkboard.readmodel.query;

import dev.corkboard.readmodel.table.Deleted;
import dev.corkboard.readmodel.table.Shown;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;

/** What the results of a list show that does not stand in their rows, as how many tasks a sprint has. */
@FunctionalInterface
public interface Derived<V extends Shown> {

  /** How each of a page is shown, as what is written as JSON; asked once for the page, on the connection that read it. */
  Function<V, Object> of(Connection connection, List<V> page) throws SQLException;

  static <V extends Shown> Derived<V> nothing() {
    return (connection, page) -> view -> view;
  }

  /** The same of what is deleted. */
  static <V extends Shown> Derived<Deleted<V>> ofDeleted(Derived<V> derived) {
    return (connection, page) -> {
      Function<V, Object> shown = derived.of(connection, page.stream().map(Deleted::view).toList());
      return row -> row.shownAs(shown.apply(row.view()));
    };
  }
}
