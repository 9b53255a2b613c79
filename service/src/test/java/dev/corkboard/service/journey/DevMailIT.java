package dev.corkboard.service.journey;

import static dev.corkboard.service.journey.Team.ANNA;
import static dev.corkboard.service.journey.Team.BOARD;
import static dev.corkboard.service.journey.Team.NOBODY;
import static dev.corkboard.service.journey.Team.ROOT;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The caught mails are for who works at the machine, and for administrators. */
class DevMailIT {

  @Test
  void whoWorksAtTheMachineReadsThem() {
    NOBODY.get("/dev/mail").is(200);
    NOBODY.get("/dev/mail/").is(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"X-Forwarded-For", "X-Real-IP", "Forwarded", "Via"})
  void whoComesThroughAProxyNeedsToBeAnAdministrator(String header) {
    NOBODY.with(header, "127.0.0.1").get("/dev/mail").isProblem(401, "unauthorized");
    ANNA.with(header, "127.0.0.1").get("/dev/mail").isProblem(403, "forbidden");
    ROOT.with(header, "127.0.0.1").get("/dev/mail").is(200);
  }

  @Test
  void pagesOfOtherSitesGetNothing() {
    NOBODY.with("Origin", "https://evil.example").get("/dev/mail").isProblem(403, "forbidden");
    NOBODY.with("Sec-Fetch-Site", "cross-site").get("/dev/mail").isProblem(403, "forbidden");
    NOBODY.with("Sec-Fetch-Site", "same-origin").get("/dev/mail").is(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTP/1.1\r\nHost: evil.example", "HTTP/1.0\r\nHost: 127.0.0.1"})
  void otherNamesForThisMachineGetNothing(String line) throws Exception {
    RawHttp.Answer answer = RawHttp.send(BOARD.port(),
        ("GET /dev/mail " + line + "\r\nConnection: close\r\n\r\n").getBytes(ISO_8859_1));
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.body()).contains("unauthorized");
  }
}
