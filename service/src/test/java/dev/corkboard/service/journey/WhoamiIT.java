package dev.corkboard.service.journey;

import static dev.corkboard.service.journey.Team.BOARD;
import static dev.corkboard.service.journey.Team.NOBODY;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.corkboard.readmodel.json.Json;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class WhoamiIT {

  @Test
  void clientIsToldWhatIsSeenOfIt() throws IOException {
    Reply answer = NOBODY.with("User-Agent", "Mosaic/0.9").with("X-Forwarded-For", "8.8.8.8").get("/api/whoami")
        .is(200);
    assertThat(answer.json()).isEqualTo(Json.mapper().readTree("""
        {"ip": "127.0.0.1", "user_agent": "Mosaic/0.9", "country": null, "country_name": null, "city": null,
         "asn": null}"""));
  }

  @Test
  void aClientWithoutANameHasNone() throws IOException {
    String request = "GET /api/whoami/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    JsonNode answer = RawHttp.send(BOARD.port(), request.getBytes(US_ASCII)).json();
    assertThat(answer.get("user_agent").isNull()).isTrue();
  }
}
