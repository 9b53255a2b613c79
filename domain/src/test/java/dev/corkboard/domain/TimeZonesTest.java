package dev.corkboard.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeZonesTest {
  private static final Instant WINTER = Instant.parse("2026-01-15T12:00:00Z");

  /** Zones and links of IANA's release 2025b; a later one may have more, and has had no fewer since 1993. */
  @Test
  void allNamesOfIanaAreThere() throws IOException {
    Set<String> missing = new TreeSet<>(
        new String(getClass().getResourceAsStream("/time-zones.txt").readAllBytes()).lines().toList());
    assertThat(missing).hasSize(598);
    Set<String> more = new TreeSet<>(TimeZones.NAMES);
    more.removeAll(missing);
    missing.removeAll(TimeZones.NAMES);
    assertThat(missing).isEmpty();
    assertThat(more).as("names that came after the list of this test").hasSizeLessThan(20)
        .allMatch(name -> name.matches("[A-Z][A-Za-z_]+(/[A-Z][A-Za-z_-]+){1,2}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "Z", "+02:00", "UTC+1", "GMT+1", "UT+01:00", "SystemV/EST5", "SystemV/HST10",
      "europe/berlin", "EUROPE/BERLIN", "utc", "PST", "CST", "IST", "posixrules", "localtime", "posix/Europe/Berlin",
      "right/UTC", "Europe/Berlin ", "Etc/GMT+13", "Europe"})
  void nothingElseIsTaken(String name) {
    assertThat(TimeZones.NAMES).doesNotContain(name);
  }

  @ParameterizedTest
  @CsvSource({"EST, -5", "MST, -7", "HST, -10", "ROC, 8", "GMT+0, 0", "GMT-0, 0", "GMT0, 0", "Factory, 0", "Zulu, 0",
      "Etc/GMT+12, -12", "Etc/GMT-14, 14", "EST5EDT, -5", "Asia/Calcutta, 5", "Europe/Kiev, 2"})
  void zoneIsThatOfTheName(String name, int hours) {
    assertThat(TimeZones.NAMES).contains(name);
    assertThat(TimeZones.of(name).getRules().getOffset(WINTER).getTotalSeconds() / 3600).isEqualTo(hours);
  }

  @Test
  void everyNameHasAZone() {
    for (String name : TimeZones.NAMES)
      assertThat(LocalDate.of(2026, 7, 1).atStartOfDay(TimeZones.of(name)).toLocalDate()).as(name)
          .isEqualTo("2026-07-01");
    assertThat(TimeZones.of("Europe/Berlin")).isEqualTo(ZoneId.of("Europe/Berlin"));
  }

  /** Names that were taken by another release, or by a Java that knew more. */
  @Test
  void nameThatIsNoneAnyMoreHasAZoneStill() {
    assertThat(TimeZones.of("SystemV/EST5").getRules().getOffset(WINTER)).isEqualTo(ZoneOffset.ofHours(-5));
    assertThat(TimeZones.of("Mars/Olympus_Mons")).isEqualTo(ZoneOffset.UTC);
    assertThat(TimeZones.of("")).isEqualTo(ZoneOffset.UTC);
  }
}
