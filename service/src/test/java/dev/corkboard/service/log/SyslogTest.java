package dev.corkboard.service.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import com.fasterxml.jackson.databind.JsonNode;
import dev.corkboard.readmodel.json.Json;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SyslogTest {
  private static final String HEADER = "<%d>1 \\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z [!-~]+ corkboard \\d+ - - ";

  private final LoggerContext context = new LoggerContext();
  private final Logger logger = context.getLogger(Logger.ROOT_LOGGER_NAME);
  private DatagramSocket server;

  @BeforeEach
  void listen() throws Exception {
    context.setMDCAdapter(new LogbackMDCAdapter());
    server = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    server.setSoTimeout(10_000);
  }

  @AfterEach
  void stop() {
    context.stop();
    server.close();
  }

  @Test
  void linesAreAsRfc5424HasThem() throws Exception {
    start(false);
    context.getMDCAdapter().put("request_id", "abc-1");
    context.getLogger("access").info("GET route=\"{}\" — ünïcode", "GET /api/tasks/{id}");
    assertThat(received())
        .matches(HEADER.formatted(30) + "\\Qaccess [abc-1] GET route=\"GET /api/tasks/{id}\" — ünïcode\\E");
    for (Map.Entry<Level, Integer> level : Map.of(Level.ERROR, 27, Level.WARN, 28, Level.DEBUG, 31).entrySet()) {
      logger.atLevel(org.slf4j.event.Level.valueOf(level.getKey().toString())).log("x");
      assertThat(received()).startsWith("<" + level.getValue() + ">1 ");
    }
  }

  @Test
  void nothingThatIsLoggedForgesALine() throws Exception {
    start(false);
    logger.warn("one\r\n<30>1 two\u001b[2Kthree\u0000", new IllegalStateException("bad\n<30>1 forged"));
    assertThat(received()).contains("one | <30>1 two?[2Kthree?").contains("bad | <30>1 forged")
        .doesNotContainPattern("\\p{Cntrl}");
  }

  @Test
  void jsonIsSentAsJson() throws Exception {
    start(true);
    context.getMDCAdapter().put("request_id", "abc-1");
    logger.info("two\nlines");
    String line = received();
    JsonNode json = Json.mapper().readTree(line.substring(line.indexOf('{')));
    assertThat(line).matches(HEADER.formatted(30) + "\\{[^\n]*\\}");
    assertThat(json.get("message").asText()).isEqualTo("two\nlines");
    assertThat(json.get("request_id").asText()).isEqualTo("abc-1");
  }

  @Test
  void aLongLineIsCutAtACharacter() throws Exception {
    start(false);
    logger.info("ü".repeat(20_000));
    assertThat(received()).hasSizeGreaterThan(4_000).endsWith("ü");
  }

  @Test
  void aServerThatIsNotThereHarmsNobody() throws Exception {
    int gone = server.getLocalPort();
    server.close();
    Syslog.start(logger, new SyslogServer("127.0.0.1", gone), false);
    for (int i = 0; i < 20_000; i++)
      logger.info("nobody hears {}", i);
    server = new DatagramSocket(gone, InetAddress.getLoopbackAddress());
    server.setSoTimeout(10_000);
    String heard;
    do {
      logger.info("at last");
      heard = received();
    } while (!heard.endsWith("at last"));
    assertThat(heard).endsWith("at last");
  }

  @Test
  void aNameThatIsUnknownHarmsNobody() {
    Syslog.start(logger, new SyslogServer("no-such-host.invalid", 514), false);
    for (int i = 0; i < 20_000; i++)
      logger.info("nobody hears {}", i);
    assertThat(logger.getAppender("syslog-queue").isStarted()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"logs.example.org,logs.example.org,514", "logs:1514,logs,1514", "10.0.0.1:99,10.0.0.1,99",
      "[::1]:99,::1,99", "[2001:db8::1],2001:db8::1,514"})
  void serverIsAHostWithOrWithoutAPort(String text, String host, int port) {
    assertThat(SyslogServer.parse(text)).contains(new SyslogServer(host, port));
  }

  @ParameterizedTest
  @ValueSource(strings = {"logs:0", "logs:65536", "logs:", ":514", "logs:x", "udp://logs", "a b", "::1", "logs:1:2"})
  void anythingElseIsNone(String text) {
    assertThat(SyslogServer.parse(text)).isEmpty();
  }

  private void start(boolean json) {
    Syslog.start(logger, new SyslogServer("127.0.0.1", server.getLocalPort()), json);
  }

  private String received() throws Exception {
    DatagramPacket packet = new DatagramPacket(new byte[65_536], 65_536);
    server.receive(packet);
    return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
  }
}
