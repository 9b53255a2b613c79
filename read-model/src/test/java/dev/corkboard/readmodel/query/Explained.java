package dev.corkboard.readmodel.query;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** Connections that have each query explained, with its very parameters, before it is made. */
final class Explained {
  private final List<Plan> plans = new ArrayList<>();
  private final DataSource database;

  Explained(DataSource database) {
    this.database = database;
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
      if (method.getName().equals("executeQuery")) plans.add(explain(connection, sql, settings));
      return method.invoke(real, arguments);
    });
  }

  /** A parameter that was set. */
  private record Setting(Method method, Object[] arguments) {}

  private static Plan explain(Connection connection, String sql, List<Setting> settings) throws Exception {
    String explain = "explain (analyze, timing off, costs on, format json) " + sql;
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
