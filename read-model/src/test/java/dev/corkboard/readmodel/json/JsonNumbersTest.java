package dev.corkboard.readmodel.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonNumbersTest {

  @ParameterizedTest
  @CsvSource({"448509152016, 448509152016", "0, 0", "1.5, 1.5", "1e15, 1000000000000000",
      "0.0000152587890625, 0.0000152587890625",
      "4.9e-322, 4.9E-322"})
  void aNumberIsWrittenAsPeopleWould(double number, String text) {
    assertThat(new String(Json.bytes(number), StandardCharsets.UTF_8)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.MIN_VALUE, -Double.MIN_VALUE, Double.MIN_NORMAL, 4.9e-322, 1e-9, 9.9e-10, 0.1, -1e15,
      123456789012345.67})
  void whatIsWrittenCanBeReadAndIsTheSame(double number) throws IOException {
    assertThat(Json.mapper().readTree(Json.bytes(number)).doubleValue()).isEqualTo(number);
  }
}
