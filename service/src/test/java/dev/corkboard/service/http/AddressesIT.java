package dev.corkboard.service.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.typesafe.config.ConfigFactory;
import dev.corkboard.readmodel.json.Json;
import dev.corkboard.service.geo.Place;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose address counts, over HTTP, from a proxy at 127.0.0.1 with another one before it at 10.0.0.1. */
class AddressesIT {
  private static final Set<String> PROXIES = Set.of("127.0.0.1", "10.0.0.1", "2001:db8:0:0:0:0:0:1");
  private static final Place SOMEWHERE = new Place(Optional.of("FR"), Optional.of("France"), Optional.of("Paris"),
      Optional.of(64496L));

  private static ActorSystem<Void> system;
  private static HttpServer server;
  private static HttpServer trustsNobody;
  private static String url;
  private static String untrusting;

  @BeforeAll
  static void start() throws Exception {
    system = ActorSystem.create(Behaviors.empty(), "addresses",
        ConfigFactory.parseString("pekko.actor.provider = local").withFallback(ConfigFactory.load()));
    server = server(new Addresses(address -> PROXIES.contains(address.getHostAddress())));
    trustsNobody = server(new Addresses(address -> false));
    url = "http://127.0.0.1:" + server.start();
    untrusting = "http://127.0.0.1:" + trustsNobody.start();
  }

  private static HttpServer server(Addresses addresses) {
    HttpSettings settings = new HttpSettings("127.0.0.1", 0, 1 << 20, URI.create("http://localhost"), List.of());
    return new HttpServer(system, settings, new WhoamiRoutes(AddressesIT::locate).endpoints(),
        token -> Optional.empty(), addresses, new Requests(new SimpleMeterRegistry()), Clock.systemUTC());
  }

  private static Place locate(InetAddress address) {
    return address.isLoopbackAddress() ? Place.UNKNOWN : SOMEWHERE;
  }

  @AfterAll
  static void end() {
    server.close();
    trustsNobody.close();
    ActorTestKit.shutdown(system);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '>', value = {
      "192.0.2.9 > 192.0.2.9",
      "192.0.2.9, 10.0.0.1 > 192.0.2.9",
      "6.6.6.6, 192.0.2.9, 10.0.0.1 > 192.0.2.9",
      "6.6.6.6, garbage, 10.0.0.1 > 10.0.0.1",
      "6.6.6.6, proxy.example.org > 127.0.0.1",
      "6.6.6.6, unknown > 127.0.0.1",
      "6.6.6.6, 300.1.1.1 > 127.0.0.1",
      "6.6.6.6, 1.2.3 > 127.0.0.1",
      "192.0.2.9:5678 > 192.0.2.9",
      "192.0.2.9:5678, 10.0.0.1:1 > 192.0.2.9",
      "[2001:db8::9]:99 > 2001:db8::9",
      "[2001:db8::9] > 2001:db8::9",
      "2001:db8::9, 2001:db8::1 > 2001:db8::9",
      "::ffff:192.0.2.9 > 192.0.2.9",
      "192.0.2.9, ::ffff:10.0.0.1 > 192.0.2.9",
      "fe80::1%eth0 > fe80::1",
      ", , 192.0.2.9, > 192.0.2.9",
      "10.0.0.1 > 10.0.0.1",
  })
  void lastAddressThatNoProxyHasIsTheClients(String forwarded, String client) throws Exception {
    assertThat(whoami(url, forwarded).get("ip").asText()).isEqualTo(client);
    assertThat(whoami(untrusting, forwarded).get("ip").asText()).isEqualTo("127.0.0.1");
  }

  @Test
  void severalLinesAreOneList() throws Exception {
    assertThat(whoami(url, "6.6.6.6", "192.0.2.9").get("ip").asText()).isEqualTo("192.0.2.9");
    assertThat(whoami(url, "6.6.6.6, 192.0.2.9", "10.0.0.1").get("ip").asText()).isEqualTo("192.0.2.9");
    assertThat(whoami(url, "6.6.6.6", "garbage").get("ip").asText()).isEqualTo("127.0.0.1");
  }

  @Test
  void placeIsThatOfTheClient() throws Exception {
    assertThat(whoami(url, "192.0.2.9")).isEqualTo(Json.mapper().readTree("""
        {"ip": "192.0.2.9", "user_agent": "Test/1.0 (x)", "country": "FR", "country_name": "France", "city": "Paris",
         "asn": 64496}"""));
    assertThat(whoami(url)).isEqualTo(Json.mapper().readTree("""
        {"ip": "127.0.0.1", "user_agent": "Test/1.0 (x)", "country": null, "country_name": null, "city": null,
         "asn": null}"""));
  }

  private static JsonNode whoami(String url, String... forwarded) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + "/api/whoami")).header("User-Agent",
        "Test/1.0 (x)");
    for (String line : forwarded)
      request.header("X-Forwarded-For", line);
    try (HttpClient client = HttpClient.newHttpClient()) {
      return Json.mapper().readTree(client.send(request.build(), BodyHandlers.ofByteArray()).body());
    }
  }
}
