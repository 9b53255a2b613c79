package dev.corkboard.service.http;

import static dev.corkboard.service.http.Right.ADMIN;
import static dev.corkboard.service.http.Right.SIGNED_IN;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.corkboard.readmodel.journal.Position;
import dev.corkboard.readmodel.json.Json;
import dev.corkboard.service.reminder.ReminderOverview;
import dev.corkboard.service.reminder.ReminderReport;
import dev.corkboard.service.reminder.ReminderReport.Day;
import dev.corkboard.service.reminder.ReminderReport.Decided;
import dev.corkboard.service.reminder.ReminderReport.Place;
import dev.corkboard.service.reminder.ReminderReport.Planned;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What became of one's reminders, what is to come and why not; for administrators, of anybody's and of all. */
public final class ReminderRoutes {
  private static final String MINE = "/api/reminders";
  private static final String ALL = "/api/admin/reminders";
  private static final String THEIRS = "/api/admin/users/{username}/reminders";
  private static final Pattern PLACE = Pattern.compile("(-?\\d{1,17}) ([\\x21-\\x7e]{1,200})");

  /** Looks somebody's reminders up. */
  public interface Reports {
    Optional<ReminderReport> of(String username, Optional<LocalDate> date, Optional<Place> after, int limit,
        Instant now);
  }

  private record Shown(String username, String timeZone, int digestHour, boolean digest, LocalDate today, Day day,
      List<Planned> planned, List<Decided> sent, List<Decided> results, Optional<String> next) {}

  private final Reports reports;
  private final Supplier<ReminderOverview> overview;
  private final Reads reads;

  /** {@code views} waits for what reminders know of tasks. */
  public ReminderRoutes(Reports reports, Supplier<ReminderOverview> overview, Consistency.Views views,
      URI publicUrl) {
    this.reports = reports;
    this.overview = overview;
    this.reads = new Reads(new Consistency(views), Position::toString, publicUrl);
  }

  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(MINE, SIGNED_IN, call -> of(call, MINE, call.principal().username().value()))
            .taking("limit", "cursor", "date"),
        Endpoint.get(ALL, ADMIN, call -> Answer.ok(overview.get())),
        Endpoint.get(THEIRS, ADMIN, this::theirs).taking("limit", "cursor", "date"));
  }

  private Answer theirs(Call call) {
    return Filters.username(call.variable(0)).map(user -> of(call, THEIRS.replace("{username}", user.value()),
        user.value())).orElseGet(() -> Problem.notFound().answer());
  }

  private Answer of(Call call, String path, String username) {
    int limit = Paging.limit(call.query());
    Optional<LocalDate> date = Filters.date(call.query(), "date");
    Optional<Place> after = call.query().one("cursor", "a cursor that this list gave", ReminderRoutes::place);
    return call.query().checked(after).then(place -> reads.waiting(call,
        freshness -> reports.of(username, date, place, limit, call.at()).map(report -> page(call, path, report, limit))
            .orElseGet(() -> Problem.notFound().answer())));
  }

  private Answer page(Call call, String path, ReminderReport report, int limit) {
    List<Decided> page = report.decided().subList(0, Math.min(limit, report.decided().size()));
    Optional<String> next = report.decided().size() > limit ? Optional.of(cursor(page.getLast())) : Optional.empty();
    Answer answer = Answer.json(200, Json.bytes(new Shown(report.username(), report.timeZone(), report.digestHour(),
        report.digest(), report.today(), report.day(), report.planned(), report.sent(), page, next)));
    return next.map(cursor -> Paging.withNext(answer, reads.next(call, path, cursor))).orElse(answer);
  }

  private static String cursor(Decided last) {
    String place = ChronoUnit.MICROS.between(Instant.EPOCH, last.dueAt()) + " " + last.messageId();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(place.getBytes(UTF_8));
  }

  private static Optional<Place> place(String cursor) {
    try {
      Matcher place = PLACE.matcher(new String(Base64.getUrlDecoder().decode(cursor), UTF_8));
      if (!place.matches()) return Optional.empty();
      return Optional.of(
          new Place(Instant.EPOCH.plus(Long.parseLong(place.group(1)), ChronoUnit.MICROS), place.group(2)));
    } catch (IllegalArgumentException notOurs) {
      return Optional.empty();
    }
  }
}
