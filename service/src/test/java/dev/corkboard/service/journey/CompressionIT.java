package dev.corkboard.service.journey;

import static dev.corkboard.service.journey.Team.ANNA;
import static dev.corkboard.service.journey.Team.BEN;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Answers as gzip. */
class CompressionIT {
  private static String post;
  private static Client reader;

  @BeforeAll
  static void write() {
    Reply made = ANNA.post("/api/posts",
        "{\"title\": \"Long\", \"content\": \"" + "Water the plants. ".repeat(200) + "\"}").is(201);
    post = "/api/posts/" + made.id();
    reader = BEN.after(made);
  }

  @Test
  void largeAnswersArePackedForWhoTakesThat() throws IOException {
    for (String path : List.of(post, "/api/posts?author=anna&limit=5", "/api/openapi.json")) {
      Reply plain = reader.get(path).is(200);
      assertThat(plain.header("Content-Encoding")).isEmpty();
      assertThat(plain.header("Vary").orElseThrow()).contains("Accept-Encoding", "Origin");
      HttpResponse<InputStream> packed = reader.with("Accept-Encoding", "br, gzip;q=0.8").open(path);
      assertThat(packed.headers().firstValue("Content-Encoding")).contains("gzip");
      assertThat(packed.headers().firstValue("Vary").orElseThrow()).contains("Accept-Encoding", "Origin");
      assertThat(packed.headers().firstValue("ETag")).isEqualTo(plain.header("ETag"));
      assertThat(packed.headers().firstValue("Content-Type")).isEqualTo(plain.header("Content-Type"));
      byte[] bytes = packed.body().readAllBytes();
      assertThat(packed.headers().firstValueAsLong("Content-Length")).hasValue(bytes.length);
      assertThat(bytes.length).isLessThan(plain.http().body().length() / 2);
      assertThat(unpacked(bytes)).isEqualTo(plain.http().body());
    }
  }

  @Test
  void whoHasItAlreadyIsToldSoInEitherCoding() throws IOException {
    HttpResponse<InputStream> packed = reader.with("Accept-Encoding", "gzip").open(post);
    packed.body().readAllBytes();
    String etag = packed.headers().firstValue("ETag").orElseThrow();
    assertThat(etag).isEqualTo("\"1\"");
    assertThat(reader.with("Accept-Encoding", "gzip").with("If-None-Match", etag).open(post).statusCode())
        .isEqualTo(304);
    reader.with("If-None-Match", etag).get(post).is(304);
    ANNA.ifMatch(1).patch(post, "{\"title\": \"Long\"}").is(200);
  }

  @Test
  void othersAreNot() throws IOException {
    for (String refusing : List.of("identity", "br", "gzip;q=0", "gzip; q=0.0, *", "*;q=0", "")) {
      try (InputStream body = unpackedFor(refusing, post)) {
        assertThat(new String(body.readAllBytes(), StandardCharsets.UTF_8)).as(refusing).startsWith("{\"id\"");
      }
    }
    assertThat(reader.with("Accept-Encoding", "gzip").get("/api/users/anna").is(200).header("Content-Encoding"))
        .isEmpty();
    assertThat(ANNA.with("Accept-Encoding", "gzip").get("/auth/user").is(200).header("Content-Encoding")).isEmpty();
  }

  private static InputStream unpackedFor(String acceptEncoding, String path) {
    HttpResponse<InputStream> answer = reader.with("Accept-Encoding", acceptEncoding).open(path);
    assertThat(answer.headers().firstValue("Content-Encoding")).as(acceptEncoding).isEmpty();
    return answer.body();
  }

  private static String unpacked(byte[] bytes) throws IOException {
    try (InputStream in = new GZIPInputStream(new java.io.ByteArrayInputStream(bytes))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
