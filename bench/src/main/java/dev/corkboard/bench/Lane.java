package dev.corkboard.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A way to a server on loopback, whose connections can be cut, and which can be shut for a while. */
final class Lane implements AutoCloseable {
  private final URI server;
  private final ServerSocket listening;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private volatile boolean shut;

  /** @param server its URL, of which host and port are looked at */
  Lane(String server) throws IOException {
    this.server = URI.create(server.replaceFirst("^jdbc:", ""));
    this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return listening.getLocalPort();
  }

  /** The URL of the server, by this way. */
  String lead(String url) {
    return url.replaceFirst(":" + server.getPort() + "(?=[/?]|$)", ":" + port());
  }

  /** The server is gone: connections end, and new ones too. */
  void shut() throws IOException {
    shut = true;
    cut();
  }

  void open() {
    shut = false;
  }

  void cut() throws IOException {
    for (Socket socket : sockets)
      socket.close();
  }

  @Override
  public void close() throws IOException {
    listening.close();
    cut();
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        join(listening.accept());
      } catch (IOException away) {
        continue; // closed, or the server is down: whoever came is told so by a cut
      }
    }
  }

  private void join(Socket client) throws IOException {
    if (shut) {
      client.close();
      return;
    }
    try {
      Socket other = new Socket(server.getHost(), server.getPort());
      client.setTcpNoDelay(true); // else each of many small answers could wait for 40 ms
      other.setTcpNoDelay(true);
      copy(client, other);
      copy(other, client);
    } catch (IOException down) {
      client.close();
    }
  }

  private void copy(Socket from, Socket to) {
    sockets.add(from);
    Thread.ofVirtual().start(() -> {
      try (from; to) {
        from.getInputStream().transferTo(to.getOutputStream());
      } catch (IOException cut) {
        return;
      } finally {
        sockets.remove(from);
      }
    });
  }
}
