package dev.corkboard.service.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalStackIT {

  @TempDir
  private static Path home;

  @Test
  void everyBackendTakesConnections() throws Exception {
    try (LocalStack stack = LocalStack.start(home)) {
      try (Connection connection = DriverManager.getConnection(stack.jdbcUrl(), stack.dbUser(), stack.dbPassword())) {
        assertThat(connection.isValid(1)).isTrue();
      }
      for (String url : new String[]{stack.redisUrl(), stack.amqpUrl(),
          "smtp://" + stack.smtpHost() + ":" + stack.smtpPort()}) {
        new Socket(URI.create(url).getHost(), URI.create(url).getPort()).close();
      }
      assertThat(stack.mailbox().list()).isEmpty();
    }
  }

  @Test
  void askingTheProcessToEndEndsEveryBackend() throws Exception {
    try (OtherProcess other = OtherProcess.running("stack", home)) {
      assertThat(other.terminate()).isTrue();
      assertThatThrownBy(() -> DriverManager.getConnection(other.fact(0), "corkboard", other.fact(1)))
          .isInstanceOf(SQLException.class);
      assertThat(home.resolve("postgres/data/postmaster.pid")).doesNotExist();
      assertThat(home.resolve("redis/redis.pid")).doesNotExist();
    }
  }

  @Test
  void backendsStayUntilTheirUserIsDone() throws Exception {
    try (OtherProcess other = OtherProcess.running("stack", home)) {
      assertThat(other.terminate()).isTrue();
      assertThat(home.resolve("used-at-the-end")).exists();
    }
  }

  @Test
  void killedProcessDoesNotPreventTheNextStart() throws Exception {
    try (OtherProcess other = OtherProcess.running("stack", home)) {
      other.kill();
    }
    assertThat(Files.exists(home.resolve("postgres/data/postmaster.pid"))).isTrue();
    try (LocalStack stack = LocalStack.start(home);
        Connection connection = DriverManager.getConnection(stack.jdbcUrl(), stack.dbUser(), stack.dbPassword())) {
      assertThat(connection.isValid(1)).isTrue();
    }
  }
}
