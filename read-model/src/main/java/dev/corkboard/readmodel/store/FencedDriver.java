package dev.corkboard.readmodel.store;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Properties;
import java.util.logging.Logger;

/**
 * PostgreSQL's driver for a node's pools: a connection to another store than the node began with is not opened. It is a
 * driver, and not what the pools do with a new connection, because all pools take one, and tell its failures as those of
 * any connection.
 */
public final class FencedDriver implements Driver {

  /** The property with the SQL of the fence; without it a connection is not for this driver. */
  public static final String FENCE = "corkboardFence";

  static {
    try {
      DriverManager.registerDriver(new FencedDriver());
    } catch (SQLException never) {
      throw new ExceptionInInitializerError(never);
    }
  }

  private final Driver postgres = new org.postgresql.Driver();

  /** Of the class, which is known to the pools from then on. */
  public static String name() {
    return FencedDriver.class.getName();
  }

  @Override
  public Connection connect(String url, Properties given) throws SQLException {
    if (!given.containsKey(FENCE)) return null;
    Properties properties = new Properties();
    properties.putAll(given);
    StoreFence fence = new StoreFence((String) properties.remove(FENCE));
    Connection connection = postgres.connect(url, properties);
    try {
      if (connection != null) fence.check(connection);
      return connection;
    } catch (SQLException refused) {
      connection.close();
      throw refused;
    }
  }

  @Override
  public boolean acceptsURL(String url) throws SQLException {
    return postgres.acceptsURL(url);
  }

  @Override
  public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) throws SQLException {
    return postgres.getPropertyInfo(url, info);
  }

  @Override
  public int getMajorVersion() {
    return postgres.getMajorVersion();
  }

  @Override
  public int getMinorVersion() {
    return postgres.getMinorVersion();
  }

  @Override
  public boolean jdbcCompliant() {
    return postgres.jdbcCompliant();
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    return postgres.getParentLogger();
  }
}
