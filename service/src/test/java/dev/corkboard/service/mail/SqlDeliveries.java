package dev.corkboard.service.mail;

import javax.sql.DataSource;

/** Hands the mailer's own table to tests of other packages. */
public final class SqlDeliveries {
  private SqlDeliveries() {}

  public static Deliveries in(DataSource dataSource) {
    return new DeliveryTable(dataSource);
  }
}
