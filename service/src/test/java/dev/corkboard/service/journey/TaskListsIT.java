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
        "\"name\": \"delta\", \"order\": 4, \"due\": \"2030-01-03\", \"status\": \"todo\", \"labels\": [\"x\", \"y z\"], \"estimate\": 3, \"priority\": \"low\"",
        "\"name\": \"Alpha\", \"order\": 3, \"due\": \"2030-01-01\", \"status\": \"done\", \"assigned\": \"ben\", \"estimate\": 5",
        "\"name\": \"charlie\", \"order\": 2.5, \"status\": \"testing\", \"started\": \"2020-01-01\", \"labels\": [\"x\"], \"priority\": \"urgent\"",
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
    assertThat(found("assigned=ben&assigned=anna")).containsExactly("Alpha");
    assertThat(found("unassigned=true")).containsExactly("Bravo", "charlie", "delta");
    assertThat(found("unassigned=false")).containsExactly("Alpha");
    assertThat(found("label=x&label=none")).containsExactly("charlie", "delta");
    assertThat(found("unlabelled=true")).containsExactly("Bravo", "Alpha");
    assertThat(found("created_by=anna")).hasSize(4);
    assertThat(found("created_by=ben")).isEmpty();
    assertThat(found("priority=urgent&priority=low")).containsExactly("charlie", "delta");
    assertThat(found("estimate=5")).containsExactly("Alpha");
    assertThat(found("estimate_min=3&estimate_max=5")).containsExactly("Alpha", "delta");
    assertThat(found("updated_since=2020-01-01T00:00:00%2B01:00")).hasSize(4);
    assertThat(found("updated_since=2999-01-01T00:00:00Z")).isEmpty();
    List<String> numbers = reader.get(TASKS + "?sprint=" + sprint).results("number");
    List<String> ids = reader.get(TASKS + "?sprint=" + sprint).results("id");
    assertThat(found("number=" + numbers.get(1))).containsExactly("charlie");
    assertThat(found("id=" + ids.get(3) + "&id=" + ids.get(0))).containsExactly("Bravo", "delta");
    String other = "01890a5d-ac96-774b-bcce-b302099a8057";
    assertThat(reader.get(TASKS + "?sprint=" + other + "&sprint=" + sprint).results("name")).hasSize(4);
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
    assertOrdered("number", "delta", "Alpha", "charlie", "Bravo");
    assertOrdered("-number", "Bravo", "charlie", "Alpha", "delta");
    assertThat(found("ordering=estimate")).startsWith("delta", "Alpha");
    assertThat(found("ordering=-estimate")).startsWith("Alpha", "delta");
    assertThat(found("ordering=priority")).startsWith("charlie").endsWith("delta");
    assertThat(found("ordering=-priority")).startsWith("delta").endsWith("charlie");
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
        "ordering=-", "number=0", "number=x", "estimate=1001", "estimate_min=-1", "priority=none", "unassigned=1",
        "unlabelled=", "created_by=", "id=x", "updated_since=today")) {
      ANNA.get(TASKS + "?" + bad).isProblem(400, "invalid", bad.substring(0, bad.indexOf('=')) + ":invalid");
    }
    ANNA.get(TASKS + "?number=1&number=2").isProblem(400, "invalid", "number:given-twice");
    ANNA.get(TASKS + "?" + "label=x&".repeat(101)).isProblem(400, "invalid", "label:too-many");
    ANNA.get(TASKS + "?author=anna").isProblem(400, "invalid", "author:unknown-parameter");
  }

  private static List<String> found(String query) {
    return reader.get(TASKS + "?sprint=" + sprint + "&" + query).is(200).results("name");
  }
}
