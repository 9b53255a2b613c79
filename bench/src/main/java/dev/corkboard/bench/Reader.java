package dev.corkboard.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Phaser;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * One person who sends ten ordinary reads a second, whatever becomes of the earlier ones, and signs in now and then. Each
 * read counts from when it was due until its last byte has come.
 */
final class Reader {
  private static final Duration EVERY = Duration.ofMillis(100);
  private static final Duration STRETCH = Duration.ofSeconds(30);
  private static final int READS_BETWEEN_SIGN_INS = 150;
  private static final int READS_ON_A_CONNECTION = 10;
  private static final int TIMEOUT_MILLIS = 10_000;

  private final InetSocketAddress service;
  private final SiegeBoard board;
  private final Figures reads = new Figures(1_000_000);
  private final Figures signIns = new Figures(10_000);
  private final AtomicInteger signInsRefused = new AtomicInteger();
  private final Map<String, Figures> byPath = new LinkedHashMap<>();
  /** By stretches of half a minute, to tell a slow beginning from what goes on being slow. */
  private final Map<Long, Figures> byStretch = new ConcurrentSkipListMap<>();
  private final Queue<String> faults = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedDeque<Kept> kept = new ConcurrentLinkedDeque<>();
  private final Phaser running = new Phaser(1);
  private Thread clock;
  private volatile long began;

  /** A connection that is used again for some requests. */
  private static final class Kept {
    private final Socket socket = new Socket();
    private InputStream in;
    private int uses;
  }

  Reader(InetSocketAddress service, SiegeBoard board) {
    this.service = service;
    this.board = board;
    board.ordinaryPaths().forEach(path -> byPath.put(kind(path), new Figures(200_000)));
  }

  /** Ids differ from run to run. */
  private String kind(String path) {
    boolean large = path.equals(board.ordinaryPaths().getLast());
    return path.replaceAll("/[0-9a-f-]{36}$", large ? "/{id of a large one}" : "/{id}");
  }

  void start(long end) {
    began = System.nanoTime();
    clock = Thread.ofPlatform().name("reader").start(() -> {
      List<String> paths = board.ordinaryPaths();
      long due = System.nanoTime();
      for (int i = 0; due < end; i++, due += EVERY.toNanos()) {
        while (System.nanoTime() < due)
          LockSupport.parkNanos(due - System.nanoTime());
        String path = paths.get(i % paths.size());
        long wasDue = due;
        begin(() -> read(path, wasDue));
        if (i % READS_BETWEEN_SIGN_INS == READS_BETWEEN_SIGN_INS - 1) begin(this::signIn);
      }
    });
  }

  private void begin(Runnable work) {
    running.register();
    Thread.ofVirtual().start(() -> {
      try {
        work.run();
      } finally {
        running.arriveAndDeregister();
      }
    });
  }

  void await() throws InterruptedException {
    clock.join();
    running.arriveAndAwaitAdvance();
    kept.forEach(Reader::close);
  }

  Figures reads() {
    return reads;
  }

  Map<String, Figures> byPath() {
    return byPath;
  }

  Map<Long, Figures> byStretch() {
    return byStretch;
  }

  Queue<String> faults() {
    return faults;
  }

  Figures signIns() {
    return signIns;
  }

  int signInsRefused() {
    return signInsRefused.get();
  }

  private void read(String path, long due) {
    SiegeBoard.Account person = board.person();
    String request = "GET " + path + " HTTP/1.1\r\nHost: siege\r\nX-Forwarded-For: " + person.address()
        + "\r\nAuthorization: Bearer " + person.token() + "\r\n\r\n";
    try {
      int status = ask(request);
      if (status != 200) faults.add(Instant.now() + " " + path + " answered " + status);
    } catch (IOException failed) {
      faults.add(Instant.now() + " " + path + ": " + failed);
    }
    long taken = System.nanoTime() - due;
    reads.add(taken);
    byPath.get(kind(path)).add(taken);
    byStretch.computeIfAbsent((due - began) / STRETCH.toNanos(), any -> new Figures(1_000)).add(taken);
  }

  private void signIn() {
    SiegeBoard.Account person = board.person();
    String body = "{\"username\": \"" + person.name() + "\", \"password\": \"" + SiegeBoard.PASSWORD + "\"}";
    long started = System.nanoTime();
    try {
      int status = ask("POST /auth/obtain_token HTTP/1.1\r\nHost: siege\r\nX-Forwarded-For: " + person.address()
          + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
      if (status == 200) {
        signIns.add(System.nanoTime() - started);
      } else {
        signInsRefused.incrementAndGet();
      }
    } catch (IOException failed) {
      signInsRefused.incrementAndGet();
    }
  }

  /** A kept connection may have been closed meanwhile; then the request is sent again on a new one, as every client does. */
  private int ask(String request) throws IOException {
    Kept connection = kept.pollFirst();
    if (connection != null) {
      Optional<Integer> status = onKept(connection, request);
      if (status.isPresent()) return status.get();
    }
    Kept fresh = new Kept();
    try {
      fresh.socket.setTcpNoDelay(true);
      fresh.socket.setSoTimeout(TIMEOUT_MILLIS);
      fresh.socket.connect(service, TIMEOUT_MILLIS);
      fresh.in = new BufferedInputStream(fresh.socket.getInputStream(), 1 << 14);
      return exchange(fresh, request);
    } catch (IOException failed) {
      close(fresh);
      throw failed;
    }
  }

  private Optional<Integer> onKept(Kept connection, String request) throws IOException {
    int before = connection.uses;
    try {
      return Optional.of(exchange(connection, request));
    } catch (IOException closed) {
      close(connection);
      boolean hadTakenIt = connection.uses > before || closed instanceof SocketTimeoutException;
      if (hadTakenIt) throw closed;
      return Optional.empty();
    }
  }

  private int exchange(Kept connection, String request) throws IOException {
    connection.socket.getOutputStream().write(request.getBytes(ISO_8859_1));
    String statusLine = line(connection.in);
    connection.uses++;
    long length = -1;
    boolean closes = false;
    for (String header = line(connection.in).toLowerCase(); !header.isEmpty(); header = line(connection.in)
        .toLowerCase()) {
      if (header.startsWith("content-length:")) length = Long.parseLong(header.substring(15).strip());
      closes |= header.startsWith("connection: close");
    }
    if (length < 0) throw new IOException("an answer without a length: " + statusLine);
    connection.in.skipNBytes(length);
    if (closes || connection.uses >= READS_ON_A_CONNECTION) {
      close(connection);
    } else {
      kept.addFirst(connection);
    }
    return Integer.parseInt(statusLine.substring(9, 12));
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) throw new IOException("closed after: " + line);
      if (next != '\r') line.append((char) next);
    }
    return line.toString();
  }

  private static void close(Kept connection) {
    try {
      connection.socket.close();
    } catch (IOException closed) {
      return;
    }
  }
}
