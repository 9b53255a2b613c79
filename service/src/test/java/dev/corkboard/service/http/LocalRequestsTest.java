package dev.corkboard.service.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import org.apache.pekko.http.javadsl.model.AttributeKeys;
import org.apache.pekko.http.javadsl.model.HttpProtocols;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.RemoteAddress;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalRequestsTest {
  private final LocalRequests locals = new LocalRequests(URI.create("https://board.example.org"));

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "127.8.9.10", "::1", "::ffff:127.0.0.1"})
  void whoIsAtThisMachineIsLocal(String peer) {
    assertThat(locals.isLocal(from(peer, "Host: localhost:8080"))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.7", "10.0.0.1", "fe80::1", "2001:db8::1", "::ffff:10.0.0.1", "0.0.0.0"})
  void whoComesOverTheNetworkIsNot(String peer) {
    assertThat(locals.isLocal(from(peer, "Host: localhost:8080"))).isFalse();
  }

  @Test
  void aPeerThatIsNotKnownIsNotLocal() {
    assertThat(locals.isLocal(HttpRequest.GET("/dev/mail").addHeader(RawHeader.create("Host", "localhost")))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"X-Forwarded-For: 203.0.113.9", "X-Forwarded-For: 127.0.0.1", "x-forwarded-host: a",
      "X-Forwarded-Proto: https", "Forwarded: for=127.0.0.1", "Via: 1.1 proxy", "X-Real-IP: 127.0.0.1",
      "CF-Connecting-IP: 127.0.0.1", "True-Client-IP: 127.0.0.1", "Client-IP: 127.0.0.1",
      "X-Envoy-External-Address: 127.0.0.1",
      "X-Original-Host: localhost"})
  void whatAProxySentIsNotLocal(String header) {
    assertThat(locals.isLocal(from("127.0.0.1", "Host: localhost", header))).isFalse();
  }

  @Test
  void aProxyThatAddsNoHeaderAsksInHttp10() {
    assertThat(locals.isLocal(from("127.0.0.1", "Host: localhost").withProtocol(HttpProtocols.HTTP_1_0)))
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "LOCALHOST:1", "127.0.0.1:8080", "[::1]:8080", "board.localhost"})
  void aHostThatLeadsHereIsLocal(String host) {
    assertThat(locals.isLocal(from("127.0.0.1", "Host: " + host))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"evil.example", "evil.example:8080", "localhost.evil.example", "127.0.0.1.evil.example",
      "192.0.2.7", "[::2]", "[", "evillocalhost", "board.example.org", "Board.Example.org:443"})
  void aNameThatSomebodyElseHasMadeLeadHereIsNot(String host) {
    assertThat(locals.isLocal(from("127.0.0.1", "Host: " + host))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Origin: http://localhost:8080", "Origin: https://board.example.org",
      "Sec-Fetch-Site: same-origin", "Sec-Fetch-Site: none"})
  void ourOwnPagesAreLocal(String header) {
    assertThat(locals.isLocal(from("127.0.0.1", "Host: localhost:8080", header))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Origin: https://evil.example", "Origin: null", "Origin: http://localhost:3000",
      "Origin: https://localhost:8080", "Sec-Fetch-Site: cross-site", "Sec-Fetch-Site: same-site"})
  void pagesOfOtherSitesAreNot(String header) {
    HttpRequest request = from("127.0.0.1", "Host: localhost:8080", header);
    assertThat(locals.isLocal(request)).isFalse();
    assertThat(locals.isOfForeignPage(request)).isTrue();
  }

  private static HttpRequest from(String peer, String... headers) {
    HttpRequest request = HttpRequest.GET("/dev/mail").addAttribute(AttributeKeys.remoteAddress,
        RemoteAddress.create(new InetSocketAddress(peer, 5000)));
    for (String header : List.of(headers)) {
      int colon = header.indexOf(": ");
      request = request.addHeader(RawHeader.create(header.substring(0, colon), header.substring(colon + 2)));
    }
    return request;
  }
}
