package dev.corkboard.service.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.corkboard.domain.Username;
import dev.corkboard.readmodel.Sql;
import dev.corkboard.service.RunningBoard;
import dev.corkboard.service.idempotency.IdempotencyKeys.Claim;
import dev.corkboard.service.idempotency.IdempotencyKeys.Key;
import java.sql.PreparedStatement;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class IdempotencyKeysIT {
  private static final byte[] BODY = {1};
  private static final byte[] OTHER = {2};

  private static HikariDataSource database;

  private final IdempotencyKeys keys = new IdempotencyKeys(database);
  private final Key key = new Key(new Username("anna"), "/api/tasks", UUID.randomUUID().toString());

  @BeforeAll
  static void connect() throws Exception {
    database = RunningBoard.shared().pool();
  }

  @AfterAll
  static void disconnect() {
    database.close();
  }

  @Test
  void refusedCreationFreesItsKey() {
    assertThat(keys.claim(key, "a", BODY)).isEqualTo(new Claim("a", true));
    assertThat(keys.claim(key, "b", OTHER)).isEqualTo(new Claim("a", false));
    assertThat(keys.take(key, OTHER)).isFalse();
    keys.refused(key, BODY);
    assertThat(keys.claim(key, "b", BODY)).isEqualTo(new Claim("a", false));
    assertThat(keys.take(key, OTHER)).isTrue();
    assertThat(keys.claim(key, "b", OTHER)).isEqualTo(new Claim("a", true));
    assertThat(keys.take(key, BODY)).isFalse();
  }

  @Test
  void keyIsHeldWhileAnotherCreationMayStillBeAccepted() {
    keys.claim(key, "a", BODY);
    keys.claim(key, "b", BODY);
    keys.refused(key, BODY);
    assertThat(keys.take(key, OTHER)).isFalse();
    assertThat(keys.claim(key, "b", BODY)).isEqualTo(new Claim("a", true));
    keys.refused(key, BODY);
    keys.refused(key, BODY);
    assertThat(keys.take(key, OTHER)).isTrue();
  }

  @Test
  void creationOfWhichNothingWasHeardHoldsItsKeyForHalfAMinute() {
    keys.claim(key, "a", BODY); // and then its node was killed
    keys.claim(key, "b", BODY);
    keys.refused(key, BODY);
    pass(29);
    assertThat(keys.take(key, OTHER)).isFalse();
    pass(2);
    assertThat(keys.claim(key, "b", BODY)).isEqualTo(new Claim("a", true));
    assertThat(keys.take(key, OTHER)).isFalse();
    keys.refused(key, BODY);
    assertThat(keys.take(key, OTHER)).isTrue();
    keys.claim(key, "b", OTHER);
    pass(31);
    assertThat(keys.take(key, BODY)).isTrue();
  }

  private void pass(int seconds) {
    Sql.with(database, connection -> {
      try (PreparedStatement update = connection.prepareStatement("""
          update journal.idempotency_key set created_at = created_at - make_interval(secs => ?) where key = ?""")) {
        update.setInt(1, seconds);
        update.setString(2, key.value());
        return update.executeUpdate();
      }
    });
  }
}
