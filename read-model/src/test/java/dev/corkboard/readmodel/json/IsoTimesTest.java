package dev.corkboard.readmodel.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class IsoTimesTest {
  private static final long FIRST = Instant.parse("0000-01-01T00:00:00Z").toEpochMilli();
  private static final long LAST = Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli();

  @Test
  void readsAndWritesAsAFormatterDoes() {
    SplittableRandom random = new SplittableRandom(20261126);
    for (int i = 0; i < 20_000; i++) {
      Instant instant = Instant.ofEpochMilli(random.nextLong(FIRST, LAST + 1));
      String text = IsoTimes.ANY_YEAR.format(instant);
      assertThat(IsoTimes.text(instant.plusNanos(random.nextInt(1_000_000)))).isEqualTo(text);
      assertThat(IsoTimes.instant(text)).contains(instant);
      LocalDate date = LocalDate.parse(text.substring(0, 10));
      assertThat(IsoTimes.date(text.substring(0, 10))).contains(date);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-0001-12-31T23:59:59.999Z", "+10000-01-01T00:00:00.000Z"})
  void writesYearsOfOtherLengthsToo(String text) {
    Instant instant = Instant.parse(text);
    assertThat(IsoTimes.text(instant)).isEqualTo(IsoTimes.ANY_YEAR.format(instant));
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-02-30", "2026-13-01", "2026-00-01", "2026-01-00", "2025-02-29"})
  void refusesDatesThatDoNotExist(String text) {
    assertThatThrownBy(() -> IsoTimes.date(text)).isInstanceOf(DateTimeException.class);
    assertThatThrownBy(() -> IsoTimes.instant(text + "T00:00:00.000Z")).isInstanceOf(DateTimeException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"24:00:00.000", "23:60:00.000", "23:59:60.000"})
  void refusesTimesThatDoNotExist(String time) {
    assertThatThrownBy(() -> IsoTimes.instant("2026-01-01T" + time + "Z")).isInstanceOf(DateTimeException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "2026-1-01", "+2026-01-01", "2026-01-01T00:00:00Z", "2026-01-01T00:00:00.000+00:00",
      "２026-01-01", "2026-01-01T00:00:00.000z", "2026/01/01"})
  void leavesOtherFormsAlone(String text) {
    assertThat(IsoTimes.date(text)).isEmpty();
    assertThat(IsoTimes.instant(text)).isEmpty();
  }
}
