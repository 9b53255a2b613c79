package dev.corkboard.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.corkboard.bench.BoardClient.Answer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A board with large and ordinary things on it, and the accounts of those who use it. */
final class SiegeBoard {
  static final String PASSWORD = "seven-white-horses";
  private static final int LARGE_POSTS = 100;
  private static final int LONGEST = 100_000;
  private static final int TASKS = 200;
  private static final int POSTS = 40;
  private static final int READERS = 4;

  /** Somebody who is signed in, and from which address. */
  static final class Account {
    private final String name;
    private final String address;
    private volatile String token;
    private String refreshToken;

    private Account(String name, String address) {
      this.name = name;
      this.address = address;
    }

    String name() {
      return name;
    }

    String address() {
      return address;
    }

    String token() {
      return token;
    }
  }

  private final BoardClient anybody;
  private final List<Account> readers = new ArrayList<>();
  private Account person;
  private Account follower;
  private Account writer;
  private String ordinaryPost;
  private String largePost;
  private String task;

  private SiegeBoard(BoardClient anybody) {
    this.anybody = anybody;
  }

  static SiegeBoard fill(Product product) throws IOException, InterruptedException {
    BoardClient admin = product.signedIn();
    SiegeBoard board = new SiegeBoard(product.anybody());
    String emoji = "\uD83D\uDE00".repeat(LONGEST);
    for (int i = 0; i < LARGE_POSTS; i++)
      board.largePost = id(admin, "/api/posts", Map.of("title", "Large " + i, "content", emoji));
    for (int i = 0; i < POSTS; i++)
      board.ordinaryPost = id(admin, "/api/posts",
          Map.of("title", "Post " + i, "content", "What we have learned today. ".repeat(20)));
    for (int i = 0; i < TASKS; i++)
      board.task = id(admin, "/api/tasks", Map.of("name", "Task " + i, "description", "To be done. ".repeat(10),
          "labels", List.of("siege")));
    board.person = board.signUp("person", "203.0.113.7");
    board.follower = board.signUp("follower", "198.51.100.7");
    board.writer = board.signUp("writer", "192.0.2.7");
    for (int i = 0; i < READERS; i++)
      board.readers.add(board.signUp("reader" + i, "198.18." + i + ".7"));
    product.awaitViews();
    return board;
  }

  private static String id(BoardClient admin, String path, Object body) throws IOException, InterruptedException {
    Answer answer = admin.send("POST", path, body, Map.of());
    // A node that has just started, and a disk that others use, may take a moment; what was refused was not stored.
    for (int tries = 1; answer.status() == 503 && tries < 10; tries++)
      answer = admin.send("POST", path, body, Map.of());
    if (answer.status() != 201) throw new IOException(path + " answered " + answer.status() + " " + answer.body());
    return answer.body().get("id").textValue();
  }

  private Account signUp(String name, String address) throws IOException, InterruptedException {
    Account account = new Account(name, address);
    Map<String, String> from = Map.of("X-Forwarded-For", address);
    Answer answer = anybody.send("POST", "/auth/signup",
        Map.of("username", name, "email", name + "@example.org", "password", PASSWORD), from);
    if (answer.status() != 201) throw new IOException("sign-up answered " + answer.status() + " " + answer.body());
    take(account, anybody.send("POST", "/auth/obtain_token", Map.of("username", name, "password", PASSWORD), from));
    return account;
  }

  /** Access tokens are good for ten minutes. */
  void renew() throws IOException, InterruptedException {
    List<Account> all = new ArrayList<>(readers);
    all.addAll(List.of(person, follower, writer));
    for (Account account : all)
      take(account, anybody.send("POST", "/auth/refresh_token", Map.of("refresh_token", account.refreshToken),
          Map.of("X-Forwarded-For", account.address())));
  }

  private static void take(Account account, Answer answer) throws IOException {
    JsonNode body = answer.body();
    if (answer.status() != 200) throw new IOException("a token was not given: " + answer.status() + " " + body);
    account.token = body.get("token").textValue();
    account.refreshToken = body.get("refresh_token").textValue();
  }

  /** The one who wants to read in peace. */
  Account person() {
    return person;
  }

  /** Who opens streams. */
  Account follower() {
    return follower;
  }

  /** Who sends large bodies. */
  Account writer() {
    return writer;
  }

  /** Those who ask for large pages. */
  List<Account> readers() {
    return readers;
  }

  /** What an ordinary person reads. */
  List<String> ordinaryPaths() {
    return List.of("/api/posts/" + ordinaryPost, "/api/tasks?limit=100", "/api/posts?limit=20", "/api/tasks/" + task,
        "/api/tasks?label=siege&ordering=-created_at", "/api/users", "/api/posts/" + largePost);
  }
}
