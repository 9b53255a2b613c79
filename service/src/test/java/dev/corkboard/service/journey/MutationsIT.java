package dev.corkboard.service.journey;

import static dev.corkboard.service.journey.Team.ANNA;
import static dev.corkboard.service.journey.Team.BOARD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.corkboard.service.journey.BadRequest.Template;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/**
 * Spoilt requests by chance: none is answered with a 5xx, none that is refused stores anything, and none stands in the
 * way of the next. {@code -Dmutations=100000} runs that many, {@code -Dmutations.batch=5000} in larger batches,
 * {@code -Dmutations.seed=…} others.
 */
class MutationsIT {
  /** The gate sends the same requests each time; a search for new faults takes another seed. */
  private static final long SEED = 20_261_121;
  private static final int BATCH = Integer.getInteger("mutations.batch", 500);
  private static final int AT_ONCE = 4;
  private static final Duration LONGEST_UNLESS_TOLD = Duration.ofSeconds(18);
  private static final Map<String, String> POST = Map.of("title", "\"a\"", "content", "\"b\"");
  private static final Map<String, String> TWEET = Map.of("text", "\"a\"");
  private static final Map<String, String> SPRINT = Map.of("name", "\"a\"", "description", "\"b\"", "start",
      "\"2030-01-01\"", "end", "\"2030-02-01\"");

  private final List<Template> templates = templates();

  @Test
  void spoiltRequestsAreRefusedAndHarmNothing() throws Exception {
    long count = Long.getLong("mutations", Long.MAX_VALUE);
    long seed = Long.getLong("mutations.seed", SEED);
    long deadline = System.nanoTime() + LONGEST_UNLESS_TOLD.toNanos();
    System.out.println("Mutations with the seed " + seed);
    long done = 0;
    while (count == Long.MAX_VALUE ? System.nanoTime() < deadline : done < count) {
      long before = BOARD.events();
      Set<String> refused = batch(seed + done, stranger(seed + done).sent("Authorization"));
      assertThat(BOARD.requestsSince(before)).as("events of refused requests").doesNotContainAnyElementsOf(refused);
      assertAllWorks(Team.person("witness-" + (seed + done)));
      done += BATCH;
    }
    System.out.println(done + " mutations were answered as they should be");
    assertThat(done).isGreaterThan(BATCH);
  }

  /** Somebody else each time: who sends many wrong passwords has to wait before the next. */
  private static Client stranger(long seed) {
    return Team.person("mutant-" + seed);
  }

  /** Several at once, as they come; the ids of those that were refused. */
  private Set<String> batch(long seed, String authorization) throws Exception {
    Set<String> refused = ConcurrentHashMap.newKeySet();
    AtomicLong next = new AtomicLong(seed);
    List<Callable<Void>> clients = Collections.nCopies(AT_ONCE, () -> {
      for (long mine = next.getAndIncrement(); mine < seed + BATCH; mine = next.getAndIncrement())
        if (isRefused(mine, authorization)) refused.add(BadRequest.requestId(mine));
      return null;
    });
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Void> client : threads.invokeAll(clients))
        client.get();
    }
    return refused;
  }

  private boolean isRefused(long seed, String authorization) {
    BadRequest request = new BadRequest(seed, Nasty.pick(templates, new Random(seed)), authorization);
    try {
      RawHttp.Answer answer = RawHttp.send(BOARD.port(), request.bytes());
      assertThat(answer.status()).isBetween(200, 499);
      boolean refused = answer.status() >= 400;
      if (refused && !request.isHead()) answer.isProblem();
      return refused;
    } catch (Throwable wrong) {
      throw new AssertionError("seed " + seed + ":\n" + request, wrong);
    }
  }

  /**
   * Each kind is written and its view goes on. By somebody whose name no spoilt request guesses: after five wrong
   * passwords for one of the team, that name has to wait at this address.
   */
  private void assertAllWorks(Client witness) {
    for (String[] creation : new String[][]{{"/api/posts", "{\"title\": \"a\", \"content\": \"b\"}"},
        {"/api/tweets", "{\"text\": \"a\"}"}, {"/api/sprints", "{\"name\": \"a\", \"end\": \"2030-01-01\"}"},
        {"/api/tasks", "{\"name\": \"a\"}"}}) {
      Reply written = witness.post(creation[0], creation[1]).is(201);
      Reply shown = witness.after(written).get(creation[0] + "/" + written.id()).is(200);
      assertThat(shown.header("Consistency")).isEmpty();
      witness.get(creation[0] + "?limit=100").is(200);
    }
  }

  private static List<Template> templates() {
    String sprint = ANNA.post("/api/sprints", "{\"name\": \"a\", \"end\": \"2030-01-01\"}").is(201).id();
    String task = ANNA.post("/api/tasks", "{\"name\": \"a\"}").is(201).id();
    String post = ANNA.post("/api/posts", "{\"title\": \"a\", \"content\": \"b\"}").is(201).id();
    Map<String, String> taskFields = Map.ofEntries(Map.entry("name", "\"a\""), Map.entry("description", "\"b\""),
        Map.entry("sprint", "\"" + sprint + "\""), Map.entry("status", "\"done\""), Map.entry("order", "1.5"),
        Map.entry("assigned", "\"anna\""), Map.entry("started", "\"2026-01-01\""),
        Map.entry("due", "\"2026-01-01\""), Map.entry("completed", "\"2026-01-01\""),
        Map.entry("remind_at", "\"2030-01-01T00:00:00Z\""), Map.entry("labels", "[\"a\", \"b\"]"));
    return List.of(new Template("POST", "/api/posts", POST), new Template("PATCH", "/api/posts/" + post, POST),
        new Template("POST", "/api/tweets", TWEET), new Template("POST", "/api/sprints", SPRINT),
        new Template("PATCH", "/api/sprints/" + sprint, SPRINT), new Template("POST", "/api/tasks", taskFields),
        new Template("PATCH", "/api/tasks/" + task, taskFields),
        new Template("POST", "/api/tasks/" + task + "/move",
            Map.of("status", "\"todo\"", "sprint", "null", "before", "null", "after", "null")),
        new Template("POST", "/api/tasks/" + task + "/restore", Map.of("x", "1")),
        new Template("POST", "/api/posts/" + post + "/restore", Map.of("x", "1")),
        new Template("GET", "/api/tasks/" + task + "/history", Map.of()),
        new Template("GET", "/api/posts/" + post + "/history?limit=2", Map.of()),
        new Template("GET", "/api/sprints/" + sprint + "/burndown", Map.of()),
        new Template("GET", "/api/tasks?as_of=2026-01-01T00:00:00Z", Map.of()),
        new Template("GET", "/api/sprints/" + sprint + "?revision=1", Map.of()),
        new Template("GET", "/api/changes?after=0", Map.of()),
        new Template("GET", "/api/reminders?date=2026-11-21&limit=2", Map.of()),
        new Template("GET", "/api/admin/users/anna/reminders", Map.of()),
        new Template("GET", "/api/admin/reminders", Map.of()), new Template("GET", "/tasks/" + task, Map.of()),
        new Template("GET", BOARD.digestLink("anna"), Map.of()),
        new Template("POST", BOARD.digestLink("anna"), Map.of("x", "1")), new Template("GET", "/api/whoami", Map.of()),
        new Template("GET", "/auth/sessions", Map.of()), new Template("DELETE", "/auth/sessions/" + task, Map.of()),
        new Template("GET", "/api/admin/users", Map.of()), new Template("GET", "/api/admin/projections", Map.of()),
        new Template("POST", "/api/admin/projections/tweets/rebuild", Map.of()),
        new Template("GET", "/api/admin/projections/tasks/dead-events", Map.of()),
        new Template("POST", "/api/admin/projections/tasks/retry", Map.of("x", "1")),
        new Template("GET", "/api/admin/mails/dead", Map.of()),
        new Template("POST", "/api/admin/mails/dead/retry", Map.of("x", "1")),
        new Template("POST", "/api/admin/mails/dead/digest:a:2026-01-01/retry", Map.of("x", "1")),
        new Template("DELETE", "/api/admin/mails/dead/digest:a:2026-01-01", Map.of()),
        new Template("PATCH", "/api/admin/users/anna", Map.of("is_active", "true", "is_admin", "true")),
        new Template("POST", "/auth/password/change", Map.of("old_password", "\"y\"", "new_password", "\"z\"")),
        new Template("POST", "/auth/password/reset", Map.of("email", "\"x\"")),
        new Template("POST", "/auth/email/confirm", Map.of("token", "\"x\"")),
        new Template("POST", "/auth/email/resend", Map.of()),
        new Template("POST", "/auth/password/reset/confirm", Map.of("token", "\"x\"", "new_password", "\"y\"")),
        new Template("GET", "/api/tasks", Map.of()), new Template("GET", "/api/tasks/" + task, Map.of()),
        new Template("GET", "/api/posts", Map.of()), new Template("GET", "/api/sprints", Map.of()),
        new Template("GET", "/api/users", Map.of()), new Template("GET", "/api/tweets", Map.of()),
        new Template("PATCH", "/auth/user", Map.of("first_name", "\"a\"", "last_name", "\"b\"", "time_zone", "\"UTC\"",
            "digest_hour", "7", "digest", "true")),
        new Template("POST", "/auth/signup", Map.of("username", "\"carl\"", "email", "\"x\"", "password", "\"y\"")),
        new Template("POST", "/auth/obtain_token", Map.of("username", "\"dave\"", "password", "\"y\"")),
        new Template("POST", "/auth/refresh_token", Map.of("refresh_token", "\"a\"")),
        new Template("POST", "/auth/verify_token", Map.of("token", "\"a.b.c\"")),
        new Template("GET", "/auth/user", Map.of()), new Template("GET", "/healthcheck", Map.of()));
  }
}
