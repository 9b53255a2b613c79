package dev.corkboard.readmodel.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class PackedTest {

  @Test
  void whatIsPackedIsTheSameWhenItIsUnpackedAndIsPackedOnce() throws IOException {
    byte[] plain = "{\"name\": \"Water the plants\"}".repeat(100).getBytes();
    Packed packed = new Packed(plain);
    byte[] zipped = packed.zipped().orElseThrow();
    assertThat(zipped.length).isLessThan(plain.length / 4);
    assertThat(new GZIPInputStream(new ByteArrayInputStream(zipped)).readAllBytes()).isEqualTo(plain);
    assertThat(packed.zipped().orElseThrow()).isSameAs(zipped);
  }

  @Test
  void smallIsNotPacked() {
    assertThat(new Packed(new byte[Packed.SMALL]).zipped()).isEmpty();
    assertThat(new Packed(new byte[Packed.SMALL + 1]).zipped()).isPresent();
  }

  @Test
  void bothFormsTakeNoMoreThanWasReckoned() {
    for (int size : new int[]{10, 1_025, 2_000, 16_384, 16_385, 100_000}) {
      for (byte[] plain : new byte[][]{new byte[size], noise(size)}) {
        Packed packed = new Packed(plain);
        int both = plain.length + packed.zipped().map(zipped -> zipped.length).orElse(0);
        assertThat(packed.mostBytes()).isGreaterThanOrEqualTo(both);
      }
    }
    assertThat(new Packed(noise(100_000)).zipped()).isEmpty();
  }

  private static byte[] noise(int size) {
    byte[] noise = new byte[size];
    new Random(7).nextBytes(noise);
    return noise;
  }
}
