package dev.corkboard.service.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PostgresServerTest {

  @ParameterizedTest
  @CsvSource({"512, 128", "2048, 256", "4096, 512", "24105, 3013", "262144, 4096"})
  void buffersGrowWithTheMachineWithinBounds(long memory, long buffers) {
    assertThat(PostgresServer.buffersMegabytes(memory)).isEqualTo(buffers);
  }
}
