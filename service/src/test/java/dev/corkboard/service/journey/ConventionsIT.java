package dev.corkboard.service.journey;

import static dev.corkboard.service.journey.Team.ANNA;
import static dev.corkboard.service.journey.Team.BOARD;
import static dev.corkboard.service.journey.Team.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.corkboard.service.OpenApiTest;
import dev.corkboard.service.api.ApiDocument;
import dev.corkboard.service.http.Endpoint;
import dev.corkboard.service.http.Right;
import dev.corkboard.service.journey.Things.Thing;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What holds for every call alike, tried on every call. That each answer has its headers, {@link Client} sees to. */
class ConventionsIT {
  private static final String NOT_THERE = "01890a5d-ac96-774b-bcce-b302099a8057";
  private static final Set<String> REPEATABLE = Set.of("status", "kind", "sprint", "assigned", "label", "id",
      "priority");
  private static final String JSON = "application/json";
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final int TOO_LARGE = (1 << 20) + 1;

  private record Target(String path, Client reader) {}

  private final List<Endpoint> endpoints = OpenApiTest.endpoints();
  private final ApiDocument document = ApiDocument.packed();

  @Test
  void everyPathTellsItsMethodsAndTakesATrailingSlash() {
    assertThat(endpoints.stream().map(Endpoint::template).distinct()).allSatisfy(template -> {
      String path = madeUp(template);
      ANNA.send("TRACE", path).isProblem(405, "method-not-allowed");
      if (!path.equals("/")) ANNA.send("TRACE", path + "/").isProblem(405, "method-not-allowed");
    });
  }

  @Test
  void everyCallRefusesToAnswerInAnotherMediaType() {
    assertThat(endpoints.stream().filter(endpoint -> !endpoint.produces().contains("*/*"))).allSatisfy(
        endpoint -> ROOT.with("Accept", "application/xml").send(endpoint.method().value(), madeUp(endpoint.template()))
            .isProblem(406, "not-acceptable"));
  }

  @Test
  void pageComesWhateverIsAccepted() {
    for (String accept : List.of("text/html", "application/json", "image/png", "*/*;q=0"))
      assertThat(ROOT.with("Accept", accept).get("/").is(200).header("Content-Type"))
          .contains("text/html; charset=UTF-8");
  }

  @Test
  void everyCallRefusesABodyThatIsNoJson() {
    assertThat(endpoints.stream().filter(takes("POST", "PUT", "PATCH"))).allSatisfy(
        endpoint -> ROOT.with("Content-Type", "text/plain")
            .send(endpoint.method().value(), madeUp(endpoint.template()), BodyPublishers.ofString("{}"))
            .isProblem(415, "unsupported-media-type"));
  }

  @Test
  void everyCallRefusesABodyThatIsTooLarge() {
    String large = " ".repeat(TOO_LARGE);
    assertThat(endpoints.stream().filter(takes("POST", "PUT", "PATCH"))).allSatisfy(
        endpoint -> ROOT.with("Content-Type", endpoint.takesForms() ? FORM : JSON)
            .send(endpoint.method().value(), madeUp(endpoint.template()), BodyPublishers.ofString(large))
            .isProblem(413, "too-large"));
  }

  @Test
  void everyCallRefusesAParameterThatItDoesNotKnow() {
    assertThat(endpoints.stream().filter(endpoint -> !isOpenRead(endpoint)))
        .allSatisfy(endpoint -> ROOT.with("Accept", "*/*")
            .send(endpoint.method().value(), madeUp(endpoint.template()) + "?colour=red")
            .isProblem(400, "invalid", "colour:unknown-parameter"));
  }

  @Test
  void whatIsOpenAndTakesNoParameterIgnoresWhatIsAddedOnTheWay() {
    assertThat(endpoints.stream().filter(ConventionsIT::isOpenRead)).isNotEmpty().allSatisfy(endpoint -> {
      Client anybody = Client.toUndescribed(BOARD.url()).with("Accept", "*/*");
      String path = madeUp(endpoint.template());
      assertThat(anybody.get(path + "?colour=red&colour=%ff").status()).isEqualTo(anybody.get(path).status());
    });
    for (String probe : List.of("/healthcheck", "/smoketests", "/.well-known/jwks.json", "/api/openapi.json",
        "/api/whoami"))
      Client.toUndescribed(BOARD.url()).get(probe + "?x=1").is(200);
  }

  private static boolean isOpenRead(Endpoint endpoint) {
    return endpoint.method().value().equals("GET") && endpoint.right() == Right.OPEN
        && endpoint.parameters().isEmpty();
  }

  @Test
  void everyReadRefusesAParameterThatIsGivenTwice() {
    assertThat(endpoints.stream().filter(takes("GET"))).allSatisfy(endpoint -> {
      Target target = target(endpoint);
      for (String name : endpoint.parameters()) {
        if (REPEATABLE.contains(name)) continue;
        String given = name + "=" + example(endpoint, name);
        Reply refused = target.reader().get(target.path() + "?" + given + "&" + given).is(400);
        assertThat(errors(refused)).contains(name + ":given-twice");
      }
    });
  }

  @Test
  void everyReadCanBeAskedForItsHeadersOnly() {
    assertThat(endpoints.stream().filter(takes("GET"))).allSatisfy(endpoint -> {
      Target target = target(endpoint);
      String path = target.path() + needed(endpoint);
      Reply get = target.reader().get(path);
      Reply head = target.reader().send("HEAD", path);
      assertThat(get.status()).isBetween(200, 399);
      assertThat(head.status()).isEqualTo(get.status());
      assertThat(head.header("Content-Type")).isEqualTo(get.header("Content-Type"));
      assertThat(head.header("ETag")).isEqualTo(get.header("ETag"));
      assertThat(head.http().body()).isEmpty();
    });
  }

  private static Predicate<Endpoint> takes(String... methods) {
    return endpoint -> Set.of(methods).contains(endpoint.method().value());
  }

  /** With something in the place of each variable. */
  private static String madeUp(String template) {
    return template.replaceAll("\\{[a-z]+}", NOT_THERE);
  }

  /** What is really there, for one who sees it and takes what can be had. */
  private static Target target(Endpoint endpoint) {
    String type = endpoint.produces().contains(JSON) ? JSON : endpoint.produces().getFirst();
    Client reader = ROOT.with("Accept", type);
    if (endpoint.template().equals("/assets/{file}")) return new Target("/assets/page-1.js", reader);
    if (endpoint.template().equals("/{page}")) return new Target("/signup", reader);
    String template = endpoint.template().replace("{username}", "anna").replace("{name}", "tasks").replace("{file}",
        "docs.css").replace("/auth/digest/{link}", BOARD.digestLink("anna"));
    if (endpoint.template().equals("/tasks/{id}")) return new Target(madeUp(template), reader); // leads on, whatever is there
    if (!template.contains("{id}")) return new Target(template, reader);
    Thing thing = Things.at(template);
    return new Target(thing.with(template.replaceFirst(".*\\{id}", "")), reader.after(thing.last()));
  }

  /** The parameters that a read requires. */
  private static String needed(Endpoint endpoint) {
    return switch (endpoint.template()) {
      case "/api/timeline" -> "?sprint=" + Things.sprint().last().id();
      case "/api/board" -> "?backlog=true";
      case "/api/search" -> "?q=a";
      default -> "";
    };
  }

  private String example(Endpoint endpoint, String parameter) {
    return document.operations().stream()
        .filter(it -> it.method().equals("GET") && it.template().equals(endpoint.template()))
        .flatMap(operation -> document.parameters(operation).stream())
        .filter(it -> it.get("name").asText().equals(parameter))
        .map(it -> it.has("example") ? it.get("example") : document.resolve(it.get("schema")).at("/examples/0"))
        .map(value -> URLEncoder.encode(value.asText(), StandardCharsets.UTF_8)).findFirst().orElseThrow();
  }

  private static Set<String> errors(Reply refused) {
    return refused.get("errors").valueStream()
        .map(error -> error.get("field").asText() + ":" + error.get("code").asText())
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
