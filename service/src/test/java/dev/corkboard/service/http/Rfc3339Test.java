package dev.corkboard.service.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Rfc3339Test {

  @ParameterizedTest
  @CsvSource({"2026-11-21T07:00:00Z, 2026-11-21T07:00:00Z", "2026-11-21t07:00:00z, 2026-11-21T07:00:00Z",
      "2026-11-21T07:00:00.5Z, 2026-11-21T07:00:00.5Z", "2026-11-21T07:00:00.05Z, 2026-11-21T07:00:00.05Z",
      "2026-11-21T07:00:00.1239999999999Z, 2026-11-21T07:00:00.123Z",
      "2026-11-21T07:00:00+02:00, 2026-11-21T05:00:00Z", "2026-11-21T07:00:00.250-11:30, 2026-11-21T18:30:00.25Z",
      "2026-11-21T07:00:00-00:00, 2026-11-21T07:00:00Z", "2026-11-21T07:00:00+23:59, 2026-11-20T07:01:00Z",
      "2028-02-29T00:00:00Z, 2028-02-29T00:00:00Z", "0000-01-01T00:00:00Z, 0000-01-01T00:00:00Z",
      "9999-12-31T23:59:59.999Z, 9999-12-31T23:59:59.999Z"})
  void instantIsRead(String text, Instant instant) {
    assertThat(Rfc3339.parse(text)).contains(instant);
  }

  /** Two of them are RFC 3339's own examples. */
  @ParameterizedTest
  @CsvSource({"1990-12-31T23:59:60Z, 1991-01-01T00:00:00Z", "1990-12-31T15:59:60-08:00, 1991-01-01T00:00:00Z",
      "2015-06-30T23:59:60.25Z, 2015-07-01T00:00:00.25Z"})
  void leapSecondIsTheFirstSecondOfTheNextDay(String text, Instant instant) {
    assertThat(Rfc3339.parse(text)).contains(instant);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-11-21T07:00:00+02", "2026-11-21T07:00:00+0200", "2026-11-21T07:00:00+2:00",
      "2026-11-21T07:00:00+02:00:00", "2026-11-21T07:00:00+24:00", "2026-11-21T07:00:00+02:60", "2026-11-21T07:00Z",
      "2026-11-21T07Z", "2026-11-21T7:00:00Z", "2026-11-21 07:00:00Z", "2026-11-21T07:00:00", "2026-11-21",
      "20261121T070000Z", "2026-11-21T07:00:00.Z", "2026-11-21T07:00:00,5Z", "2026-02-29T00:00:00Z",
      "2026-11-31T00:00:00Z", "2026-11-21T24:00:00Z", "2026-11-21T07:60:00Z", "2026-11-21T07:00:61Z",
      "2026-11-21T23:59:60Z", "2026-12-31T22:59:60Z", "2026-12-31T23:59:60+01:00", "+2026-11-21T07:00:00Z",
      "-2026-11-21T07:00:00Z", "10000-01-01T00:00:00Z", "2026-W47-6T07:00:00Z", "2026-325T07:00:00Z",
      "2026-11-21T07:00:00Z[UTC]", "2026-11-21T07:00:00Z ", " 2026-11-21T07:00:00Z", "\u0662026-11-21T07:00:00Z",
      "now", ""})
  void anythingElseIsRefused(String text) {
    assertThat(Rfc3339.parse(text)).isEmpty();
  }

  @Test
  void instantsOfOurYearsAreTaken() {
    assertThat(Reader.parseInstant("0000-12-31T23:59:59Z")).isEmpty();
    assertThat(Reader.parseInstant("0001-01-01T00:00:00+01:00")).isEmpty();
    assertThat(Reader.parseInstant("9999-12-31T23:59:59-01:00")).isEmpty();
    assertThat(Reader.parseInstant("0001-01-01T00:00:00Z")).contains(Instant.parse("0001-01-01T00:00:00Z"));
  }
}
