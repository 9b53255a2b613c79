package dev.corkboard.readmodel.task;

import dev.corkboard.domain.task.TaskStatus;
import dev.corkboard.readmodel.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import javax.sql.DataSource;

/**
 * Where tasks stand: a column is what is in a sprint (or the backlog) under a status. It is as old as the view; who
 * decides by it must bear that.
 */
public final class TaskColumns {

  private static final String CARDS = "select id, \"order\" from views.task where not deleted and status = ? and ";

  private static final String OPEN = """
      select id, "order" from views.task where not deleted and sprint = ? and status <> 'done'
      order by status, "order", id limit ?""";

  private final DataSource database;

  public TaskColumns(DataSource database) {
    this.database = database;
  }

  /** The order of the last card; empty if there is none. */
  public OptionalDouble lastOrder(Optional<String> sprint, TaskStatus status) {
    return cards(sprint, status, "order by \"order\" desc, id desc limit 1").stream().mapToDouble(TaskCard::order)
        .findFirst();
  }

  /** The card of that place and those before it, the nearest first, so many at most, but for that one card. */
  public List<TaskCard> upTo(Optional<String> sprint, TaskStatus status, TaskCard place, String excluded, int most) {
    return cards(sprint, status, "and id <> ? and (\"order\", id) <= (?, ?) order by \"order\" desc, id desc limit ?",
        excluded, place.order(), place.id(), most);
  }

  /** The cards after that place, the nearest first, so many at most, but for that one card. */
  public List<TaskCard> after(Optional<String> sprint, TaskStatus status, TaskCard place, String excluded, int most) {
    return cards(sprint, status, "and id <> ? and (\"order\", id) > (?, ?) order by \"order\", id limit ?", excluded,
        place.order(), place.id(), most);
  }

  /** The cards just before and after a card's place, but for that card itself and one that is on its way there. */
  public Neighbours neighbours(Optional<String> sprint, TaskStatus status, TaskCard place, String excluded) {
    String others = "and id <> ? and (\"order\", id) ";
    return new Neighbours(
        cards(sprint, status, others + "< (?, ?) order by \"order\" desc, id desc limit 1", excluded, place.order(),
            place.id()).stream().findFirst(),
        cards(sprint, status, others + "> (?, ?) order by \"order\", id limit 1", excluded, place.order(),
            place.id()).stream().findFirst());
  }

  /** How many tasks a sprint has, of whatever status. */
  public long countInSprint(String sprint) {
    return Sql.with(database, connection -> {
      String sql = "select count(*) from views.task where not deleted and sprint = ?";
      try (PreparedStatement query = connection.prepareStatement(sql)) {
        query.setString(1, sprint);
        try (ResultSet row = query.executeQuery()) {
          row.next();
          return row.getLong(1);
        }
      }
    });
  }

  /** What is not done in a sprint, so many at most, column by column and in the order of each. */
  public List<TaskCard> open(String sprint, int most) {
    return Sql.with(database, connection -> cards(connection, OPEN, List.of(sprint, most)));
  }

  private List<TaskCard> cards(Optional<String> sprint, TaskStatus status, String rest, Object... params) {
    List<Object> all = new ArrayList<>();
    all.add(TaskTable.stored(status));
    sprint.ifPresent(all::add);
    all.addAll(List.of(params));
    String sql = CARDS + (sprint.isPresent() ? "sprint = ? " : "sprint is null ") + rest;
    return Sql.with(database, connection -> cards(connection, sql, all));
  }

  private static List<TaskCard> cards(Connection connection, String sql, List<Object> params) throws SQLException {
    List<TaskCard> cards = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      for (int i = 0; i < params.size(); i++)
        query.setObject(i + 1, params.get(i));
      try (ResultSet row = query.executeQuery()) {
        while (row.next())
          cards.add(new TaskCard(row.getString(1), row.getDouble(2)));
      }
    }
    return cards;
  }
}
