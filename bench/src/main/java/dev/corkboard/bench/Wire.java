package dev.corkboard.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import java.util.function.Supplier;

/** Requests of one signed-in person as bytes. */
record Wire(String token) {

  byte[] get(String path) {
    return (head("GET", path) + "\r\n").getBytes(UTF_8);
  }

  /** A read that shows the write, or writes, of a Consistency-Token. */
  byte[] get(String path, String consistencyToken) {
    return (head("GET", path) + "Consistency-Token: " + consistencyToken + "\r\n\r\n").getBytes(UTF_8);
  }

  byte[] send(String method, String path, String body) {
    return (head(method, path) + "Content-Type: application/json\r\nContent-Length: " + body.getBytes(UTF_8).length
        + "\r\n\r\n" + body).getBytes(UTF_8);
  }

  private String head(String method, String path) {
    return method + " " + path + " HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer " + token + "\r\n";
  }

  /** The same again and again. */
  static Supplier<Optional<byte[]>> always(byte[] request) {
    Optional<byte[]> same = Optional.of(request);
    return () -> same;
  }

  static Supplier<Optional<byte[]>> each(Supplier<byte[]> requests) {
    return () -> Optional.of(requests.get());
  }
}
