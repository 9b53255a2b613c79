package dev.corkboard.service.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import dev.corkboard.service.log.Lines;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.apache.pekko.http.javadsl.model.AttributeKeys;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.RemoteAddress;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UntrustedProxiesTest {
  private final Lines lines = Lines.of(Level.INFO, UntrustedProxies.class.getName());

  @AfterEach
  void stopListening() {
    lines.close();
  }

  @Test
  void aProxyThatIsNotTrustedIsToldOnce() {
    Addresses addresses = new Addresses(peer -> false);
    addresses.of(from("10.0.0.9"));
    assertThat(lines.messages()).isEmpty();
    for (int i = 0; i < 100; i++)
      assertThat(addresses.of(from("10.0.0.9", "X-Forwarded-For"))).isEqualTo("10.0.0.9");
    assertThat(lines.messages()).singleElement().asString().contains("TRUSTED_PROXIES=10.0.0.9");
    addresses.of(from("10.0.0.8", "Forwarded"));
    assertThat(lines.messages()).hasSize(2).last().asString().contains("TRUSTED_PROXIES=10.0.0.8");
  }

  @Test
  void aTrustedProxyIsNotTold() throws Exception {
    InetAddress proxy = InetAddress.getByName("10.0.0.9");
    assertThat(new Addresses(proxy::equals).of(from("10.0.0.9", "X-Forwarded-For"))).isEqualTo("192.0.2.1");
    assertThat(lines.messages()).isEmpty();
  }

  @Test
  void whoPretendsToBeVeryManyProxiesDoesNotFillTheLog() {
    Addresses addresses = new Addresses(peer -> false);
    for (int i = 0; i < 250; i++)
      addresses.of(from("10.0.1." + i, "X-Forwarded-For"));
    assertThat(lines.messages()).hasSizeLessThanOrEqualTo(10);
  }

  private static HttpRequest from(String peer, String... headers) {
    HttpRequest request = HttpRequest.GET("/").addAttribute(AttributeKeys.remoteAddress,
        RemoteAddress.create(new InetSocketAddress(peer, 5000)));
    for (String header : headers)
      request = request.addHeader(RawHeader.create(header, "192.0.2.1"));
    return request;
  }
}
