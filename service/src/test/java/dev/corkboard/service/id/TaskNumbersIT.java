package dev.corkboard.service.id;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.corkboard.service.RunningBoard;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TaskNumbersIT {
  private static final int THREADS = 8;
  private static final int EACH = 200;

  private static RunningBoard board;
  private static HikariDataSource database;

  @BeforeAll
  static void connect() throws Exception {
    board = RunningBoard.shared();
    database = board.pool();
  }

  @AfterAll
  static void disconnect() {
    database.close();
  }

  @Test
  void noNumberIsGivenTwiceHoweverManyAskOnHoweverManyNodes() throws Exception {
    List<TaskNumbers> nodes = List.of(new TaskNumbers(database), new TaskNumbers(database));
    List<Callable<List<Long>>> takers = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      TaskNumbers node = nodes.get(i % nodes.size());
      takers.add(() -> taken(node));
    }
    List<Long> all = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      for (Future<List<Long>> taken : threads.invokeAll(takers))
        all.addAll(taken.get());
    }
    assertThat(all).hasSize(THREADS * EACH).doesNotHaveDuplicates().allMatch(number -> number > 0);
  }

  @Test
  void manyNumbersAskTheDatabaseFewTimes() throws Exception {
    TaskNumbers numbers = new TaskNumbers(database);
    numbers.next();
    long first = numbers.next();
    for (int i = 2; i < EACH; i++)
      numbers.next();
    long next = new TaskNumbers(database).next();
    assertThat(next - first).isBetween((long) EACH - 1, EACH + 200L); // others may take some meanwhile
  }

  private static List<Long> taken(TaskNumbers numbers) {
    List<Long> taken = new ArrayList<>();
    for (int i = 0; i < EACH; i++)
      taken.add(numbers.next());
    return taken;
  }
}
