package dev.corkboard.service;

import dev.corkboard.domain.Origin;
import dev.corkboard.domain.Patch;
import dev.corkboard.domain.Username;
import dev.corkboard.domain.post.PostCommand;
import dev.corkboard.domain.post.PostContent;
import dev.corkboard.domain.post.PostId;
import dev.corkboard.domain.sprint.SprintCommand;
import dev.corkboard.domain.sprint.SprintContent;
import dev.corkboard.domain.sprint.SprintId;
import dev.corkboard.domain.sprint.WipLimits;
import dev.corkboard.domain.task.NewTask;
import dev.corkboard.domain.task.SprintFact;
import dev.corkboard.domain.task.TaskCommand;
import dev.corkboard.domain.task.TaskContent;
import dev.corkboard.domain.task.TaskFacts;
import dev.corkboard.domain.task.TaskId;
import dev.corkboard.domain.task.TaskPriority;
import dev.corkboard.domain.task.TaskStatus;
import dev.corkboard.domain.tweet.TweetCommand;
import dev.corkboard.domain.tweet.TweetContent;
import dev.corkboard.domain.tweet.TweetId;
import dev.corkboard.service.auth.NewAccount;
import dev.corkboard.service.id.Ids;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.UUID;

/** A small team's board with a past: it built a greenhouse monitor for the last week and a half. */
final class DemoData {

  /** A person of the team. */
  private record Person(String username, String first, String last, String zone) {
    Username name() {
      return new Username(username);
    }
  }

  /** A sprint with its dates. */
  private record Sprint(SprintId id, LocalDate end) {}

  private static final Person ANNA = new Person("anna", "Anna", "Keller", "Europe/Berlin");
  private static final Person BEN = new Person("ben", "Ben", "Okafor", "Africa/Lagos");
  private static final Person CHIARA = new Person("chiara", "Chiara", "Russo", "Europe/Rome");
  private static final Person DEV = new Person("dev", "Dev", "Sharma", "Asia/Kolkata");
  private static final Person EMI = new Person("emi", "Emi", "Tanaka", "Asia/Tokyo");
  private static final List<Person> TEAM = List.of(ANNA, BEN, CHIARA, DEV, EMI);

  private static final List<Optional<Integer>> ESTIMATES = List.of(Optional.of(3), Optional.of(5), Optional.empty(),
      Optional.of(1), Optional.of(8));
  private static final List<TaskPriority> PRIORITIES = List.of(TaskPriority.NORMAL, TaskPriority.HIGH,
      TaskPriority.NORMAL, TaskPriority.LOW, TaskPriority.NORMAL, TaskPriority.URGENT, TaskPriority.NORMAL);
  private static final WipLimits LIMITS = new WipLimits(Optional.empty(), Optional.of(4), Optional.of(3),
      Optional.empty());
  private static final List<String> DONE = List.of("Order the humidity sensors", "Wire the first test bench",
      "Read sensors over I2C", "Choose a case that survives water", "Store a reading every minute",
      "Draw the first chart", "Label the cables", "Ask the growers what they look at first");
  private static final List<String> TESTING = List.of("Warn when the vents stay shut",
      "Calibrate against the old thermometer",
      "Keep readings while the network is away");
  private static final List<String> IN_PROGRESS = List.of("Show all houses on one page", "Send the night report",
      "Run a week on one battery", "Write the installation guide");
  private static final List<String> TODO = List.of("Let growers name their houses", "Export readings as CSV",
      "Replace the flaky USB hub", "Invite two growers to try it");
  private static final List<String> NEXT = List.of("Water by schedule", "Forecast frost from the last nights",
      "Photograph the seedlings daily", "Alarm by text message", "Compare two seasons");
  private static final List<String> BACKLOG = List.of("Solar panel for the far house", "Measure light as well",
      "Spanish translation", "Public page for visitors", "Move the wiki over", "Price list for kits");

  private final Node node;
  private final Instant now;
  private final LocalDate today;
  private int made;

  DemoData(Node node) {
    this.node = node;
    this.now = node.clock().instant().truncatedTo(ChronoUnit.MILLIS);
    this.today = LocalDate.ofInstant(now, ZoneOffset.UTC);
  }

  void make() {
    for (Person person : TEAM) {
      node.accounts().createConfirmed(new NewAccount(person.username(), person.username() + "@greenhouse.example",
          UUID.randomUUID().toString(), person.first(), person.last(), person.zone()));
    }
    Sprint current = sprint(ANNA, "Greenhouse, first light", "Readings from every house, on one page.", 10, 5);
    Sprint next = sprint(ANNA, "Greenhouse, hands off", "It waters and warns by itself.", 2, 19);
    DONE.forEach(name -> task(name, Optional.of(current), TaskStatus.DONE));
    TESTING.forEach(name -> task(name, Optional.of(current), TaskStatus.TESTING));
    IN_PROGRESS.forEach(name -> task(name, Optional.of(current), TaskStatus.IN_PROGRESS));
    TODO.forEach(name -> task(name, Optional.of(current), TaskStatus.TODO));
    NEXT.forEach(name -> task(name, Optional.of(next), TaskStatus.TODO));
    BACKLOG.forEach(name -> task(name, Optional.empty(), TaskStatus.TODO));
    posts();
    tweets();
  }

  private Sprint sprint(Person by, String name, String description, int daysAgo, int daysToEnd) {
    Instant at = ago(daysAgo, 2);
    SprintId id = new SprintId(Ids.at(at));
    LocalDate start = today.minusDays(daysAgo).plusDays(daysToEnd > 14 ? daysAgo + 6 : 0);
    LocalDate end = today.plusDays(daysToEnd);
    node.writes().sprints().gateway().send(id.value(), new SprintCommand.Create(id,
        new SprintContent(name, description, Optional.of(start), end, Optional.of(LIMITS)), origin(by, at)));
    return new Sprint(id, end);
  }

  /** Each task is written down first and then goes on, a day a step, so that the board has a history. */
  private void task(String name, Optional<Sprint> sprint, TaskStatus status) {
    int number = made++;
    Person creator = TEAM.get(number % TEAM.size());
    Optional<Username> assignee = sprint.map(any -> TEAM.get((number + 2) % TEAM.size()).name());
    Optional<LocalDate> due = sprint.map(any -> today.plusDays(number % 7 - 1));
    Instant at = ago(9 - number % 4, 1);
    TaskId id = new TaskId(Ids.at(at));
    NewTask task = new NewTask(name, "", sprint.map(Sprint::id), TaskStatus.TODO,
        OptionalDouble.of((number + 1) * 1024.0),
        assignee, Optional.empty(), due, Optional.empty(), Optional.empty(),
        List.of(number % 3 == 0 ? "hardware" : "software"),
        ESTIMATES.get(number % ESTIMATES.size()), PRIORITIES.get(number % PRIORITIES.size()));
    Optional<SprintFact> fact = sprint.map(it -> new SprintFact(it.id(), it.end()));
    node.writes().tasks().gateway().send(id.value(),
        new TaskCommand.Create(id, node.writes().numbers().next(), task, task.order().getAsDouble(),
            origin(creator, at),
            new TaskFacts(today, fact, true)));
    Person worker = TEAM.get((number + 2) % TEAM.size());
    int day = 8 - number % 4;
    for (TaskStatus step : List.of(TaskStatus.IN_PROGRESS, TaskStatus.TESTING, TaskStatus.DONE)) {
      if (step.compareTo(status) > 0) break;
      Instant then = ago(day, 0);
      node.writes().tasks().gateway().send(id.value(), new TaskCommand.Change(id, Patch.<TaskContent>of("status", step),
          OptionalLong.empty(), origin(worker, then),
          new TaskFacts(LocalDate.ofInstant(then, ZoneOffset.UTC), fact, true)));
      day -= 2;
    }
  }

  private void posts() {
    post(ANNA, 9, "Why we do this", "Three growers lost a house each to one cold night. A sensor costs less than a tray"
        + " of seedlings; what was missing is somebody who looks at it at four in the morning.");
    post(CHIARA, 5, "What the growers told us", "They want one number for each house, large, and a colour. The chart is"
        + " for the winter, when there is time to read it.");
    post(DEV, 1, "Battery life, measured", "Reading every minute: 11 days. Reading every five: 39 days. Sending is what"
        + " costs, so readings now wait for each other.");
  }

  private void post(Person by, int daysAgo, String title, String content) {
    Instant at = ago(daysAgo, 3);
    PostId id = new PostId(Ids.at(at));
    node.writes().posts().gateway().send(id.value(),
        new PostCommand.Create(id, new PostContent(title, content), origin(by, at)));
  }

  private void tweets() {
    tweet(EMI, 8, "First reading from house 2: 18.4 °C. It works!");
    tweet(BEN, 6, "Whoever labelled the cables: thank you.");
    tweet(CHIARA, 4, "Demo for the growers on Thursday at ten. Coffee is on me.");
    tweet(DEV, 2, "The USB hub is innocent. It was the power supply.");
    tweet(ANNA, 0, "Five days left in the sprint; let us finish what is in testing first.");
  }

  private void tweet(Person by, int daysAgo, String text) {
    Instant at = ago(daysAgo, 1);
    TweetId id = new TweetId(Ids.at(at));
    node.writes().tweets().gateway().send(id.value(),
        new TweetCommand.Create(id, new TweetContent(text), origin(by, at)));
  }

  private Instant ago(int days, int hours) {
    return now.minus(Duration.ofDays(days).plusHours(hours));
  }

  private static Origin origin(Person by, Instant at) {
    return new Origin(by.name(), false, at, "demo-data");
  }
}
