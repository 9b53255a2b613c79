package dev.corkboard.service;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;

/** Connections that write down whatever they send, with its parameters. */
final class Statements {
  private static final Set<String> SENDS = Set.of("execute", "executeQuery", "executeUpdate", "executeLargeUpdate",
      "executeBatch", "executeLargeBatch");
  private static final Set<String> ENDS = Set.of("commit", "rollback");

  private final List<Sent> sent = new CopyOnWriteArrayList<>();
  private final DataSource database;

  Statements(DataSource database) {
    this.database = database;
  }

  /** A statement that went to the database; the end of a transaction is one, too. */
  record Sent(String sql, List<Setting> settings) {

    /** How PostgreSQL goes about it, and what it reads. */
    String explained(Connection connection) throws Exception {
      try (PreparedStatement explain = connection
          .prepareStatement("explain (analyze, buffers, timing off, format json) " + sql)) {
        for (Setting setting : settings)
          setting.method().invoke(explain, setting.arguments());
        ResultSet row = explain.executeQuery();
        row.next();
        return row.getString(1);
      }
    }
  }

  /** A parameter that was set. */
  record Setting(Method method, Object[] arguments) {}

  DataSource source() {
    return proxy(DataSource.class, (method, arguments) -> {
      Object result = method.invoke(database, arguments);
      return result instanceof Connection connection ? connection(connection) : result;
    });
  }

  List<Sent> sent() {
    return List.copyOf(sent);
  }

  void forget() {
    sent.clear();
  }

  private Connection connection(Connection real) {
    return proxy(Connection.class, (method, arguments) -> {
      if (ENDS.contains(method.getName())) sent.add(new Sent(method.getName(), List.of()));
      Object result = method.invoke(real, arguments);
      if (result instanceof PreparedStatement statement) return statement((String) arguments[0], statement);
      if (result instanceof java.sql.Statement) throw new SQLException("a statement that is not counted");
      return result;
    });
  }

  private PreparedStatement statement(String sql, PreparedStatement real) {
    List<Setting> settings = new ArrayList<>();
    return proxy(PreparedStatement.class, (method, arguments) -> {
      if (method.getName().startsWith("set") && arguments.length > 1) settings.add(new Setting(method, arguments));
      if (SENDS.contains(method.getName())) sent.add(new Sent(sql, List.copyOf(settings)));
      return method.invoke(real, arguments);
    });
  }

  /** What is done in the place of a call. */
  private interface Call {
    Object make(Method method, Object[] arguments) throws Exception;
  }

  private static <T> T proxy(Class<T> type, Call call) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[]{type}, (self, method, arguments) -> {
      try {
        return call.make(method, arguments == null ? new Object[0] : arguments);
      } catch (InvocationTargetException failed) {
        throw failed.getCause();
      }
    }));
  }
}
