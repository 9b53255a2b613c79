package dev.corkboard.readmodel.query;

import com.zaxxer.hikari.HikariDataSource;
import dev.corkboard.readmodel.Database;
import dev.corkboard.readmodel.Sql;
import java.sql.PreparedStatement;
import java.sql.Statement;

/** Views as a large team has them after some years: most tasks are done, a sprint has 80, a tenth is in no sprint. */
final class LargeBoard {

  private static final String TASKS = """
      insert into views.task (id, name, name_key, description, sprint, status, "order", assigned, started, due,
        completed, remind_at, labels, created_by, created_at, updated_at, revision, deleted, words, number, label_keys,
        estimate, priority)
      select '0192' || lpad(to_hex(i), 32, '0'), name, lower(name), 'Some words about it', sprint, status,
        (hashint4(i) & 2147483647)::float8, assigned,
        case when status <> 'todo' then day + 3 end, case when i % 3 > 0 then day + 10 end,
        case when status = 'done' then day + 8 end, null, array['l' || i % 50, 'rare' || i % (n / 20)], 'user' || i % 97,
        day + i % 86400 * interval '1 second', day + 9 + i * 7 % 86400 * interval '1 second',
        1, i % 60 = 0, ' ' || lower(name) || '  some words about it ', i,
        array['l' || i % 50, 'rare' || i % (n / 20)], case when i % 3 > 0 then i % 13 end,
        case when i % 100 = 0 then 0 when i % 10 = 0 then 1 when i % 7 = 0 then 3 else 2 end
      from (select i, n, 'Paint ' || hashint4(i * 3) % 5000 || ' some' || i % 700 || ' unique' || i as name,
          case when i % 10 > 0 then 's' || i * 7 % (n / 80) end as sprint,
          case when i % 10 = 0 then 'todo'
            when i > n * 0.95 then (array['todo', 'in_progress', 'testing', 'done'])[1 + i * 31 % 4]
            when i % 20 = 1 then 'todo' else 'done' end as status,
          case when i % 5 > 0 then 'user' || i * 13 % 1000 end as assigned,
          date '2023-06-01' + (i * 1100::bigint / n)::int as day
        from (select i, ?::int as n from generate_series(1, ?) i) numbered) made""";

  /** Of a quarter as many. */
  private static final String OTHERS = """
      insert into views.post select '0192' || lpad(to_hex(i), 32, '0'), 'Paint', 'unique' || i, 'user' || i %% 100,
        timestamptz '2023-06-01' + i * interval '1 minute', now(), 1, i %% 60 = 0, ' paint  unique' || i || ' '
      from generate_series(1, %1$d) i;
      insert into views.tweet select '0192' || lpad(to_hex(i), 32, '0'), 'text', 'user' || i %% 100,
        timestamptz '2023-06-01' + i * interval '1 minute', 1, i %% 60 = 0, ' text ' from generate_series(1, %1$d) i;
      insert into views.sprint (id, name, name_key, description, "start", "end", created_at, updated_at, revision, deleted,
        words) select 's' || i, 'Sprint ' || i, 'sprint ' || i, '', null, date '2023-06-01' + i %% 2000,
        now(), now(), 1, false, ' sprint unique' || i || ' ' from generate_series(1, %1$d) i;
      insert into journal.event_journal (persistence_id, sequence_number, writer, write_timestamp, event_ser_id,
        event_ser_manifest, event_payload)
      select 'task|0192' || lpad(to_hex(i), 32, '0'), r, 'w', 0, 1, 'n', '' from generate_series(1, %1$d / 5) i,
        generate_series(1, 5) r;
      vacuum analyze views.post, views.tweet, views.sprint, journal.event_journal""";

  private LargeBoard() {}

  static void fill(Database where, int tasks) {
    try (HikariDataSource patient = where.migrationPool()) {
      Sql.with(patient, connection -> {
        try (Statement statement = connection.createStatement();
            PreparedStatement fill = connection.prepareStatement(TASKS)) {
          statement.execute("set synchronous_commit = off; set maintenance_work_mem = '128MB'");
          fill.setInt(1, tasks);
          fill.setInt(2, tasks);
          fill.executeUpdate();
          for (String sql : (OTHERS.formatted(tasks / 4) + ";vacuum analyze views.task").split(";"))
            statement.execute(sql);
          return tasks;
        }
      });
    }
  }

  /** Of the n-th task. */
  static String id(int n) {
    return "0192" + "%32s".formatted(Integer.toHexString(n)).replace(' ', '0');
  }
}
