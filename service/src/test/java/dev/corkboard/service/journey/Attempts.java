package dev.corkboard.service.journey;

import dev.corkboard.service.journey.Things.Thing;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/** For each call of the API a request that is right in all but who sends it; those of accounts stand apart. */
final class Attempts {
  /** Makes ready what the call needs; the call itself is made with what comes of it. */
  interface Attempt {
    Supplier<Reply> by(Person person);
  }

  private final Map<String, Attempt> attempts = new TreeMap<>();

  Attempts() {
    attempts.putAll(new AccountAttempts().byCall());
    board();
    for (String path : List.of("/", "/healthcheck", "/smoketests", "/dev/mail", "/api/openapi.json",
        "/.well-known/jwks.json", "/api/whoami", "/api/admin/projections",
        "/api/reminders", "/api/admin/reminders")) {
      get(path);
    }
    plain("GET /api/admin/users/{username}/reminders",
        person -> person.client().get("/api/admin/users/" + Person.AUTHOR.username() + "/reminders"));
    plain("POST /api/admin/projections/{name}/rebuild",
        person -> person.client().send("POST", "/api/admin/projections/tweets/rebuild"));
    plain("GET /api/admin/projections/{name}/dead-events",
        person -> person.client().get("/api/admin/projections/tweets/dead-events"));
    plain("POST /api/admin/projections/{name}/retry",
        person -> person.client().send("POST", "/api/admin/projections/tweets/retry"));
    plain("GET /api/admin/mails/dead", person -> person.client().get("/api/admin/mails/dead"));
    plain("POST /api/admin/mails/dead/retry", person -> person.client().send("POST", "/api/admin/mails/dead/retry"));
    attempts.put("POST /api/admin/mails/dead/{id}/retry", person -> {
      String id = PlantedMail.dead();
      return () -> person.client().send("POST", "/api/admin/mails/dead/" + id + "/retry");
    });
    attempts.put("DELETE /api/admin/mails/dead/{id}", person -> {
      String id = PlantedMail.dead();
      return () -> person.client().delete("/api/admin/mails/dead/" + id);
    });
    plain("GET /assets/{file}", person -> person.client().get("/assets/page-1.js"));
    plain("GET /{page}", person -> person.client().get("/signup"));
    plain("GET /tasks/{id}", person -> person.client().get("/tasks/01a1fdb4-c4cd-7509-808f-3de9b934562b"));
    plain("GET /api/docs", person -> person.client().with("Accept", "text/html").get("/api/docs"));
    plain("GET /api/docs/{file}", person -> person.client().get("/api/docs/docs.css"));
  }

  Map<String, Attempt> byCall() {
    return attempts;
  }

  private void board() {
    kind("/api/posts", Things::post, "{\"title\": \"a\", \"content\": \"b\"}", "{\"title\": \"c\"}");
    kind("/api/tweets", Things::tweet, "{\"text\": \"a\"}", "{}");
    kind("/api/sprints", Things::sprint, "{\"name\": \"a\", \"end\": \"2030-01-01\"}", "{\"name\": \"c\"}");
    kind("/api/tasks", Things::task, "{\"name\": \"a\"}", "{\"name\": \"c\"}");
    on("POST /api/tasks/{id}/move", Things::task,
        (person, task) -> person.client().post(task.with("/move"), "{\"status\": \"in_progress\"}"));
    plain("POST /api/tasks/bulk", person -> person.client().post("/api/tasks/bulk",
        "{\"operations\": [{\"op\": \"create\", \"body\": {\"name\": \"a\"}}]}"));
    get("/api/labels");
    on("POST /api/sprints/{id}/close", Things::sprint,
        (person, sprint) -> person.client().post(sprint.with("/close"), "{\"move_open_to\": null}"));
    for (String path : List.of("posts", "sprints", "tasks"))
      on("POST /api/" + path + "/{id}/revert", () -> Things.at("/api/" + path),
          (person, it) -> person.client().post(it.with("/revert"), "{\"revision\": 1}"));
    on("GET /api/timeline", Things::sprint,
        (person, sprint) -> sprint.seenBy(person).get("/api/timeline?sprint=" + sprint.last().id()));
    on("GET /api/sprints/{id}/burndown", Things::sprint, reading("/burndown"));
    plain("GET /api/board", person -> person.client().get("/api/board?backlog=true&limit=1"));
    plain("GET /api/search", person -> person.client().get("/api/search?q=a&limit=1"));
    plain("PUT /api/presence", person -> person.client().put("/api/presence", "{\"on\": null}"));
    plain("GET /api/changes",
        person -> person.client().with("Accept", "application/json").get("/api/changes?limit=1"));
  }

  /** What can be done with things of every kind. */
  private void kind(String path, Supplier<Thing> thing, String body, String change) {
    get(path);
    plain("POST " + path, person -> person.client().post(path, body));
    on("GET " + path + "/{id}", thing, reading(""));
    on("PATCH " + path + "/{id}", thing, (person, it) -> person.client().patch(it.path(), change));
    on("DELETE " + path + "/{id}", thing, (person, it) -> person.client().delete(it.path()));
    on("GET " + path + "/{id}/history", thing, reading("/history"));
    on("POST " + path + "/{id}/restore", () -> Things.deleted(thing.get()),
        (person, it) -> person.client().send("POST", it.with("/restore")));
  }

  private static BiFunction<Person, Thing, Reply> reading(String suffix) {
    return (person, thing) -> thing.seenBy(person).get(thing.with(suffix));
  }

  private void get(String path) {
    plain("GET " + path, person -> person.client().get(path));
  }

  /** With nothing to be made ready. */
  private void plain(String call, Function<Person, Reply> attempt) {
    attempts.put(call, person -> () -> attempt.apply(person));
  }

  private void on(String call, Supplier<Thing> thing, BiFunction<Person, Thing, Reply> attempt) {
    attempts.put(call, person -> {
      Thing ready = thing.get();
      return () -> attempt.apply(person, ready);
    });
  }
}
