package dev.corkboard.service.mail;

import dev.corkboard.service.reminder.Messages.Line;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Some tasks of a mail, as text and as HTML: each with its link, its state, its sprint and when it was due. At most
 * {@code most} are shown, of {@code total} that there are.
 */
record TaskLines(String title, boolean alarming, List<Line> tasks, int most, int total, LocalDate today,
    Map<String, String> sprints, String base) {

  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEE d MMM uuuu", Locale.ENGLISH);

  boolean isEmpty() {
    return tasks.isEmpty();
  }

  String text() {
    StringBuilder text = new StringBuilder("\n").append(title).append("\n\n");
    for (Line task : shown())
      text.append("- ").append(Plain.line(task.name())).append("\n  ")
          .append(late(task).map(it -> it + ", ").orElse(""))
          .append(facts(task)).append("\n  ").append(url(task)).append('\n');
    if (!more().isEmpty()) text.append(more()).append('\n');
    return text.toString();
  }

  String html() {
    StringBuilder rows = new StringBuilder();
    for (Line task : shown())
      rows.append(Html.row(url(task), Plain.line(task.name()), facts(task), late(task).orElse("")));
    return Html.heading(title, alarming) + Html.rows(rows.toString())
        + (more().isEmpty() ? "" : Html.paragraph(more()));
  }

  private List<Line> shown() {
    return tasks.subList(0, Math.min(most, tasks.size()));
  }

  private String more() {
    int more = total - shown().size();
    return more > 0 ? "and " + more + " more" : "";
  }

  private Optional<String> late(Line task) {
    return task.due().filter(due -> due.isBefore(today)).map(due -> {
      long days = ChronoUnit.DAYS.between(due, today);
      return "due " + DAY.format(due) + ", " + days + (days == 1 ? " day ago" : " days ago");
    });
  }

  private String facts(Line task) {
    String sprint = task.sprint().map(id -> Optional.ofNullable(sprints.get(id)).map(Plain::line)
        .map(name -> "sprint “" + name + "”").orElse("in a sprint")).orElse("backlog");
    String due = task.due().filter(day -> day.isAfter(today)).map(day -> ", due " + DAY.format(day)).orElse("");
    return status(task.status()) + ", " + sprint + due;
  }

  private static String status(String status) {
    return switch (status) {
      case "todo" -> "to do";
      case "in_progress" -> "in progress";
      default -> Plain.line(status);
    };
  }

  private String url(Line task) {
    return base + "/tasks/" + URLEncoder.encode(task.id(), StandardCharsets.UTF_8).replace("+", "%20");
  }
}
