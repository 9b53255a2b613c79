package dev.corkboard.domain.reminder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corkboard.domain.reminder.DigestPlan.Step;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DigestPlanTest {
  private static final LocalDate NOV_21 = LocalDate.parse("2026-11-21");

  @ParameterizedTest
  @CsvSource({
      "UTC, 7, 2026-11-21, 2026-11-21T07:00:00Z",
      "Asia/Kathmandu, 7, 2026-11-21, 2026-11-21T01:15:00Z",
      "Pacific/Kiritimati, 7, 2026-11-21, 2026-11-20T17:00:00Z",
      "Etc/GMT+12, 7, 2026-11-21, 2026-11-21T19:00:00Z",
      "America/St_Johns, 7, 2026-11-21, 2026-11-21T10:30:00Z",
      // no 2 o'clock on the day that the clocks go forward, two of them when they go back
      "Europe/Berlin, 2, 2027-03-28, 2027-03-28T01:00:00Z",
      "Europe/Berlin, 2, 2026-10-25, 2026-10-25T00:00:00Z",
      "Europe/Berlin, 7, 2027-03-28, 2027-03-28T05:00:00Z",
      "Europe/Berlin, 7, 2026-10-25, 2026-10-25T06:00:00Z",
      // half an hour is left out
      "Australia/Lord_Howe, 2, 2026-10-04, 2026-10-03T15:30:00Z",
      // no midnight
      "America/Santiago, 0, 2026-09-06, 2026-09-06T04:00:00Z",
      // midnight came twice, and between them the day before again
      "America/St_Johns, 0, 2010-11-07, 2010-11-07T02:30:00Z",
      "No/Such_Zone, 7, 2026-11-21, 2026-11-21T07:00:00Z"})
  void morningIsWhereThePersonIs(String zone, int hour, LocalDate date, Instant expected) {
    assertThat(Morning.of(zone, hour).on(date)).isEqualTo(expected);
  }

  @Test
  void somebodyNewWaitsForTheNextMorning() {
    Morning utc = Morning.of("UTC", 7);
    assertThat(DigestPlan.first(utc, Set.of(), Instant.parse("2026-11-21T06:59:59Z")).nextDate())
        .isEqualTo(NOV_21);
    assertThat(DigestPlan.first(utc, Set.of(), Instant.parse("2026-11-21T07:00:00Z")).nextDate())
        .isEqualTo(NOV_21.plusDays(1));
  }

  @Test
  void nothingIsDecidedBeforeItsHour() {
    Step step = step(plan("UTC", 7, NOV_21), Morning.of("UTC", 7), Instant.parse("2026-11-21T06:59:59.999Z"));
    assertThat(step.decided()).isEmpty();
    assertThat(step.next()).isEqualTo(plan("UTC", 7, NOV_21));
  }

  @Test
  void downtimeIsMadeUpOnTheSameDateAndOlderDatesAreMissed() {
    Step step = step(plan("UTC", 7, NOV_21), Morning.of("UTC", 7), Instant.parse("2026-11-23T22:00:00Z"));
    assertThat(step.missed()).containsExactly(NOV_21, NOV_21.plusDays(1));
    assertThat(step.decided()).containsExactly(NOV_21.plusDays(2));
    assertThat(step.next().nextAt()).isEqualTo("2026-11-24T07:00:00Z");
  }

  @Test
  void datesThatAreOverBeforeTheirMorningAreMissed() {
    Step step = step(plan("UTC", 7, NOV_21), Morning.of("UTC", 7), Instant.parse("2026-11-22T06:00:00Z"));
    assertThat(step.missed()).containsExactly(NOV_21);
    assertThat(step.decided()).isEmpty();
    assertThat(step.next().nextAt()).isEqualTo("2026-11-22T07:00:00Z");
  }

  @Test
  void aDowntimeOfYearsIsRecordedOnlyForOne() {
    Step step = step(plan("UTC", 7, NOV_21.minusYears(20)), Morning.of("UTC", 7),
        Instant.parse("2026-11-21T08:00:00Z"));
    assertThat(step.missed()).hasSize(366);
    assertThat(step.decided()).containsExactly(NOV_21);
  }

  @Test
  void aDateThatTheZoneLeftOutIsNeitherDecidedNorMissed() {
    Morning apia = Morning.of("Pacific/Apia", 7);
    LocalDate before = LocalDate.parse("2011-12-29");
    Step step = step(new DigestPlan(before, apia.on(before), Optional.empty()), apia, apia.on(before));
    assertThat(step.next().nextDate()).isEqualTo("2011-12-31");
  }

  @Test
  void anEarlierHourBringsTheDigestOfTodayAtOnce() {
    Instant noon = Instant.parse("2026-11-21T12:00:00Z");
    DigestPlan changed = plan("UTC", 18, NOV_21).changed(Morning.of("UTC", 18), Morning.of("UTC", 7),
        Set.of(NOV_21.minusDays(1)), noon);
    assertThat(step(changed, Morning.of("UTC", 7), noon).decided()).containsExactly(NOV_21);
  }

  @Test
  void aLaterHourDoesNotBringASecondDigest() {
    Instant noon = Instant.parse("2026-11-21T12:00:00Z");
    DigestPlan changed = plan("UTC", 7, NOV_21.plusDays(1)).changed(Morning.of("UTC", 7), Morning.of("UTC", 18),
        Set.of(NOV_21), noon);
    assertThat(changed.nextAt()).isEqualTo("2026-11-22T18:00:00Z");
  }

  @Test
  void aDateWithoutADigestIsDecidedAnewWhenItsHourLiesAheadAgain() {
    Instant noon = Instant.parse("2026-11-21T12:00:00Z");
    DigestPlan decided = plan("UTC", 7, NOV_21.plusDays(1));
    DigestPlan later = decided.changed(Morning.of("UTC", 7), Morning.of("UTC", 18), Set.of(), noon);
    assertThat(later).isEqualTo(plan("UTC", 18, NOV_21));
    DigestPlan west = decided.changed(Morning.of("UTC", 7), Morning.of("America/Denver", 7), Set.of(), noon);
    assertThat(west).isEqualTo(plan("America/Denver", 7, NOV_21));
    DigestPlan earlier = decided.changed(Morning.of("UTC", 7), Morning.of("UTC", 6), Set.of(), noon);
    assertThat(earlier).as("its hour has passed").isEqualTo(plan("UTC", 6, NOV_21.plusDays(1)));
  }

  @Test
  void aNewcomerWhoMovesTheHourIntoTheEveningGetsTodays() {
    Instant noon = Instant.parse("2026-11-21T12:00:00Z");
    DigestPlan changed = DigestPlan.first(Morning.of("UTC", 7), Set.of(), noon).changed(Morning.of("UTC", 7),
        Morning.of("UTC", 18), Set.of(), noon);
    assertThat(changed.nextAt()).isEqualTo("2026-11-21T18:00:00Z");
  }

  @Test
  void flyingWestOverTheDateLineDoesNotRepeatADate() {
    // The 21st was decided in Kiritimati; in Honolulu it is still the 20th.
    Instant now = Instant.parse("2026-11-20T18:00:00Z");
    Morning kiritimati = Morning.of("Pacific/Kiritimati", 7);
    Morning honolulu = Morning.of("Pacific/Honolulu", 7);
    DigestPlan changed = plan("Pacific/Kiritimati", 7, NOV_21.plusDays(1)).changed(kiritimati, honolulu,
        Set.of(NOV_21), now);
    assertThat(changed.nextDate()).isEqualTo(NOV_21.plusDays(1));
    assertThat(changed.nextAt()).isEqualTo(honolulu.on(NOV_21.plusDays(1)));
  }

  @Test
  void flyingEastOverTheDateLineLosesNoDate() {
    // At 6 in Honolulu on the 20th, an hour before its digest, it is 6 on the 21st in Kiritimati.
    Instant now = Instant.parse("2026-11-20T16:00:00Z");
    Morning honolulu = Morning.of("Pacific/Honolulu", 7);
    Morning kiritimati = Morning.of("Pacific/Kiritimati", 7);
    LocalDate date = NOV_21.minusDays(1);
    DigestPlan changed = plan("Pacific/Honolulu", 7, date).changed(honolulu, kiritimati,
        Set.of(date.minusDays(1)), now);
    Step step = step(changed, kiritimati, now);
    assertThat(step.decided()).containsExactly(date);
    assertThat(step.missed()).isEmpty();
    assertThat(step.next().nextAt()).isEqualTo("2026-11-20T17:00:00Z");
  }

  @Test
  void whoeverMovesAboutIsAskedAboutEveryDateAtItsHourUntilItsDigestIsSent() {
    List<String> zones = ZoneId.getAvailableZoneIds().stream().sorted().toList();
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      Instant now = Instant.parse("2026-01-01T00:00:00Z").plusSeconds(random.nextInt(86_400 * 300));
      Morning morning = morning(random, zones);
      DigestPlan plan = DigestPlan.first(morning, Set.of(), now);
      TreeSet<LocalDate> decided = new TreeSet<>();
      Set<LocalDate> sent = new HashSet<>();
      for (int i = 0; i < 800; i++) {
        Step step = step(plan, morning, now);
        decided.addAll(step.decided());
        step.decided().stream().filter(date -> random.nextBoolean()).forEach(sent::add);
        assertThat(step.missed()).as("seed %s", seed).isEmpty();
        plan = step.next();
        if (random.nextInt(5) > 0) {
          Instant later = now.plus(Duration.ofMinutes(random.nextInt(55))); // less than from 23:00 to midnight
          LocalDate date = morning.dateAt(later);
          boolean comes = morning.has(date) && morning.on(date).isAfter(now) && !morning.on(date).isAfter(later);
          assertThat(!comes || sent.contains(date) || step(plan, morning, later).decided().contains(date))
              .as("seed %s: %s", seed, date).isTrue();
          now = later;
          continue;
        }
        Morning moved = morning(random, zones);
        plan = plan.changed(morning, moved, sent, now);
        morning = moved;
      }
      if (decided.isEmpty()) continue;
      assertThat(decided).as("seed %s", seed)
          .containsExactlyElementsOf(decided.first().datesUntil(decided.last().plusDays(1)).toList());
    }
  }

  @Test
  void aViewThatIsBehindHoldsBackTheDatesThatItDoesNotKnow() {
    Morning utc = Morning.of("UTC", 7);
    Step step = plan("UTC", 7, NOV_21).step(utc, Instant.parse("2026-11-22T06:59:00Z"),
        Instant.parse("2026-11-22T08:00:00Z"));
    assertThat(step.missed()).containsExactly(NOV_21);
    assertThat(step.decided()).isEmpty();
    assertThat(step.next()).isEqualTo(plan("UTC", 7, NOV_21.plusDays(1)));
  }

  private static Step step(DigestPlan plan, Morning morning, Instant now) {
    return plan.step(morning, now, now);
  }

  private static Morning morning(Random random, List<String> zones) {
    return Morning.of(zones.get(random.nextInt(zones.size())), random.nextInt(24));
  }

  private static DigestPlan plan(String zone, int hour, LocalDate date) {
    return new DigestPlan(date, Morning.of(zone, hour).on(date), Optional.empty());
  }
}
