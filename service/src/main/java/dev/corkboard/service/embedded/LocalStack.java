package dev.corkboard.service.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All backends that Corkboard needs, run from one home folder and ended with this process. */
public final class LocalStack implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LocalStack.class);
  private static final Duration LAST_USE = Duration.ofSeconds(30);

  private final HomeFolder home;
  private final CompletableFuture<LocalPostgres> postgres;
  private final CompletableFuture<LocalRedis> redis;
  private final CompletableFuture<LocalBroker> broker;
  private final CompletableFuture<LocalMailbox> mailbox;
  private final List<CompletionStage<?>> users = new CopyOnWriteArrayList<>();
  private final List<Keeper> keepers = new CopyOnWriteArrayList<>();
  private final Watchdog watchdog;
  private volatile Runnable afterLoss = () -> {
  };
  private final Thread atExit = new Thread(this::closeAfterUse, "local-stack-end");
  private boolean closed;

  private LocalStack(HomeFolder home) {
    this.home = home;
    this.watchdog = watchdog(home);
    Runtime.getRuntime().addShutdownHook(atExit);
    this.postgres = begin("local-postgres", () -> LocalPostgres.start(home));
    this.redis = begin("local-redis", () -> LocalRedis.start(home));
    this.mailbox = begin("local-mailbox", () -> LocalMailbox.start(home));
    this.broker = begin("local-broker", () -> LocalBroker.start(home));
  }

  /** Starts everything at once and returns when all of it takes connections. */
  public static LocalStack start(Path home) {
    LocalStack stack = new LocalStack(HomeFolder.hold(home));
    try {
      CompletableFuture.allOf(stack.postgres, stack.redis, stack.broker, stack.mailbox).join();
      stack.keep();
      return stack;
    } catch (CompletionException e) {
      stack.close();
      throw e.getCause() instanceof LocalStackException known
          ? known
          : new LocalStackException("The embedded backends did not start: " + e.getCause().getMessage(), e.getCause());
    }
  }

  public String jdbcUrl() {
    return postgres.join().jdbcUrl();
  }

  public String dbUser() {
    return postgres.join().user();
  }

  public String dbPassword() {
    return postgres.join().password();
  }

  public String redisUrl() {
    return redis.join().url();
  }

  public String amqpUrl() {
    return broker.join().url();
  }

  public String smtpHost() {
    return mailbox.join().host();
  }

  public int smtpPort() {
    return mailbox.join().port();
  }

  public String smtpUser() {
    return mailbox.join().user();
  }

  public String smtpPassword() {
    return mailbox.join().password();
  }

  public LocalMailbox mailbox() {
    return mailbox.join();
  }

  /** What is done when the broker has been started again, and what was in its queues is lost. */
  public void afterLoss(Runnable repair) {
    afterLoss = repair;
  }

  /** When the process is told to end, the backends wait for this user to be done, for half a minute at most. */
  public void outlive(CompletionStage<?> user) {
    users.add(user);
  }

  /** Ends the backends now, those that use others first; what is still starting is waited for. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    keepers.forEach(Keeper::close);
    try (home; watchdog) {
      List.of(broker, mailbox, redis, postgres).forEach(LocalStack::end);
    } finally {
      forgetExit();
    }
  }

  private void keep() {
    keepers.add(Keeper.of(postgres.join(), () -> {
    }));
    keepers.add(Keeper.of(redis.join(), () -> {
    }));
    keepers.add(Keeper.of(mailbox.join(), () -> {
    }));
    keepers.add(Keeper.of(broker.join(), () -> afterLoss.run()));
  }

  private static Watchdog watchdog(HomeFolder home) {
    try {
      return Watchdog.over(home);
    } catch (RuntimeException e) {
      home.close();
      throw e;
    }
  }

  /** As if both had failed, for a test. */
  void breakOff() {
    broker.join().breakOff();
    mailbox.join().close();
  }

  private void closeAfterUse() {
    try {
      CompletableFuture
          .allOf(users.stream().map(CompletionStage::toCompletableFuture).toArray(CompletableFuture<?>[]::new))
          .get(LAST_USE.toSeconds(), TimeUnit.SECONDS);
    } catch (Exception e) {
      LOG.warn("The backends are ended although they may still be in use", e);
    }
    close();
  }

  private void forgetExit() {
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      LOG.trace("Closed because the process ends", e);
    }
  }

  private static void end(CompletableFuture<? extends AutoCloseable> backend) {
    try {
      backend.join().close();
    } catch (CompletionException e) {
      LOG.trace("It had not started", e);
    } catch (Exception e) {
      LOG.warn("A backend could not be ended in good order", e);
    }
  }

  private static <T> CompletableFuture<T> begin(String name, Supplier<T> start) {
    CompletableFuture<T> started = new CompletableFuture<>();
    Thread.ofPlatform().name(name).daemon().start(() -> {
      try {
        started.complete(start.get());
      } catch (Throwable e) {
        started.completeExceptionally(e);
      }
    });
    return started;
  }
}
