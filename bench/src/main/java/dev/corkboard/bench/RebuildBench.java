package dev.corkboard.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.zaxxer.hikari.HikariDataSource;
import dev.corkboard.readmodel.Database;
import dev.corkboard.readmodel.Migrations;
import dev.corkboard.readmodel.Sql;
import dev.corkboard.readmodel.journal.EntityReader;
import dev.corkboard.readmodel.journal.JournalEvent;
import dev.corkboard.readmodel.journal.JournalReader;
import dev.corkboard.readmodel.post.PostProjection;
import dev.corkboard.readmodel.projection.AfterCommit;
import dev.corkboard.readmodel.projection.View;
import dev.corkboard.readmodel.rebuild.Rebuild;
import dev.corkboard.readmodel.sprint.SprintProjection;
import dev.corkboard.readmodel.projection.ViewTables;
import dev.corkboard.readmodel.task.TaskProjection;
import dev.corkboard.readmodel.tweet.TweetProjection;
import dev.corkboard.service.embedded.LocalStack;
import dev.corkboard.service.serialization.EventSerializer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Events a second at which each view is built again, beside the rate of reading and decoding the same events and copying
 * one short line for each into a table without an index, in the same run. Arguments: events of each kind, rounds, and
 * views (all, if none is named).
 */
public final class RebuildBench {
  private static final Map<String, Built> VIEWS = Stream.of(
      new Built("tasks", "task", TaskProjection.TABLES),
      new Built("task_versions", "task", TaskProjection.VERSION_TABLES),
      new Built("posts", "post", PostProjection.TABLES),
      new Built("post_versions", "post", PostProjection.VERSION_TABLES),
      new Built("sprints", "sprint", SprintProjection.TABLES),
      new Built("sprint_versions", "sprint", SprintProjection.VERSION_TABLES),
      new Built("tweets", "tweet", TweetProjection.TABLES))
      .collect(Collectors.toMap(Built::name, built -> built, (one, other) -> one, LinkedHashMap::new));
  static final List<String> NAMES = List.copyOf(VIEWS.keySet());
  private static final int LINES = 2_500;
  private static final byte[] END = {};

  private final HikariDataSource patient;
  private final JournalReader journal;
  private final EntityReader entities;

  private RebuildBench(HikariDataSource patient, HikariDataSource reader) {
    this.patient = patient;
    this.journal = new JournalReader(reader, EventSerializer.decoder());
    this.entities = new EntityReader(patient, EventSerializer.decoder());
  }

  /** A view, by its name, of one kind of events. */
  private record Built(String name, String kind, ViewTables tables) {}

  /**
   * One build of a view.
   *
   * @param limit events a second that are read, decoded and copied
   * @param rate events a second of the build
   * @param seconds that the build took
   * @param loadedSeconds of it, until all events were in its tables
   */
  record Result(String view, long events, double limit, double rate, double seconds, double loadedSeconds,
      long heapMegabytes) {}

  public static void main(String[] arguments) throws Exception {
    List<String> views = arguments.length > 2 ? List.of(arguments).subList(2, arguments.length) : NAMES;
    measure(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]), views,
        it -> System.out.printf(
            "%s: %d events; read, decode, COPY %.0f/s; rebuild %.0f/s in %.1f s (loaded after %.1f s); "
                + "ratio %.2f; heap %d MB%n",
            it.view(), it.events(), it.limit(), it.rate(), it.seconds(), it.loadedSeconds(), it.rate() / it.limit(),
            it.heapMegabytes()));
  }

  static void measure(int events, int rounds, List<String> views, Consumer<Result> each) throws Exception {
    Path home = Files.createTempDirectory("corkboard-bench");
    try (LocalStack backends = LocalStack.start(home)) {
      Database where = new Database(backends.jdbcUrl(), backends.dbUser(), backends.dbPassword());
      try (HikariDataSource patient = where.rebuildPool("rebuild");
          HikariDataSource reader = where.journalReaderPool("reader", 2)) {
        Migrations.main(patient);
        Migrations.views(patient);
        RebuildBench bench = new RebuildBench(patient, reader);
        Set<String> filled = new HashSet<>();
        for (String name : views) {
          Built view = VIEWS.get(name);
          if (filled.add(view.kind())) MadeUpJournal.fill(patient, view.kind(), events);
          for (int round = 0; round < rounds; round++)
            each.accept(bench.round(view));
        }
      }
    } finally {
      Folders.delete(home);
    }
  }

  private Result round(Built built) throws Exception {
    String kind = built.kind();
    long events = entities.count(new TreeSet<>(Set.of(kind)));
    double limit = events / seconds(() -> readDecodeCopy(kind));
    View view = new View(built.name(), Set.of(kind), "views", built.tables(), patient, AfterCommit.NOTHING);
    long[] loaded = new long[1];
    long started = System.nanoTime();
    double seconds = seconds(() -> new Rebuild(journal, entities, view, patient).run((done, total) -> {
      if (done >= total) loaded[0] = System.nanoTime() - started;
    }));
    return new Result(built.name(), events, limit, events / seconds, seconds, loaded[0] / 1e9, heap());
  }

  private static long heap() {
    Runtime runtime = Runtime.getRuntime();
    return (runtime.totalMemory() - runtime.freeMemory()) >> 20;
  }

  private interface Part {
    void run() throws Exception;
  }

  private static double seconds(Part part) throws Exception {
    long started = System.nanoTime();
    part.run();
    return (System.nanoTime() - started) / 1e9;
  }

  /** With a thread for each side, as the rebuild has. */
  private void readDecodeCopy(String kind) throws Exception {
    BlockingQueue<byte[]> chunks = new ArrayBlockingQueue<>(2);
    Thread reader = Thread.ofPlatform().start(() -> {
      try {
        Lines lines = new Lines(chunks);
        entities.read(new TreeSet<>(Set.of(kind)), entity -> {
          for (JournalEvent event : entity.decoded().events())
            lines.add(event);
        });
        lines.hand();
        chunks.put(END);
      } catch (InterruptedException givenUp) {
        Thread.currentThread().interrupt();
      }
    });
    Sql.with(patient, connection -> copy(connection, chunks));
    reader.join();
  }

  private static final class Lines {
    private final BlockingQueue<byte[]> chunks;
    private final StringBuilder text = new StringBuilder();
    private int lines;

    Lines(BlockingQueue<byte[]> chunks) {
      this.chunks = chunks;
    }

    void add(JournalEvent event) throws InterruptedException {
      text.append(event.id()).append('\t').append(event.revision()).append('\t').append(event.name()).append('\t')
          .append(event.event().stamp().at()).append('\n');
      if (++lines % LINES == 0) hand();
    }

    void hand() throws InterruptedException {
      if (!text.isEmpty()) chunks.put(text.toString().getBytes(UTF_8));
      text.setLength(0);
    }
  }

  private static long copy(Connection connection, BlockingQueue<byte[]> chunks) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("drop table if exists copied");
      statement.execute("create table copied (id text, revision bigint, name text, at timestamptz)");
      while (true) {
        byte[] chunk = chunks.take();
        if (chunk.length == 0) return 0;
        CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn("copy copied from stdin");
        copy.writeToCopy(chunk, 0, chunk.length);
        copy.endCopy();
      }
    } catch (InterruptedException givenUp) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }
}
