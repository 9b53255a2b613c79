package dev.corkboard.service.journey;

import static dev.corkboard.service.journey.Team.ANNA;
import static dev.corkboard.service.journey.Team.BEN;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TaskListsIT {
  private static final String TASKS = "/api/tasks";
  private static String sprint;
  private static Client reader;

  @BeforeAll
  static void write() {
    sprint = ANNA.post("/api/sprints", "{\"name\": \"s\", \"end\": \"2040-01-01\"}").is(201).id();
    Reply last = null;
    for (String task : List.of(
        "\"name\": \"delta\", \"order\": 4, \"due\": \"2030-01-03\", \"status\": \"todo\", \"labels\": [\"x\", \"y z\"]",
        "\"name\": \"Alpha\", \"order\": 3, \"due\": \"2030-01-01\", \"status\": \"done\", \"assigned\": \"ben\"",
        "\"name\": \"charlie\", \"order\": 2.5, \"status\": \"testing\", \"started\": \"2020-01-01\", \"labels\": [\"x\"]",
        "\"name\": \"Bravo\", \"order\": -1, \"due\": \"2030-01-02\", \"status\": \"in_progress\", \"description\": \"wombats\"")) {
      last = ANNA.post(TASKS, "{\"sprint\": \"" + sprint + "\", " + task + "}").is(201);
    }
    reader = BEN.after(last);
    Reply backlog = ANNA.post(TASKS, "{\"name\": \"later wombats\", \"labels\": [\"backlog-only\"]}").is(201);
    reader.after(last, backlog).get(TASKS).is(200);
  }

  @Test
  void tasksAreFiltered() {
    assertThat(found("status=todo")).containsExactly("delta");
    assertThat(found("status=todo&status=done")).containsExactlyInAnyOrder("delta", "Alpha");
    assertThat(found("assigned=ben")).containsExactly("Alpha");
    assertThat(found("assigned=anna")).isEmpty();
    assertThat(found("label=x")).containsExactlyInAnyOrder("delta", "charlie");
    assertThat(found("label=y%20z")).containsExactly("delta");
    assertThat(found("label=X")).isEmpty();
    assertThat(found("due_min=2030-01-02")).containsExactlyInAnyOrder("delta", "Bravo");
    assertThat(found("due_max=2030-01-02")).containsExactlyInAnyOrder("Alpha", "Bravo");
    assertThat(found("due_min=2030-01-02&due_max=2030-01-02")).containsExactly("Bravo");
    assertThat(found("q=wombats")).containsExactly("Bravo");
    assertThat(found("q=bravo%20WOMBATS")).containsExactly("Bravo");
    assertThat(found("q=alpha&status=todo")).isEmpty();
    assertThat(found("backlog=true")).isEmpty();
    assertThat(found("backlog=false")).hasSize(4);
    assertThat(reader.get(TASKS + "?backlog=true&label=backlog-only").results("name")).containsExactly("later wombats");
    assertThat(reader.get(TASKS + "?sprint=01890a5d-ac96-774b-bcce-b302099a8057").is(200).results()).isEmpty();
  }

  @Test
  void tasksAreOrderedAndNullsAreLastInBothDirections() {
    assertThat(found("")).containsExactly("Bravo", "charlie", "Alpha", "delta");
    assertOrdered("order", "Bravo", "charlie", "Alpha", "delta");
    assertOrdered("-order", "delta", "Alpha", "charlie", "Bravo");
    assertOrdered("name", "Alpha", "Bravo", "charlie", "delta");
    assertOrdered("-name", "delta", "charlie", "Bravo", "Alpha");
    assertOrdered("due", "Alpha", "Bravo", "delta", "charlie");
    assertOrdered("-due", "delta", "Bravo", "Alpha", "charlie");
    assertOrdered("created_at", "delta", "Alpha", "charlie", "Bravo");
    assertOrdered("-created_at", "Bravo", "charlie", "Alpha", "delta");
    assertOrdered("updated_at", "delta", "Alpha", "charlie", "Bravo");
    assertThat(found("ordering=completed")).first().isEqualTo("Alpha");
    assertThat(found("ordering=-completed")).first().isEqualTo("Alpha");
    assertThat(found("ordering=started")).startsWith("charlie").endsWith("delta");
    assertThat(found("ordering=-started")).endsWith("charlie", "delta");
  }

  /** At once, and page by page. */
  private static void assertOrdered(String ordering, String... names) {
    assertThat(found("ordering=" + ordering)).containsExactly(names);
    List<String> paged = new ArrayList<>();
    String cursor = "";
    for (int i = 0; i < names.length; i++) {
      Reply page = reader.get(TASKS + "?sprint=" + sprint + "&limit=1&ordering=" + ordering + cursor).is(200);
      paged.addAll(page.results("name"));
      cursor = "&cursor=" + page.text("next");
    }
    assertThat(paged).containsExactly(names);
  }

  @Test
  void badFiltersAreRefused() {
    for (String bad : List.of("sprint=x", "sprint=", "status=doing", "status=TODO", "assigned=a%20b", "backlog=yes",
        "label=", "due_min=soon", "due_max=2030-13-01", "q=" + "x".repeat(201), "q=%00", "ordering=sprint",
        "ordering=-")) {
      ANNA.get(TASKS + "?" + bad).isProblem(400, "invalid", bad.substring(0, bad.indexOf('=')) + ":invalid");
    }
    ANNA.get(TASKS + "?assigned=anna&assigned=ben").isProblem(400, "invalid", "assigned:given-twice");
    ANNA.get(TASKS + "?author=anna").isProblem(400, "invalid", "author:unknown-parameter");
  }

  private static List<String> found(String query) {
    return reader.get(TASKS + "?sprint=" + sprint + "&" + query).is(200).results("name");
  }
}
