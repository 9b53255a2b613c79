package dev.corkboard.service;

import dev.corkboard.domain.task.TaskContent;
import dev.corkboard.readmodel.cache.Announcements;
import dev.corkboard.readmodel.cache.NearCache;
import dev.corkboard.readmodel.cache.Redis;
import dev.corkboard.readmodel.journal.EntityHistory;
import dev.corkboard.readmodel.journal.JournalHint;
import dev.corkboard.readmodel.journal.JournalReader;
import dev.corkboard.readmodel.journal.Position;
import dev.corkboard.readmodel.post.PostTable;
import dev.corkboard.readmodel.projection.DeadLetters;
import dev.corkboard.readmodel.projection.Projections;
import dev.corkboard.readmodel.projection.View;
import dev.corkboard.readmodel.query.VersionQueries;
import dev.corkboard.readmodel.sprint.Burndowns;
import dev.corkboard.readmodel.sprint.SprintNames;
import dev.corkboard.readmodel.sprint.SprintTable;
import dev.corkboard.readmodel.task.TaskSprints;
import dev.corkboard.readmodel.task.TaskTable;
import dev.corkboard.service.auth.Accounts;
import dev.corkboard.service.auth.Auth;
import dev.corkboard.service.auth.DigestLinks;
import dev.corkboard.service.changes.ChangeFeed;
import dev.corkboard.service.changes.SprintChanges;
import dev.corkboard.service.clock.DatabaseClock;
import dev.corkboard.service.geo.GeoIp;
import dev.corkboard.service.http.Addresses;
import dev.corkboard.service.http.ApiRoutes;
import dev.corkboard.service.http.ApiRoutes.PastSide;
import dev.corkboard.service.http.ApiRoutes.ReadSide;
import dev.corkboard.service.http.ApiRoutes.WriteSide;
import dev.corkboard.service.http.AuthRoutes;
import dev.corkboard.service.http.ChangeRoutes;
import dev.corkboard.service.http.ChangeView;
import dev.corkboard.service.http.DeadEventRoutes;
import dev.corkboard.service.http.DeadMailRoutes;
import dev.corkboard.service.http.DocRoutes;
import dev.corkboard.service.http.Endpoint;
import dev.corkboard.service.http.HealthRoutes;
import dev.corkboard.service.http.HttpServer;
import dev.corkboard.service.http.PageFiles;
import dev.corkboard.service.http.PageRoutes;
import dev.corkboard.service.http.Positions;
import dev.corkboard.service.http.PresenceRoutes;
import dev.corkboard.service.http.ProjectionRoutes;
import dev.corkboard.service.http.ReminderRoutes;
import dev.corkboard.service.http.Requests;
import dev.corkboard.service.http.WhoamiRoutes;
import dev.corkboard.service.mail.DeadMails;
import dev.corkboard.service.meter.Counts;
import dev.corkboard.service.reminder.ReminderOverview;
import dev.corkboard.service.reminder.ReminderReports;
import dev.corkboard.service.serialization.EventSerializer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.apache.pekko.Done;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** One node of Corkboard, wired and running; the only place that knows all parts. */
public final class Node {
  static final SortedSet<String> KINDS = Collections
      .unmodifiableSortedSet(new TreeSet<>(List.of("post", "tweet", "sprint", "task")));
  private static final Duration CLOCK_MEASURED = Duration.ofSeconds(5);
  private static final Duration CLEANING = Duration.ofHours(1);
  private static final Duration SWAPS_SEEN = Duration.ofSeconds(1);
  private static final Duration VIEWS_READY = Duration.ofSeconds(60);

  private final ActorSystem<Void> system;
  private final DatabaseClock clock;
  private final StoreGuard guard;
  private final Auth auth;
  private final WriteSide writes;
  private final JournalReader journal;
  private final Reminders reminders;
  private final Projections projections;
  private final int port;
  private final int managementPort;

  private Node(ActorSystem<Void> system, DatabaseClock clock, StoreGuard guard, Auth auth, WriteSide writes,
      JournalReader journal, Reminders reminders, Projections projections, int port, int managementPort) {
    this.system = system;
    this.clock = clock;
    this.guard = guard;
    this.auth = auth;
    this.writes = writes;
    this.journal = journal;
    this.reminders = reminders;
    this.projections = projections;
    this.port = port;
    this.managementPort = managementPort;
  }

  /** Starts a node whose schemas are there; {@code more} are endpoints that only this way of running has. */
  public static Node start(Settings settings, List<Endpoint> more) throws Exception {
    StoreGuard guard = StoreGuard.of(settings);
    return start(guard.settings(), guard, more);
  }

  private static SprintChanges sprintChanges(Pools pools, WriteSide writes) {
    return new SprintChanges(new TaskSprints(pools.queries()),
        task -> writes.tasks().past().at(task.id(), task.revision()).lastContent().flatMap(TaskContent::sprint));
  }

  private static Node start(Settings settings, StoreGuard guard, List<Endpoint> more) throws Exception {
    Pools pools = Pools.open(settings);
    ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), PekkoConfig.SYSTEM,
        PekkoConfig.of(settings, Version.text()));
    try {
      return start(settings, guard, more, DatabaseClock.of(pools.main()), pools, system);
    } catch (Exception failed) {
      system.terminate();
      pools.close();
      throw failed;
    }
  }

  private static Node start(Settings settings, StoreGuard guard, List<Endpoint> more, DatabaseClock clock, Pools pools,
      ActorSystem<Void> system) throws Exception {
    ExecutorService blocking = Executors.newVirtualThreadPerTaskExecutor();
    PrometheusMeterRegistry metrics = registry(system);
    ClusterFormation.joinIfAlone(system, settings.cluster());
    JournalHint hint = new JournalHint();
    Redis redis = new Redis(settings.redis().toString());
    NearCache near = new NearCache();
    Announcements announcements = new Announcements(redis, near, KINDS);
    JournalReader journal = new JournalReader(pools.reader(), EventSerializer.decoder());
    WriteSide writes = Entities.start(system, hint, new JournalReader(pools.past(), EventSerializer.decoder()),
        pools.main(), clock);
    Projections projections = new Projections(system, journal, hint, blocking);
    shape(settings, journal, pools);
    Positions positions = new Positions(guard.identity().epoch(), guard.identity().plainPositions());
    ChangeFeed changes = new ChangeFeed(journal, hint, KINDS, positions::text,
        event -> ChangeView.json(event, positions), sprintChanges(pools, writes), blocking,
        ChangeFeed.checks(settings.accounts().revocation()),
        settings.streamsOfOne());
    Views.Sides views = Views.start(projections, pools, redis, near, positions::text, changes::known);
    Auth auth = AccountSide.start(settings, pools.main(), clock);
    Reminders reminders = Reminders.start(system, settings, pools, projections, blocking,
        new BoardFacts(new SprintNames(pools.queries()), auth.digestLinks(), settings.http().publicUrl()), clock);
    Rebuilds rebuilds = new Rebuilds(settings, journal, projections.views(), blocking);
    PresenceTopic.start(system, changes, clock);
    DeadLetters letters = new DeadLetters(projections::view, Views.VERSIONS, journal);
    RetryRequests.serve(system, pools.main(), letters, projections::namesHere, blocking);
    ViewWatch.start(system, settings, pools.main(), blocking);
    measure(new Metrics(metrics), system, pools, redis, near, auth, changes, clock,
        new DatabaseFigures(projections, rebuilds, pools.main(), blocking), projections.names());

    AuthRoutes authRoutes = new AuthRoutes(auth, settings.accounts().signupOpen(), settings.http().publicUrl(),
        settings.http().corsOrigins());
    ApiRoutes apiRoutes = new ApiRoutes(writes, views.now(), views.past(), AccountSide.known(auth.accounts()),
        positions::text, settings.http().publicUrl());
    HealthRoutes healthRoutes = new HealthRoutes(Version.text(),
        Checks.of(pools, guard, redis, reminders, projections));
    ChangeRoutes changeRoutes = new ChangeRoutes(changes, positions, KINDS, authRoutes.authenticator(),
        settings.http().publicUrl());
    List<Endpoint> endpoints = endpoints(authRoutes, apiRoutes, changeRoutes,
        new PresenceRoutes(changes.presences()::say, KINDS), healthRoutes, new DocRoutes(),
        new PageRoutes(PageFiles.packed()), whoami(settings),
        new ProjectionRoutes(projections::status, positions, projections::pace, rebuilds),
        new DeadEventRoutes(letters, new RetryRequests(pools.main())::askAndAwait, settings.http().publicUrl()),
        new DeadMailRoutes(new DeadMails(pools.main(), clock), settings.http().publicUrl()),
        new ReminderRoutes(new ReminderReports(pools.main())::of, () -> ReminderOverview.of(pools.main()),
            reminders::awaitReached, settings.http().publicUrl()),
        more);
    HttpServer http = new HttpServer(system, settings.http(), endpoints, authRoutes.authenticator(),
        new Addresses(settings.trustedProxies()), new Requests(metrics), clock);
    ManagementServer management = new ManagementServer(system, metrics, blocking,
        ClusterFormation.contactPoint(system, settings));
    int managementPort = management.start(settings.management().host(), settings.management().port());
    ClusterFormation.discover(system, settings.cluster());
    every(system, CLOCK_MEASURED, blocking, clock::measure);
    guard.start(system, pools, blocking);
    every(system, CLEANING, blocking, auth::clean);
    every(system, CLEANING, blocking, rebuilds::clean);
    every(system, SWAPS_SEEN, blocking, rebuilds::follow);
    stopInOrder(system, changes, http, reminders,
        List.of(rebuilds::close, auth::close, announcements::close, redis::close, pools::close, blocking::shutdown));
    Opening.await(system, writes);
    int port = http.start();
    management.serving();
    return new Node(system, clock, guard, auth, writes, journal, reminders, projections, port, managementPort);
  }

  /** Before anybody reads or keeps the views. */
  static void shape(Settings settings, JournalReader journal, Pools pools) {
    List<View> views = new ArrayList<>(Views.in(pools.queries()));
    views.add(Reminders.view(pools.main()));
    try (Rebuilds rebuilds = new Rebuilds(settings, journal, views, Runnable::run)) {
      rebuilds.ensureShapes();
    }
  }

  private static void every(ActorSystem<?> system, Duration pause, ExecutorService blocking, Runnable work) {
    system.scheduler().scheduleWithFixedDelay(pause, pause, () -> blocking.execute(work), system.executionContext());
  }

  /** With what is counted in Micrometer's own registry of the process, for as long as the node runs. */
  private static PrometheusMeterRegistry registry(ActorSystem<Void> system) {
    PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    io.micrometer.core.instrument.Metrics.addRegistry(metrics);
    system.getWhenTerminated().thenRun(() -> io.micrometer.core.instrument.Metrics.removeRegistry(metrics));
    Counts.begin();
    return metrics;
  }

  private static void measure(Metrics metrics, ActorSystem<Void> system, Pools pools, Redis redis, NearCache near,
      Auth auth,
      ChangeFeed changes, DatabaseClock clock, DatabaseFigures figures, List<String> views) {
    metrics.jvm();
    metrics.pools(pools, system);
    metrics.views(views, figures);
    metrics.outbox(figures);
    metrics.cache(redis, KINDS);
    metrics.near(near, KINDS);
    metrics.passwords(auth);
    metrics.changes(changes);
    metrics.clock(clock);
  }

  /** All that is served, for a test to compare with what docs/api/openapi.yaml describes. */
  static List<Endpoint> endpoints(AuthRoutes auth, ApiRoutes api, ChangeRoutes changes, PresenceRoutes presence,
      HealthRoutes health,
      DocRoutes docs, PageRoutes page, WhoamiRoutes whoami, ProjectionRoutes projections, DeadEventRoutes deadEvents,
      DeadMailRoutes deadMails, ReminderRoutes reminders, List<Endpoint> more) {
    return Stream.of(auth.endpoints(), api.endpoints(), changes.endpoints(), presence.endpoints(),
        health.endpoints(), docs.endpoints(),
        whoami.endpoints(), projections.endpoints(), deadEvents.endpoints(), deadMails.endpoints(),
        reminders.endpoints(), page.endpoints(), more)
        .flatMap(List::stream).toList();
  }

  private static WhoamiRoutes whoami(Settings settings) throws IOException {
    GeoIp places = settings.geoIp().isEmpty() ? GeoIp.bundled() : GeoIp.of(settings.geoIp());
    return new WhoamiRoutes(places::locate);
  }

  /** First no more streams, then no more requests, then no more reminders, then the actors, and what they use last. */
  private static void stopInOrder(ActorSystem<Void> system, ChangeFeed changes, HttpServer http,
      Reminders reminders, List<Runnable> last) {
    Shutdown.in(system, CoordinatedShutdown.PhaseBeforeServiceUnbind(), "changes", changes::close);
    Shutdown.in(system, CoordinatedShutdown.PhaseServiceUnbind(), "http", http::close);
    Shutdown.in(system, CoordinatedShutdown.PhaseServiceStop(), "reminders", reminders::close);
    system.getWhenTerminated().thenRun(() -> last.forEach(Runnable::run));
  }

  public int port() {
    return port;
  }

  public int managementPort() {
    return managementPort;
  }

  /** The clock that all nodes and the database share. */
  InstantSource clock() {
    return clock;
  }

  public Accounts accounts() {
    return auth.accounts();
  }

  DigestLinks digestLinks() {
    return auth.digestLinks();
  }

  WriteSide writes() {
    return writes;
  }

  /** Whether nothing has ever happened on this board. */
  boolean isBlank() {
    return journal.newest(KINDS).equals(Position.START);
  }

  /** Waits for the views, so that who is told that the board is ready sees all of it; which are behind even then. */
  List<String> awaitViews() {
    return projections.awaitAllCaughtUp(VIEWS_READY);
  }

  /** Sends again what a broker that does not survive its process may have had in its queues; each mail goes once. */
  void republishReminders() throws SQLException {
    reminders.outbox().republishUndelivered();
  }

  public CompletionStage<Done> whenEnded() {
    return system.getWhenTerminated();
  }

  /** Whether it ended because its database is another one now, so that it should be started again. */
  boolean lostItsStore() {
    return guard.isLost();
  }

  public void stop() {
    system.terminate();
  }

  /** Blocks until the node has ended. */
  public void awaitEnd() {
    whenEnded().toCompletableFuture().join();
  }
}
