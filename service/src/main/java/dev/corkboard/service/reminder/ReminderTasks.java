package dev.corkboard.service.reminder;

import dev.corkboard.domain.Change;
import dev.corkboard.domain.task.TaskEvent;
import dev.corkboard.domain.task.TaskStatus;
import dev.corkboard.readmodel.journal.JournalEvent;
import dev.corkboard.readmodel.projection.EntityLoad;
import dev.corkboard.readmodel.projection.Shape;
import dev.corkboard.readmodel.projection.ViewHandler;
import dev.corkboard.readmodel.projection.ViewTables;
import dev.corkboard.readmodel.proof.ProvenTable;
import dev.corkboard.readmodel.proof.ProvenView;
import dev.corkboard.readmodel.table.Steps;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Keeps in step with the journal what reminders and mails need to know of tasks. */
public final class ReminderTasks implements ViewHandler {
  /** Which field is kept in which column. */
  private static final Map<String, String> COLUMNS = Map.of("name", "name", "assigned", "assigned", "due", "due",
      "status", "status", "sprint", "sprint", "remindAt", "remind_at");

  /** Its one table. */
  public static final ViewTables TABLES = new Tables();

  private final String table;

  private ReminderTasks(String schema) {
    this.table = schema + ".task";
  }

  private static final class Tables implements ViewTables {
    private static final Shape SHAPE = Shape.of("reminders");

    @Override
    public Shape shape() {
      return SHAPE;
    }

    @Override
    public ViewHandler handler(String schema) {
      return new ReminderTasks(schema);
    }

    @Override
    public EntityLoad<?> load(String schema) {
      return EntityLoad.by(handler(schema));
    }

    /** The scheduler's: whoever is reminded of a task again finds its decision. */
    @Override
    public Set<String> columnsOfOthers() {
      return Set.of("remind_pending");
    }
  }

  /** What the events of one page make of one task. */
  private static final class Pending {
    private final Map<String, Object> values = new LinkedHashMap<>();
    private boolean begun;
    private long revision;
  }

  /**
   * To be run in the transaction that stores the projection's offset; a repeat changes nothing. Each task is written
   * once, and tasks of which the same is written go to the database together.
   */
  @Override
  public void apply(Connection connection, List<JournalEvent> events) throws SQLException {
    Map<String, Long> known = revisions(connection, events);
    Map<String, Pending> tasks = new LinkedHashMap<>();
    for (JournalEvent event : events) {
      if (event.revision() <= known.getOrDefault(event.id(), 0L)) continue;
      add(tasks.computeIfAbsent(event.id(), id -> new Pending()), (TaskEvent) event.event(), event.revision());
    }
    Map<String, List<Map.Entry<String, Pending>>> statements = new LinkedHashMap<>();
    tasks.entrySet().forEach(task -> statements.computeIfAbsent(sql(task.getValue()), sql -> new ArrayList<>())
        .add(task));
    for (Map.Entry<String, List<Map.Entry<String, Pending>>> statement : statements.entrySet())
      write(connection, statement.getKey(), statement.getValue());
  }

  /** What of a row follows from the journal: all but whether its reminder has been decided. */
  public static ProvenView<Known> proven(String view) {
    ProvenTable<Known> table = ProvenTable.<Known>named("reminder.task")
        .with("revision", Types.BIGINT, Known::revision);
    Map<String, Integer> types = new TreeMap<>(Map.of("due", Types.DATE, "remind_at", Types.TIMESTAMP_WITH_TIMEZONE,
        "deleted", Types.BOOLEAN));
    COLUMNS.values().forEach(column -> types.putIfAbsent(column, Types.VARCHAR));
    for (Map.Entry<String, Integer> column : types.entrySet())
      table = table.with(column.getKey(), column.getValue(), known -> known.values().get(column.getKey()));
    return new ProvenView<>(view, "task", List.of(table), ReminderTasks::after, false);
  }

  /** What the events of a task up to a revision lead to. */
  public record Known(Map<String, Object> values, long revision) {}

  private static Known after(Optional<Known> before, JournalEvent event) {
    Pending task = new Pending();
    before.ifPresent(known -> task.values.putAll(known.values()));
    add(task, (TaskEvent) event.event(), event.revision());
    return new Known(task.values, task.revision);
  }

  private static void add(Pending task, TaskEvent event, long revision) {
    task.begun |= event instanceof TaskEvent.Created;
    task.revision = revision;
    task.values.putAll(values(event.changes()));
    switch (event) {
      case TaskEvent.Created created -> task.values.put("deleted", false);
      case TaskEvent.Changed changed -> {
      }
      case TaskEvent.Moved moved -> {
      }
      case TaskEvent.Deleted deleted -> task.values.put("deleted", true);
      case TaskEvent.Restored restored -> task.values.put("deleted", false);
    }
  }

  /** Guarded by the revision, as another instance of the projection may have come further meanwhile. */
  private String sql(Pending task) {
    List<String> columns = new ArrayList<>(new TreeSet<>(task.values.keySet()));
    columns.add("revision");
    if (!task.begun) {
      String settings = columns.stream().map(column -> column + " = ?").collect(Collectors.joining(", "));
      return "update " + table + " set " + settings + " where id = ? and revision < ?";
    }
    String settings = columns.stream().map(column -> column + " = excluded." + column)
        .collect(Collectors.joining(", "));
    return "insert into " + table + " as old (" + String.join(", ", columns) + ", id) values ("
        + "?, ".repeat(columns.size()) + "?) on conflict (id) do update set " + settings
        + " where old.revision < excluded.revision";
  }

  private static void write(Connection connection, String sql, List<Map.Entry<String, Pending>> tasks)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (Map.Entry<String, Pending> task : tasks) {
        int index = 1;
        for (String column : new TreeSet<>(task.getValue().values.keySet()))
          statement.setObject(index++, task.getValue().values.get(column));
        statement.setLong(index++, task.getValue().revision);
        statement.setString(index++, task.getKey());
        if (!task.getValue().begun) statement.setLong(index, task.getValue().revision);
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  private Map<String, Long> revisions(Connection connection, List<JournalEvent> events) throws SQLException {
    Map<String, Long> known = new HashMap<>();
    Set<String> ids = Steps.idsThatMayBeKnown(events);
    if (ids.isEmpty()) return known;
    try (PreparedStatement query = connection.prepareStatement(
        "select id, revision from " + table + " where id = any(?)")) {
      query.setArray(1, connection.createArrayOf("text", ids.toArray()));
      try (ResultSet row = query.executeQuery()) {
        while (row.next())
          known.put(row.getString(1), row.getLong(2));
      }
    }
    return known;
  }

  private static Map<String, Object> values(Map<String, Change> changes) {
    Map<String, Object> values = new LinkedHashMap<>();
    COLUMNS.forEach((field, column) -> {
      if (changes.containsKey(field)) values.put(column, stored(changes.get(field).to()));
    });
    if (values.containsKey("remind_at")) values.put("remind_pending", values.get("remind_at") != null);
    return values;
  }

  /** A value of the domain as its column keeps it. */
  private static Object stored(Object value) {
    return switch (value) {
      case Optional<?> optional -> optional.map(ReminderTasks::stored).orElse(null);
      case Instant instant -> Rows.stamp(instant);
      case TaskStatus status -> status.name().toLowerCase(Locale.ROOT);
      case LocalDate date -> date;
      default -> value.toString();
    };
  }
}
