package dev.corkboard.readmodel.query;

import com.fasterxml.jackson.databind.JsonNode;
import dev.corkboard.readmodel.Database;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/**
 * Connections that have each query explained, with its very parameters, before it is made; one that is to have the same
 * plan for all values is explained by that too.
 */
final class Explained {
  private static final Pattern ONE_PLAN = Pattern.compile(".* limit \\d+\\) page .*", Pattern.DOTALL);

  private final List<Plan> plans = new ArrayList<>();
  private final DataSource database;
  private final Database where;

  Explained(DataSource database, Database where) {
    this.database = database;
    this.where = where;
  }

  DataSource source() {
    return proxy(DataSource.class, database, (method, arguments) -> {
      Object result = method.invoke(database, arguments);
      return result instanceof Connection connection ? connection(connection) : result;
    });
  }

  /** The plans since the last call. */
  List<Plan> taken() {
    List<Plan> taken = List.copyOf(plans);
    plans.clear();
    return taken;
  }

  private Connection connection(Connection real) {
    return proxy(Connection.class, real, (method, arguments) -> {
      Object result = method.invoke(real, arguments);
      boolean query = method.getName().equals("prepareStatement") && arguments.length == 1;
      return query ? statement(real, (String) arguments[0], (PreparedStatement) result) : result;
    });
  }

  private PreparedStatement statement(Connection connection, String sql, PreparedStatement real) {
    List<Setting> settings = new ArrayList<>();
    return proxy(PreparedStatement.class, real, (method, arguments) -> {
      if (method.getName().startsWith("set") && arguments.length > 1) settings.add(new Setting(method, arguments));
      if (method.getName().equals("executeQuery")) {
        plans.add(explain(connection, sql, settings));
        if (ONE_PLAN.matcher(sql).matches()) plans.add(explainForAllValues(sql, settings));
      }
      return method.invoke(real, arguments);
    });
  }

  /** A parameter that was set. */
  private record Setting(Method method, Object[] arguments) {}

  private static Plan explain(Connection connection, String sql, List<Setting> settings) throws Exception {
    return explain(connection, sql, sql, settings);
  }

  /** As the server does it once it has seen the statement some times. */
  private Plan explainForAllValues(String sql, List<Setting> settings) throws Exception {
    try (Connection simple = DriverManager.getConnection(where.url(), simple());
        Statement statement = simple.createStatement()) {
      statement.execute("set plan_cache_mode = force_generic_plan");
      AtomicInteger number = new AtomicInteger();
      statement.execute("prepare look as "
          + Pattern.compile("[?]").matcher(sql).replaceAll(mark -> "\\$" + number.incrementAndGet()));
      String marks = String.join(", ", Collections.nCopies(number.get(), "?"));
      return explain(simple, sql, "execute look" + (marks.isEmpty() ? "" : "(" + marks + ")"), settings);
    }
  }

  /** A statement that executes another takes no parameters, so the driver has to write them into its text. */
  private Properties simple() {
    Properties properties = new Properties();
    properties.putAll(Map.of("user", where.user(), "password", where.password(), "preferQueryMode", "simple"));
    return properties;
  }

  private static Plan explain(Connection connection, String sql, String execution, List<Setting> settings)
      throws Exception {
    String explain = "explain (analyze, timing off, costs on, format json) " + execution;
    try (PreparedStatement statement = connection.prepareStatement(explain)) {
      for (Setting setting : settings)
        setting.method().invoke(statement, setting.arguments());
      return new Plan(sql, read(statement));
    }
  }

  private static JsonNode read(PreparedStatement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery()) {
      row.next();
      return TestViews.json(row.getString(1).getBytes(StandardCharsets.UTF_8)).get(0).get("Plan");
    }
  }

  /** What is done in the place of a call. */
  private interface Call {
    Object make(Method method, Object[] arguments) throws Exception;
  }

  private static <T> T proxy(Class<T> type, T real, Call call) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[]{type}, (self, method, arguments) -> {
      try {
        return call.make(method, arguments == null ? new Object[0] : arguments);
      } catch (InvocationTargetException failed) {
        throw failed.getCause();
      }
    }));
  }
}
