package dev.corkboard.service.mail;

import dev.corkboard.service.reminder.Messages.Line;
import dev.corkboard.service.reminder.Messages.Message;
import dev.corkboard.service.reminder.Messages.PasswordReset;
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

/** What mails say, as text and as HTML. Every value goes through {@link #escape} on its way into HTML. */
final class MailTemplates {
  private static final int MOST_TASKS = 50;
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEEE, d MMMM uuuu", Locale.ENGLISH);
  private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm 'UTC'",
      Locale.ENGLISH);

  private static final String PAGE = """
      <!doctype html>
      <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>%s</title></head>
      <body style="margin:0;padding:24px;background:#f4f4f1;color:#222;font:16px/1.5 -apple-system,Segoe UI,Roboto,Arial,sans-serif">
      <table role="presentation" width="100%%" cellspacing="0" cellpadding="0"><tr><td align="center">
      <table role="presentation" width="600" cellspacing="0" cellpadding="0" style="max-width:600px;width:100%%;background:#fff;border-radius:8px"><tr><td style="padding:24px">
      <h1 style="margin:0 0 4px;font-size:20px">%s</h1>
      %s
      </td></tr></table></td></tr></table></body></html>
      """;

  private final String base;

  MailTemplates(URI publicUrl) {
    base = publicUrl.toString().replaceFirst("/+$", "");
  }

  Mail render(Message message) {
    return switch (message) {
      case Reminder digest when digest.kind().equals("digest") -> digest(digest);
      case Reminder reminder -> task(reminder);
      case PasswordReset reset -> passwordReset(reset);
    };
  }

  private Mail digest(Reminder digest) {
    int today = digest.tasks().size();
    int late = digest.overdue().size();
    String subject = today + (today == 1 ? " task" : " tasks") + " due today"
        + (late == 0 ? "" : ", " + late + " overdue");
    String text = subject + "\n" + day(digest.date(), digest.user()) + "\n\nDue today\n" + text(digest.tasks())
        + (late == 0 ? "" : "\nOverdue\n" + text(digest.overdue())) + footer(digest.user());
    String html = paragraph(day(digest.date(), digest.user())) + heading("Due today") + html(digest.tasks())
        + (late == 0 ? "" : heading("Overdue") + html(digest.overdue())) + paragraph(footer(digest.user()));
    return mail(subject, text, html);
  }

  private Mail task(Reminder reminder) {
    String subject = "Reminder: " + reminder.tasks().stream().map(Line::name).findFirst().orElse("a task");
    String text = "You asked to be reminded, " + day(reminder.date(), reminder.user()) + ":\n\n"
        + text(reminder.tasks())
        + footer(reminder.user());
    String html = paragraph("You asked to be reminded, " + day(reminder.date(), reminder.user()) + ":")
        + html(reminder.tasks()) + paragraph(footer(reminder.user()));
    return mail(subject, text, html);
  }

  private Mail passwordReset(PasswordReset reset) {
    String subject = "Choose a new password";
    String link = base + "/password/reset?token=" + encode(reset.token());
    String until = MINUTE.format(reset.expiresAt().atZone(ZoneOffset.UTC));
    String call = "POST " + base + "/auth/password/reset/confirm";
    String body = "{\"token\": \"" + reset.token() + "\", \"new_password\": \"...\"}";
    String who = "Somebody, hopefully you, asked for a new password for " + reset.user().username() + ".";
    String how = "The link works once, until " + until + ". If it was not you, ignore this mail: nothing changes.";
    String program = "Without a web page, send this token with your new password:";
    String text = who + "\n\n" + link + "\n\n" + how + "\n\n" + program + "\n\n" + reset.token() + "\n\n" + call + "\n"
        + body + "\n";
    return mail(subject, text, paragraph(who) + markup(link(link, subject)) + paragraph(how) + paragraph(program)
        + paragraph(reset.token()) + paragraph(call) + paragraph(body));
  }

  private static Mail mail(String subject, String text, String body) {
    return new Mail(subject, text, PAGE.formatted(escape(subject), escape(subject), body));
  }

  private static String day(LocalDate date, Person user) {
    return DAY.format(date) + " (" + user.timeZone() + ")";
  }

  private String footer(Person user) {
    return "\nYou get this as " + user.username() + " of the board at " + base + "\n";
  }

  private String text(List<Line> tasks) {
    StringBuilder text = new StringBuilder();
    for (Line task : shown(tasks))
      text.append("- ").append(task.name()).append(" (").append(facts(task)).append(")\n  ").append(url(task))
          .append('\n');
    if (tasks.size() > MOST_TASKS) text.append("and ").append(tasks.size() - MOST_TASKS).append(" more\n");
    return text.toString();
  }

  private String html(List<Line> tasks) {
    StringBuilder html = new StringBuilder("<ul style=\"margin:0;padding-left:20px\">\n");
    for (Line task : shown(tasks))
      html.append("<li style=\"margin:0 0 8px\">").append(link(url(task), task.name()))
          .append("<br><span style=\"color:#666;font-size:14px\">").append(escape(facts(task)))
          .append("</span></li>\n");
    html.append("</ul>\n");
    if (tasks.size() > MOST_TASKS) html.append(paragraph("and " + (tasks.size() - MOST_TASKS) + " more"));
    return html.toString();
  }

  private static List<Line> shown(List<Line> tasks) {
    return tasks.subList(0, Math.min(MOST_TASKS, tasks.size()));
  }

  private static String facts(Line task) {
    String status = task.status().replace('_', ' ');
    return status + task.due().map(due -> ", due " + due).orElse("") + (task.sprint().isPresent() ? "" : ", backlog");
  }

  private String url(Line task) {
    return base + "/tasks/" + encode(task.id());
  }

  private static String encode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static String heading(String text) {
    return "<h2 style=\"margin:20px 0 8px;font-size:16px\">" + escape(text) + "</h2>\n";
  }

  private static String paragraph(String text) {
    return markup(escape(text));
  }

  private static String markup(String html) {
    return "<p style=\"margin:8px 0;color:#666;font-size:14px\">" + html + "</p>\n";
  }

  private static String link(String url, String text) {
    return "<a style=\"color:#0b5cad\" href=\"" + escape(url) + "\">" + escape(text) + "</a>";
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;").replace("'",
        "&#39;");
  }
}
