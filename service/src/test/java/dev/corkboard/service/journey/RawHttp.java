package dev.corkboard.service.journey;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.corkboard.readmodel.json.Json;
import dev.corkboard.service.api.ApiDescription;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;

/** HTTP as bytes, for what no proper client sends. */
final class RawHttp {
  private static final int PATIENCE_MILLIS = 15_000;
  /** So much fits between client and server, whether anybody reads it or not. */
  private static final int SURELY_SENT = 64 << 10;

  /** All that came back until the server closed the connection. */
  record Answer(String text) {

    int status() {
      assertThat(text).startsWith("HTTP/1.1 ");
      return Integer.parseInt(text.substring(9, 12));
    }

    String body() {
      return new String(text.substring(text.indexOf("\r\n\r\n") + 4).getBytes(ISO_8859_1), UTF_8);
    }

    JsonNode json() throws IOException {
      return Json.mapper().readTree(body());
    }

    void isProblem(int status) throws IOException {
      assertThat(status()).as(text).isEqualTo(status);
      isProblem();
    }

    void isProblem() throws IOException {
      assertThat(text).contains("Content-Type: application/problem+json").contains("\r\nX-Request-ID: ");
      assertThat(json().get("status").asInt()).isEqualTo(status());
      ApiDescription.packed().checkProblem(status(), json());
    }
  }

  private RawHttp() {}

  static Answer send(int port, byte[] request) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      try {
        socket.getOutputStream().write(request);
      } catch (SocketException cutOff) {
        return cutOff(request, socket);
      }
      return new Answer(read(socket.getInputStream()));
    }
  }

  /** Pekko HTTP closes right after the answer when it cannot parse a head, however much is still to come. */
  private static Answer cutOff(byte[] request, Socket socket) throws IOException {
    assertThat(request.length).as("only what is large may be cut off").isGreaterThan(SURELY_SENT);
    Answer answer = new Answer(read(socket.getInputStream()));
    assertThat(answer.status()).as("of what is cut off").isBetween(400, 499);
    assertThat(answer.text()).contains("\r\nConnection: close\r\n");
    return answer;
  }

  /** Until the server closes; of a stream of events, which it never closes, only how it begins. */
  private static String read(InputStream in) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] chunk = new byte[8192];
    for (int length = in.read(chunk); length >= 0; length = in.read(chunk)) {
      bytes.write(chunk, 0, length);
      boolean head = bytes.size() == length;
      if (head && new String(chunk, 0, length, ISO_8859_1).contains("Content-Type: text/event-stream")) break;
    }
    return bytes.toString(ISO_8859_1);
  }
}
