package dev.corkboard.readmodel.query;

import dev.corkboard.readmodel.table.Deleted;
import dev.corkboard.readmodel.table.Shown;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;

/** Values that a list adds to its rows, such as the number of tasks of a sprint. */
@FunctionalInterface
public interface Derived<V extends Shown> {

  /** Returns a function that maps a row to what is written as JSON. Called once for each page, on its connection. */
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
