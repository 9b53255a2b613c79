package dev.corkboard.service.journey;

import static dev.corkboard.service.journey.Team.ANNA;
import static dev.corkboard.service.journey.Team.BEN;
import static dev.corkboard.service.journey.Team.BOARD;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TaskMovesIT {
  private static final String TASKS = "/api/tasks";

  private final String sprint = sprint("2040-01-01");
  private final String a = task("a");
  private final String b = task("b");
  private final String c = task("c");
  private final String d = task("d");

  @Test
  void newTasksGoToTheEnd() {
    assertThat(column("todo", last(d))).containsExactly("a", "b", "c", "d");
  }

  @Test
  void newTaskGoesAfterWhatWasMovedOrPlacedAMomentAgo() {
    move(a, "{\"after\": \"" + d + "\"}");
    String e = task("e");
    double order = ANNA.patch(path(e), "{}").get("order").asDouble() + 5_000;
    ANNA.patch(path(b), "{\"order\": " + order + "}").is(200);
    String f = task("f");
    assertThat(column("todo", last(f))).containsExactly("c", "d", "a", "e", "b", "f");
  }

  @Test
  void cardThatSomebodyElsePutElsewhereIsNotMoved() {
    Reply theirs = BEN.post(path(a) + "/move", "{\"status\": \"testing\"}").is(200);
    Reply lost = ANNA.ifMatch(1).post(path(a) + "/move", "{\"status\": \"in_progress\"}").isProblem(412, "lost-race");
    assertThat(lost.get("revision").asLong()).isEqualTo(2);
    assertThat(lost.get("conflicts").findValuesAsText("field")).containsExactly("status", "order");
    assertThat(lost.get("conflicts").get(0).get("theirs").asText()).isEqualTo("testing");
    assertThat(lost.get("conflicts").get(0).get("by").asText()).isEqualTo("ben");
    assertThat(ANNA.ifMatch(theirs.revision()).post(path(a) + "/move", "{\"status\": \"in_progress\"}").is(200)
        .text("status")).isEqualTo("in_progress");
    BEN.patch(path(b), "{\"order\": 1}").is(200);
    ANNA.ifMatch(1).post(path(b) + "/move", "{\"after\": \"" + d + "\"}").isProblem(412, "lost-race");
  }

  @Test
  void cardThatWasOnlyChangedOrCameBackIsMoved() {
    BEN.patch(path(a), "{\"name\": \"new\"}").is(200);
    assertThat(ANNA.ifMatch(1).post(path(a) + "/move", "{\"after\": \"" + d + "\"}").is(200).revision()).isEqualTo(3);
    Reply was = last(b);
    BEN.patch(path(b), "{\"status\": \"testing\"}").is(200);
    BEN.patch(path(b), "{\"status\": \"todo\"}").is(200);
    ANNA.ifMatch(was.revision()).post(path(b) + "/move", "{\"after\": \"" + c + "\"}").is(200);
    ANNA.with("If-Match", "*").post(path(b) + "/move", "{\"after\": \"" + d + "\"}").is(200);
    ANNA.with("If-Match", "1").post(path(b) + "/move", "{\"after\": \"" + c + "\"}").isProblem(400,
        "malformed-if-match");
    ANNA.ifMatch(99).post(path(b) + "/move", "{\"after\": \"" + c + "\"}").isProblem(412, "lost-race");
  }

  @Test
  void cardIsPutBeforeOrAfterAnother() {
    move(d, "{\"before\": \"" + a + "\"}");
    assertThat(column("todo", last(d))).containsExactly("d", "a", "b", "c");
    move(d, "{\"after\": \"" + b + "\"}");
    assertThat(column("todo", last(d))).containsExactly("a", "b", "d", "c");
    move(a, "{\"after\": \"" + d + "\", \"before\": \"" + c + "\"}");
    assertThat(column("todo", last(a))).containsExactly("b", "d", "a", "c");
    move(b, "{\"after\": \"" + c + "\"}");
    assertThat(column("todo", last(b))).containsExactly("d", "a", "c", "b");
  }

  @Test
  void movesOneAfterTheOtherSeeEachOther() {
    move(b, "{\"after\": \"" + c + "\"}");
    move(a, "{\"after\": \"" + c + "\"}");
    move(d, "{\"after\": \"" + c + "\"}");
    assertThat(column("todo", last(d))).containsExactly("c", "d", "a", "b");
  }

  @Test
  void thereIsAlwaysRoomBetweenTwoCards() {
    Reply last = null;
    for (int i = 0; i < 40; i++) {
      String follower = i == 0 ? b : i % 2 == 0 ? d : c;
      last = move(i % 2 == 0 ? c : d, "{\"after\": \"" + a + "\", \"before\": \"" + follower + "\"}");
    }
    assertThat(column("todo", last)).containsExactly("a", "d", "c", "b");
  }

  @Test
  void thereIsRoomBesideTheLargestOrders() {
    ANNA.patch(path(c), "{\"order\": 1000000000000000}").is(200);
    ANNA.patch(path(d), "{\"order\": 1000000000000000}").is(200);
    Reply moved = move(a, "{\"after\": \"" + c + "\", \"before\": \"" + d + "\"}");
    assertThat(column("todo", moved)).containsExactly("b", "c", "a", "d");
  }

  @Test
  void moveInADenseColumnStoresFewEvents() throws Exception {
    String sprint = sprint("2040-01-01");
    List<String> cards = IntStream.range(0, 150).mapToObj(number -> ANNA.post(TASKS, "{\"name\": \"" + number
        + "\", \"sprint\": \"" + sprint + "\", \"order\": 450000000000." + "%06d".formatted(number * 6_100) + "}")
        .is(201)
        .id())
        .toList();
    List<String> expected = new ArrayList<>(IntStream.range(0, 150).mapToObj(String::valueOf).toList());
    Reply last = null;
    for (int drop = 0; drop < 20; drop++) {
      long before = BOARD.events();
      last = move(cards.get(149 - drop), "{\"after\": \"" + cards.get(74) + "\"}");
      assertThat(BOARD.events() - before).isBetween(1L, 64L);
      expected.remove(String.valueOf(149 - drop));
      expected.add(75, String.valueOf(149 - drop));
    }
    assertThat(BEN.after(last).get(TASKS + "?limit=100&sprint=" + sprint).is(200).results("name"))
        .isEqualTo(expected.subList(0, 100));
  }

  @Test
  void manyCardsOfOneOrderAreToldApartOverSomeTries() throws Exception {
    String sprint = sprint("2040-01-01");
    List<String> cards = IntStream.range(0, 150).mapToObj(number -> ANNA.post(TASKS, "{\"name\": \"" + number
        + "\", \"sprint\": \"" + sprint + "\", \"order\": 0}").is(201).id()).sorted().toList();
    Reply moved = null;
    for (int attempt = 0; attempt < 5 && (moved == null || moved.status() == 409); attempt++) {
      long before = BOARD.events();
      moved = BEN.after(last(cards.get(149))).post(path(cards.get(149)) + "/move",
          "{\"after\": \"" + cards.get(74) + "\"}");
      if (moved.status() == 409) moved.isProblem(409, "no-room");
      assertThat(BOARD.events() - before).isBetween(1L, 64L);
    }
    assertThat(BEN.after(moved.is(200)).get(TASKS + "?limit=100&sprint=" + sprint).results("id").subList(74, 77))
        .containsExactly(cards.get(74), cards.get(149), cards.get(75));
  }

  @Test
  void cardsThatArePutIntoTheSameGapAtOnceAllGetThere() throws Exception {
    List<String> cards = IntStream.range(0, 24).mapToObj(number -> task("card " + number)).toList();
    List<Callable<Reply>> moves = cards.stream().map(card -> (Callable<Reply>) () -> move(card,
        "{\"after\": \"" + a + "\", \"before\": \"" + b + "\"}")).toList();
    List<Reply> moved = atOnce(moves);
    moved.forEach(card -> BEN.after(card).get(TASKS + "/" + card.id()).is(200)); // the last to answer came not last
    Reply list = BEN.after(moved.getLast()).get(TASKS + "?limit=100&sprint=" + sprint).is(200);
    List<Double> orders = list.results().stream().map(task -> task.get("order").asDouble()).toList();
    assertThat(orders).doesNotHaveDuplicates();
    assertThat(list.results("id").subList(1, 25)).containsExactlyInAnyOrderElementsOf(cards);
  }

  @Test
  void twoWhoMoveDifferentCardsBothWin() {
    move(d, "{\"after\": \"" + a + "\", \"before\": \"" + b + "\"}");
    // Somebody still sees a, b, c, d.
    assertThat(column("todo", move(b, "{\"after\": \"" + c + "\", \"before\": \"" + d + "\"}")))
        .containsExactly("a", "d", "c", "b");
    move(c, "{\"status\": \"testing\"}");
    assertThat(column("todo", move(a, "{\"after\": \"" + c + "\", \"before\": \"" + b + "\"}")))
        .containsExactly("d", "a", "b");
    assertThat(column("todo", move(d, "{\"after\": \"" + b + "\", \"before\": \"" + c + "\"}")))
        .containsExactly("a", "b", "d");
  }

  @Test
  void neighboursThatContradictEachOtherHaveADefinedAnswer() {
    post(a, "{\"after\": \"" + b + "\", \"before\": \"" + b + "\"}").isProblem(409, "neighbours-not-in-order");
    assertThat(column("todo", move(d, "{\"after\": \"" + b + "\", \"before\": \"" + a + "\"}")))
        .containsExactly("a", "b", "d", "c");
    move(c, "{\"status\": \"testing\"}");
    post(d, "{\"after\": \"" + c + "\", \"before\": \"" + a + "\", \"status\": \"done\"}").isProblem(409,
        "neighbour-elsewhere");
  }

  private static List<Reply> atOnce(List<Callable<Reply>> moves) throws Exception {
    List<Reply> replies = new ArrayList<>();
    try (ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Reply> reply : people.invokeAll(moves))
        replies.add(reply.get());
    }
    return replies;
  }

  @Test
  void refusedMoveMovesNobodyElse() throws Exception {
    ANNA.patch(path(b), "{\"order\": " + ANNA.patch(path(a), "{}").text("order") + "}").is(200);
    move(c, "{\"status\": \"done\"}");
    String other = sprint("2041-01-01");
    String elsewhere = ANNA.post(TASKS, "{\"name\": \"x\", \"sprint\": \"" + other + "\", \"status\": \"done\"}").id();
    long events = BOARD.events();
    post(elsewhere, "{\"after\": \"" + a + "\", \"before\": \"" + b + "\"}").isProblem(409, "task-is-done");
    assertThat(BOARD.events()).isEqualTo(events);
    assertThat(column("todo", move(d, "{\"after\": \"" + a + "\", \"before\": \"" + b + "\"}"))).containsExactly("a",
        "d",
        "b");
  }

  @Test
  void cardGoesToTheEndOfAnotherColumn() {
    move(c, "{\"status\": \"testing\"}");
    move(a, "{\"status\": \"testing\"}");
    Reply moved = move(b, "{\"status\": \"testing\", \"before\": \"" + a + "\"}");
    assertThat(column("testing", moved)).containsExactly("c", "b", "a");
    assertThat(moved.get("started").isTextual()).isTrue();
    Reply back = move(c, "{\"status\": \"todo\"}");
    assertThat(column("todo", back)).containsExactly("d", "c");
    assertThat(back.get("started").isNull()).isTrue();
  }

  @Test
  void cardGoesToAnotherSprintAndToTheBacklog() {
    String other = sprint("2041-01-01");
    assertThat(move(a, "{\"sprint\": \"" + other + "\"}").text("sprint")).isEqualTo(other);
    assertThat(move(a, "{\"sprint\": null}").get("sprint").isNull()).isTrue();
    assertThat(move(b, "{\"sprint\": \"" + other + "\", \"status\": \"done\"}").text("status")).isEqualTo("done");
    post(b, "{\"sprint\": null}").isProblem(409, "task-is-done");
    post(c, "{\"sprint\": null, \"status\": \"done\"}").isProblem(409, "backlog-task-not-todo");
    post(c, "{\"sprint\": \"" + sprint("2001-01-01") + "\"}").isProblem(409, "sprint-is-over");
    post(c, "{\"sprint\": \"01890a5d-ac96-774b-bcce-b302099a8057\"}").isProblem(400, "invalid",
        "sprint:unknown-sprint");
  }

  @Test
  void moveToWhereItIsMakesNoEvent() {
    for (String same : List.of("{}", "{\"status\": \"todo\"}", "{\"sprint\": \"" + sprint + "\"}",
        "{\"after\": \"" + a + "\"}", "{\"before\": \"" + c + "\"}",
        "{\"after\": \"" + a + "\", \"before\": \"" + c + "\"}")) {
      assertThat(move(b, same).revision()).as(same).isEqualTo(1);
    }
    assertThat(move(d, "{\"after\": \"" + c + "\"}").revision()).isEqualTo(1);
    assertThat(move(a, "{\"before\": \"" + b + "\"}").revision()).isEqualTo(1);
  }

  @Test
  void neighboursMustBeThere() {
    String nobody = "01890a5d-ac96-774b-bcce-b302099a8057";
    post(a, "{\"before\": \"" + nobody + "\"}").isProblem(400, "invalid", "before:unknown-task");
    post(a, "{\"after\": \"x\"}").isProblem(400, "invalid", "after:unknown-task");
    post(a, "{\"after\": \"" + a + "\"}").isProblem(409, "own-neighbour");
    ANNA.delete(path(c)).is(204);
    post(a, "{\"after\": \"" + c + "\"}").isProblem(400, "invalid", "after:unknown-task");
    move(d, "{\"status\": \"testing\"}");
    post(a, "{\"after\": \"" + d + "\", \"status\": \"todo\"}").isProblem(409, "neighbour-elsewhere");
    post(a, "{\"after\": \"" + d + "\", \"before\": \"" + b + "\", \"status\": \"done\"}").isProblem(409,
        "neighbour-elsewhere");
    assertThat(move(a, "{\"after\": \"" + d + "\"}").text("status")).isEqualTo("testing");
    ANNA.post(path(nobody) + "/move", "{}").isProblem(404, "not-found");
    post(a, "{\"to\": 1, \"status\": null}").isProblem(400, "invalid", "to:unknown-field",
        "status:null-not-allowed");
  }

  private static Reply move(String task, String to) {
    Reply moved = post(task, to).is(200);
    assertThat(moved.header("ETag")).contains("\"" + moved.revision() + "\"");
    return moved;
  }

  private static Reply post(String task, String to) {
    return ANNA.post(path(task) + "/move", to);
  }

  private static String path(String task) {
    return TASKS + "/" + task;
  }

  private String task(String name) {
    return ANNA.post(TASKS, "{\"name\": \"" + name + "\", \"sprint\": \"" + sprint + "\"}").is(201).id();
  }

  /** Any answer with the newest token of a task. */
  private static Reply last(String task) {
    return ANNA.patch(path(task), "{}").is(200);
  }

  private List<String> column(String status, Reply after) {
    Reply list = BEN.after(after).get(TASKS + "?sprint=" + sprint + "&status=" + status).is(200);
    assertThat(list.header("Consistency")).isEmpty();
    return list.results("name");
  }

  private static String sprint(String end) {
    return ANNA.post("/api/sprints", "{\"name\": \"s\", \"end\": \"" + end + "\"}").is(201).id();
  }
}
