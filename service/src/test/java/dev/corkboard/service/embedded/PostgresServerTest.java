package dev.corkboard.service.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PostgresServerTest {

  @ParameterizedTest
  @CsvSource({"512, 128", "2048, 128", "4096, 256", "24105, 1024", "262144, 1024"})
  void buffersGrowWithTheMachineWithinBounds(long memory, long buffers) {
    assertThat(PostgresServer.buffersMegabytes(memory)).isEqualTo(buffers);
  }
}
