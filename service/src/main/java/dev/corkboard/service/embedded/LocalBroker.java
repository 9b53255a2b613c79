package dev.corkboard.service.embedded;

import java.net.URL;
import java.util.Map;

import org.apache.qpid.server.SystemLauncher;
import org.apache.qpid.server.SystemLauncherListener;
import org.apache.qpid.server.model.Broker;
import org.apache.qpid.server.model.Port;
import org.apache.qpid.server.model.SystemConfig;

/** An AMQP 0-9-1 broker inside this process; what it holds ends with it, so the outbox must be the truth. */
public final class LocalBroker implements AutoCloseable {

  private static final String USER = "corkboard";

  // Two connections of one service: a thread for each, one selector, small buffers.
  private static final Map<String, String> CONTEXT = Map.ofEntries(
      Map.entry("queue.behaviourOnUnknownDeclareArgument", "IGNORE"),
      Map.entry("exchange.behaviourOnUnknownDeclareArgument", "IGNORE"),
      Map.entry("qpid.broker.networkBufferSize", "65536"),
      Map.entry("broker.directByteBufferPoolSize", "64"),
      Map.entry("broker.housekeepingThreadCount", "1"),
      Map.entry("broker.shutdownTimeout", "5"),
      Map.entry("broker.failStartupWithErroredChild", "true"),
      Map.entry("virtualhost.housekeepingThreadCount", "1"),
      Map.entry("virtualhost.connectionThreadPool.size", "4"),
      Map.entry("virtualhost.connectionThreadPool.numberOfSelectors", "1"),
      Map.entry("qpid.port.amqp.threadPool.size", "2"),
      Map.entry("qpid.port.amqp.threadPool.numberOfSelectors", "1"));

  private final SystemLauncher launcher;
  private final int port;
  private final String password;

  private LocalBroker(SystemLauncher launcher, int port, String password) {
    this.launcher = launcher;
    this.port = port;
    this.password = password;
  }

  public static LocalBroker start() {
    String password = Loopback.newPassword();
    Watch watch = new Watch();
    SystemLauncher launcher = new SystemLauncher(watch);
    try {
      launcher.startup(attributes(password));
      return new LocalBroker(launcher, watch.port(), password);
    } catch (Exception e) {
      launcher.shutdown();
      throw new LocalStackException("The AMQP broker did not start: " + e.getMessage(), e);
    }
  }

  public String url() {
    return "amqp://" + USER + ":" + password + "@" + Loopback.HOST + ":" + port;
  }

  @Override
  public void close() {
    launcher.shutdown();
  }

  private static Map<String, Object> attributes(String password) {
    URL configuration = LocalBroker.class.getResource("broker.json");
    var context = new java.util.HashMap<String, String>(CONTEXT);
    context.put("corkboard.broker.password", password);
    return Map.of(SystemConfig.TYPE, "Memory", SystemConfig.INITIAL_CONFIGURATION_LOCATION,
        configuration.toExternalForm(),
        SystemConfig.STARTUP_LOGGED_TO_SYSTEM_OUT, "false", SystemConfig.CONTEXT, context);
  }

  private static final class Watch extends SystemLauncherListener.DefaultSystemLauncherListener {

    private SystemConfig<?> system;
    private RuntimeException failure;

    @Override
    public void onContainerResolve(SystemConfig<?> resolved) {
      system = resolved;
    }

    @Override
    public void errorOnStartup(RuntimeException e) {
      failure = e;
    }

    private int port() {
      if (failure != null) {
        throw failure;
      }
      Broker<?> broker = (Broker<?>) system.getContainer();
      return broker.getPorts().stream().mapToInt(Port::getBoundPort).findFirst().orElseThrow();
    }
  }
}
