package dev.corkboard.service.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

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
  void nothingOfAKilledProcessStays() throws Exception {
    try (OtherProcess other = OtherProcess.running("stack", home)) {
      assertThat(LeftBehind.in(home)).as("what can be left behind").hasSizeGreaterThanOrEqualTo(3);
      other.kill();
      await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(LeftBehind.in(home)).isEmpty());
      assertThat(home.resolve("postgres/data/postmaster.pid")).as("it was shut down in good order").doesNotExist();
    }
  }

  @Test
  void watchdogThatWasKilledIsReplaced() throws Exception {
    try (OtherProcess other = OtherProcess.running("stack", home)) {
      ProcessHandle watchdog = LeftBehind.watchdogs(home).getFirst();
      watchdog.destroyForcibly();
      await().atMost(Duration.ofSeconds(20)).until(() -> LeftBehind.watchdogs(home).stream()
          .anyMatch(it -> it.pid() != watchdog.pid()));
      other.kill();
      await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(LeftBehind.in(home)).isEmpty());
    }
  }

  @Test
  void backendThatWasKilledComesBackWhereItWas() throws Exception {
    try (LocalStack stack = LocalStack.start(home)) {
      ProcessHandle postgres = LeftBehind.numbered(home.resolve("postgres/data/postmaster.pid"));
      ProcessHandle redis = LeftBehind.numbered(home.resolve("redis/redis.pid"));
      postgres.destroyForcibly();
      redis.destroyForcibly();
      await().atMost(Duration.ofSeconds(40)).ignoreExceptions().until(() -> {
        try (Connection connection = DriverManager.getConnection(stack.jdbcUrl(), stack.dbUser(),
            stack.dbPassword())) {
          return connection.isValid(1);
        }
      });
      await().atMost(Duration.ofSeconds(20)).ignoreExceptions().until(() -> {
        new Socket(URI.create(stack.redisUrl()).getHost(), URI.create(stack.redisUrl()).getPort()).close();
        return LeftBehind.numbered(home.resolve("redis/redis.pid")).pid() != redis.pid();
      });
    }
    assertThat(LeftBehind.in(home)).isEmpty();
  }

  @Test
  void brokerAndMailboxThatEndedComeBackWhereTheyWere() throws Exception {
    try (LocalStack stack = LocalStack.start(home)) {
      CountDownLatch repaired = new CountDownLatch(1);
      stack.afterLoss(repaired::countDown);
      stack.breakOff();
      assertThat(repaired.await(60, TimeUnit.SECONDS)).isTrue();
      await().atMost(Duration.ofSeconds(30)).ignoreExceptions().until(() -> {
        new Socket(stack.smtpHost(), stack.smtpPort()).close();
        new Socket(URI.create(stack.amqpUrl()).getHost(), URI.create(stack.amqpUrl()).getPort()).close();
        return true;
      });
    }
  }

  @Test
  void othersOnThisMachineCanReadNothing() throws Exception {
    try (LocalStack stack = LocalStack.start(home)) {
      assertThat(stack.mailbox().list()).isEmpty();
      for (String folder : List.of("postgres", "redis", "broker", "mail")) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve(folder)))).as(folder)
            .isEqualTo("rwx------");
      }
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
    try (LocalStack stack = LocalStack.start(home);
        Connection connection = DriverManager.getConnection(stack.jdbcUrl(), stack.dbUser(), stack.dbPassword())) {
      assertThat(connection.isValid(1)).isTrue();
    }
  }
}
