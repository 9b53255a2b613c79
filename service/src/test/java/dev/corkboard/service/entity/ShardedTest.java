package dev.corkboard.service.entity;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import org.apache.pekko.cluster.sharding.typed.ClusterShardingSettings.PassivationStrategySettings;
import org.junit.jupiter.api.Test;

final class ShardedTest {
  private static final Config CONFIG = ConfigFactory.load();

  @Test
  void moreTasksThanPostsStayAwakeAndAllLeaveWhenIdle() {
    assertThat(awake("task").activeEntityLimit().get()).isEqualTo(2500);
    assertThat(awake("post").activeEntityLimit().get()).isEqualTo(1000);
    for (String kind : new String[]{"task", "post", "sprint", "tweet"}) {
      assertThat(awake(kind).idleEntitySettings().get().timeout().toSeconds()).isEqualTo(120);
      assertThat(awake(kind).replacementPolicySettings().isDefined()).isTrue();
    }
  }

  private static PassivationStrategySettings awake(String kind) {
    return Sharded.settings(CONFIG, kind).passivationStrategySettings();
  }
}
