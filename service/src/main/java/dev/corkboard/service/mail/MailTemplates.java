package dev.corkboard.service.mail;

import dev.corkboard.domain.reminder.Listing;
import dev.corkboard.service.reminder.Messages.Invitation;
import dev.corkboard.service.reminder.Messages;
import dev.corkboard.service.reminder.Messages.Line;
import dev.corkboard.service.reminder.Messages.Message;
import dev.corkboard.service.reminder.Messages.ConfirmEmail;
import dev.corkboard.service.reminder.Messages.PasswordReset;
import dev.corkboard.service.reminder.Messages.Secret;
import dev.corkboard.service.reminder.Messages.Person;
import dev.corkboard.service.reminder.Messages.Reminder;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What mails say, as text and as HTML. */
final class MailTemplates {
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEEE, d MMMM uuuu", Locale.ENGLISH);
  private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm 'UTC'",
      Locale.ENGLISH);

  private final String base;
  private final MailFacts facts;

  MailTemplates(URI publicUrl, MailFacts facts) {
    this.base = publicUrl.toString();
    this.facts = facts;
  }

  Mail render(Message message) {
    return switch (message) {
      case Reminder digest when digest.kind().equals(Messages.DIGEST) -> digest(digest);
      case Reminder reminder -> task(reminder);
      case PasswordReset reset -> passwordReset(reset);
      case ConfirmEmail confirm -> confirmEmail(confirm);
      case Invitation invitation -> invitation(invitation);
    };
  }

  private Mail digest(Reminder digest) {
    int today = digest.due();
    int late = digest.late();
    String subject = today + (today == 1 ? " task" : " tasks") + " due today"
        + (late == 0 ? "" : ", " + late + " overdue");
    Listing listed = Listing.inMail(today, late);
    Map<String, String> sprints = sprints(digest);
    TaskLines due = new TaskLines("Due today", false, digest.tasks(), listed.due(), today, digest.date(), sprints,
        base);
    TaskLines overdue = new TaskLines("Overdue", true, digest.overdue(), listed.overdue(), late, digest.date(),
        sprints, base);
    return reminder(subject, day(digest.date(), digest.user()), Stream.of(due, overdue), digest.user(),
        facts.digestSwitch(digest.user().username()), names(digest.tasks()));
  }

  /** Whoever set the reminder wants this one; nothing is switched off by it. */
  private Mail task(Reminder reminder) {
    String name = reminder.tasks().stream().map(Line::name).map(Plain::line).findFirst().orElse("a task");
    String intro = "Somebody, perhaps you, set this reminder for you, " + day(reminder.date(), reminder.user());
    TaskLines task = new TaskLines("The task", false, reminder.tasks(), Listing.IN_MAIL, reminder.due(),
        reminder.date(),
        sprints(reminder), base);
    return reminder("Reminder: " + name, intro, Stream.of(task), reminder.user(), Optional.empty(), "");
  }

  private Mail reminder(String subject, String intro, Stream<TaskLines> lists, Person user, Optional<String> off,
      String summary) {
    List<TaskLines> filled = lists.filter(list -> !list.isEmpty()).toList();
    String who = "You get this as " + user.username() + " of the board at ";
    String text = subject + "\n" + intro + "\n" + filled.stream().map(TaskLines::text).collect(Collectors.joining())
        + "\n-- \n" + who + base + "\n" + off.map(url -> "Switch the daily digest off: " + url + "\n").orElse("");
    String html = Html.paragraph(intro) + filled.stream().map(TaskLines::html).collect(Collectors.joining())
        + Html.gap() + Html.markup(Html.escape(who) + Html.link(base, base))
        + off.map(url -> Html.markup(Html.link(url, "Switch the daily digest off"))).orElse("");
    return new Mail(subject, text, Html.page(subject, summary.isEmpty() ? intro : summary, html), off);
  }

  private Mail passwordReset(PasswordReset reset) {
    return secret(reset, "Choose a new password",
        "Somebody, hopefully you, asked for a new password for " + reset.user().username() + ".",
        "If it was not you, ignore this mail: nothing changes.", "/reset?token=",
        "Without a web page, send this token with your new password:", "/auth/password/reset/confirm",
        "{\"token\": \"" + reset.token() + "\", \"new_password\": \"...\"}");
  }

  private Mail confirmEmail(ConfirmEmail confirm) {
    return secret(confirm, "Confirm your address", "Somebody, hopefully you, gave this address for "
        + confirm.user().username() + " of the board at " + base + ".",
        "If it was not you, ignore this mail: nothing changes.", "/confirm?token=",
        "Without a web page, send this token:", "/auth/email/confirm", "{\"token\": \"" + confirm.token() + "\"}");
  }

  private Mail invitation(Invitation invitation) {
    return secret(invitation, "Join the board", Plain.line(invitation.invitedBy()) + " invites you to the board at "
        + base + ". Choose a name and a password there.", "If you do not want to, ignore this mail: nothing happens.",
        "/signup?invitation=", "Without a web page, send this token when you sign up:", "/auth/signup",
        "{\"invitation\": \"" + invitation.token() + "\", \"email\": \"" + invitation.user().email()
            + "\", \"username\": \"...\", \"password\": \"...\"}");
  }

  /**
   * @param page the address of the page that takes the token, up to the token
   * @param program what to do without the page: send this body to that endpoint
   */
  private Mail secret(Secret message, String subject, String who, String otherwise, String page, String program,
      String endpoint, String body) {
    String link = base + page + URLEncoder.encode(message.token(), StandardCharsets.UTF_8);
    String until = MINUTE.format(message.expiresAt().atZone(ZoneOffset.UTC));
    String call = "POST " + base + endpoint;
    String how = "The link works once, until " + until + ". " + otherwise;
    String text = who + "\n\n" + link + "\n\n" + how + "\n\n" + program + "\n\n" + message.token() + "\n\n" + call
        + "\n" + body + "\n";
    String html = Html.paragraph(who) + Html.markup(Html.link(link, subject)) + Html.paragraph(how)
        + Html.paragraph(program) + Html.paragraph(message.token()) + Html.paragraph(call) + Html.paragraph(body);
    return new Mail(subject, text, Html.page(subject, who, html), Optional.empty());
  }

  private Map<String, String> sprints(Reminder reminder) {
    Set<String> ids = Stream.concat(reminder.tasks().stream(), reminder.overdue().stream())
        .flatMap(task -> task.sprint().stream()).collect(Collectors.toSet());
    return ids.isEmpty() ? Map.of() : facts.sprintNames(ids);
  }

  private static String names(List<Line> tasks) {
    return tasks.stream().limit(5).map(Line::name).map(Plain::line).collect(Collectors.joining(" · "));
  }

  /** The zone's name comes from the account, but the message from the broker. */
  private static String day(LocalDate date, Person user) {
    return DAY.format(date) + " (" + Plain.line(user.timeZone()) + ")";
  }
}
