package dev.corkboard.domain;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The names of the IANA time zone database, and their zones. The rules are those of the JDK's copy of it, whose list of
 * names is not quite IANA's: it has left some out since 1.1, and has kept names that IANA dropped in 2020.
 */
public final class TimeZones {

  /** The links as IANA has them since 2024b, and Factory, the zone of a machine that nobody has told where it is. */
  private static final Map<String, ZoneId> NOT_IN_THE_JDK = Map.of(
      "EST", ZoneId.of("America/Panama"), "MST", ZoneId.of("America/Phoenix"), "HST", ZoneId.of("Pacific/Honolulu"),
      "ROC", ZoneId.of("Asia/Taipei"), "GMT+0", ZoneId.of("Etc/GMT"), "GMT-0", ZoneId.of("Etc/GMT"),
      "Factory", ZoneOffset.UTC);
  private static final String NOT_OF_IANA = "SystemV/";

  /** As they are written, capitals and all. Offsets such as +02:00 are none: they know no summer time. */
  public static final Set<String> NAMES = Stream.concat(NOT_IN_THE_JDK.keySet().stream(),
      ZoneId.getAvailableZoneIds().stream().filter(name -> !name.startsWith(NOT_OF_IANA)))
      .collect(Collectors.toUnmodifiableSet());

  private TimeZones() {}

  /**
   * The zone of a name that was taken for one, by this release and this Java or by others: one that is not known (any
   * more) counts as UTC, as it is better to be wrong by hours than to answer nothing.
   */
  public static ZoneId of(String name) {
    return Optional.ofNullable(NOT_IN_THE_JDK.get(name)).orElseGet(() -> inTheJdk(name));
  }

  private static ZoneId inTheJdk(String name) {
    try {
      return ZoneId.of(name);
    } catch (DateTimeException unknown) {
      return ZoneOffset.UTC;
    }
  }
}
