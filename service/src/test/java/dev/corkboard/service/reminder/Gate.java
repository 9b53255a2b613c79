package dev.corkboard.service.reminder;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A way to the broker that a test can cut: while it is shut, connections break and new ones are refused. */
final class Gate implements AutoCloseable {
  private final URI broker;
  private final int port;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private ServerSocket server;

  Gate(URI broker) throws IOException {
    this.broker = broker;
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    port = server.getLocalPort();
    accept(server);
  }

  URI url() {
    return URI.create(broker.toString().replace("@" + broker.getHost() + ":" + broker.getPort(), "@127.0.0.1:" + port));
  }

  void shut() throws IOException {
    server.close();
    for (Socket socket : sockets)
      socket.close();
  }

  void open() throws IOException {
    server = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
    accept(server);
  }

  @Override
  public void close() throws IOException {
    shut();
  }

  private void accept(ServerSocket listening) {
    Thread.ofVirtual().start(() -> {
      try {
        while (true)
          join(listening.accept(), new Socket(broker.getHost(), broker.getPort()));
      } catch (IOException shut) {
        // the end of this listener
      }
    });
  }

  private void join(Socket one, Socket other) throws IOException {
    one.setTcpNoDelay(true); // else each of many small answers could wait for 40 ms
    other.setTcpNoDelay(true);
    sockets.add(one);
    sockets.add(other);
    copy(one, other);
    copy(other, one);
  }

  private void copy(Socket from, Socket to) {
    Thread.ofVirtual().start(() -> {
      try (from; to) {
        from.getInputStream().transferTo(to.getOutputStream());
      } catch (IOException cut) {
        // both ends are closed
      }
    });
  }
}
