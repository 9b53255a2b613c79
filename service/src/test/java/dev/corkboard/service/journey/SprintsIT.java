package dev.corkboard.service.journey;

import static dev.corkboard.service.journey.Team.ANNA;
import static dev.corkboard.service.journey.Team.BEN;
import static dev.corkboard.service.journey.Team.BOARD;
import static dev.corkboard.service.journey.Team.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SprintsIT {
  private static final String SPRINTS = "/api/sprints";

  @Test
  void sprintIsCreatedShownChangedAndDeleted() {
    Reply created = ANNA.post(SPRINTS, "{\"name\": \"First\", \"start\": \"2030-01-01\", \"end\": \"2030-01-14\"}")
        .is(201);
    assertThat(created.json().propertyStream().map(Map.Entry::getKey)).containsExactlyInAnyOrder("id", "name",
        "description", "start", "end", "wip", "created_at", "updated_at", "revision");
    assertThat(created.text("description")).isEmpty();
    String sprint = SPRINTS + "/" + created.id();
    assertThat(created.header("Location")).contains(BOARD.url() + sprint);
    assertThat(BEN.after(created).get(sprint).is(200).json()).isEqualTo(created.json());

    Reply changed = BEN.patch(sprint, "{\"start\": null, \"description\": \"Everybody may\"}").is(200);
    assertThat(changed.get("start").isNull()).isTrue();
    assertThat(changed.text("end")).isEqualTo("2030-01-14");
    assertThat(changed.revision()).isEqualTo(2);

    BEN.delete(sprint).isProblem(403, "forbidden");
    Reply deleted = ANNA.delete(sprint).is(204);
    ANNA.after(deleted).get(sprint).isProblem(404, "not-found");
    ROOT.delete(SPRINTS + "/" + sprint("Other").id()).is(204);
  }

  @Test
  void fieldsHaveTheirLimits() {
    ANNA.post(SPRINTS, "{}").isProblem(400, "invalid", "name:required", "end:required");
    ANNA.post(SPRINTS, "{\"name\": \"%s\", \"end\": \"2030-02-29\"}".formatted("n".repeat(101))).isProblem(400,
        "invalid", "name:too-long", "end:invalid-date");
    for (String date : List.of("\"2030-1-1\"", "\"2030-01-01T00:00:00Z\"", "20300101", "\"\"", "\"+2030-01-01\"")) {
      ANNA.post(SPRINTS, "{\"name\": \"n\", \"end\": \"2030-01-01\", \"start\": " + date + "}").is(400);
    }
    ANNA.post(SPRINTS, "{\"name\": \"n\", \"end\": null}").isProblem(400, "invalid", "end:null-not-allowed");
    ANNA.post(SPRINTS, "{\"name\": \"" + "n".repeat(100) + "\", \"end\": \"2030-01-01\", \"start\": \"2030-01-01\"}")
        .is(201);
  }

  @Test
  void sprintDoesNotStartAfterItsEnd() {
    ANNA.post(SPRINTS, "{\"name\": \"n\", \"start\": \"2030-01-02\", \"end\": \"2030-01-01\"}").isProblem(400,
        "invalid", "start:start-after-end");
    Reply sprint = sprint("n");
    ANNA.patch(SPRINTS + "/" + sprint.id(), "{\"start\": \"2031-01-01\"}").isProblem(400, "invalid",
        "start:start-after-end");
    ANNA.patch(SPRINTS + "/" + sprint.id(), "{\"start\": \"2031-01-01\", \"end\": \"2031-01-01\"}").is(200);
    ANNA.patch(SPRINTS + "/" + sprint.id(), "{\"end\": \"2030-12-31\"}").isProblem(400, "invalid",
        "end:start-after-end");
  }

  @Test
  void onlyAnEmptySprintIsDeleted() {
    Reply sprint = sprint("Full");
    String path = SPRINTS + "/" + sprint.id();
    Reply task = ANNA.post("/api/tasks", "{\"name\": \"t\", \"sprint\": \"" + sprint.id() + "\"}").is(201);
    ANNA.delete(path).isProblem(409, "sprint-not-empty");
    ROOT.delete(path).isProblem(409, "sprint-not-empty");
    ANNA.patch("/api/tasks/" + task.id(), "{\"sprint\": null}").is(200);
    ANNA.delete(path).is(204);

    Reply other = sprint("Other");
    Reply gone = ANNA.post("/api/tasks", "{\"name\": \"t\", \"sprint\": \"" + other.id() + "\"}").is(201);
    ANNA.delete("/api/tasks/" + gone.id()).is(204);
    ANNA.delete(SPRINTS + "/" + other.id()).is(204);
  }

  @Test
  void listIsFilteredAndOrdered() {
    Reply late = sprint("Ålesund quokka", "2041-03-01");
    Reply early = sprint("zermatt quokka", "2041-01-01");
    Reply middle = sprint("Basel Quokka", "2041-02-01");
    Client reader = ANNA.after(late, early, middle);
    String list = SPRINTS + "?q=quokka";
    assertThat(names(reader.get(list))).containsExactly("zermatt", "Basel", "Ålesund");
    assertThat(names(reader.get(list + "&ordering=-end"))).containsExactly("Ålesund", "Basel", "zermatt");
    assertThat(names(reader.get(list + "&ordering=name"))).containsExactly("Ålesund", "Basel", "zermatt");
    assertThat(names(reader.get(list + "&ordering=-name"))).containsExactly("zermatt", "Basel", "Ålesund");
    assertThat(names(reader.get(list + "&end_min=2041-02-01"))).containsExactly("Basel", "Ålesund");
    assertThat(names(reader.get(list + "&end_max=2041-02-01"))).containsExactly("zermatt", "Basel");
    assertThat(names(reader.get(list + "&end_min=2041-01-02&end_max=2041-02-28"))).containsExactly("Basel");
    assertThat(names(reader.get(SPRINTS + "?q=quokka+basel"))).containsExactly("Basel");
    for (String bad : List.of("ordering=start", "ordering=", "end_min=2041-2-1", "end_max=tomorrow",
        "ordering=--end")) {
      reader.get(SPRINTS + "?" + bad).isProblem(400, "invalid", bad.substring(0, bad.indexOf('=')) + ":invalid");
    }
  }

  private static List<String> names(Reply list) {
    return list.is(200).results("name").stream().map(name -> name.split(" ")[0]).toList();
  }

  private static Reply sprint(String name) {
    return sprint(name, "2030-01-01");
  }

  private static Reply sprint(String name, String end) {
    return ANNA.post(SPRINTS, "{\"name\": \"%s\", \"end\": \"%s\"}".formatted(name, end)).is(201);
  }
}
