package dev.corkboard.service.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import org.apache.pekko.event.NoLogging;
import org.apache.pekko.http.impl.engine.parsing.HttpHeaderParser;
import org.apache.pekko.http.javadsl.settings.ServerSettings;
import org.apache.pekko.http.scaladsl.settings.ParserSettings;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.Test;

/** What the parser of a connection keeps of the headers that came on it. */
class HeaderCacheTest {
  private final HttpHeaderParser parser = HttpHeaderParser.apply((ParserSettings) ServerSettings.create(
      ConfigFactory.parseResources("http.conf").withFallback(ConfigFactory.load()).resolve()).getParserSettings(),
      NoLogging.getInstance()).createShallowCopy();

  private String sizesAfter(String name, String value) {
    ByteString line = ByteString.fromString(name + ": " + value + "\r\nx");
    parser.parseHeaderLine(line, 0, parser.parseHeaderLine$default$3(line, 0),
        parser.parseHeaderLine$default$4(line, 0));
    return parser.formatSizes();
  }

  @Test
  void valuesAreNotKept() {
    for (String name : new String[]{"Cookie", "User-Agent", "Accept-Language", "X-Unknown"}) {
      String before = sizesAfter(name, "a0");
      for (int i = 1; i < 20; i++)
        assertThat(sizesAfter(name, "x".repeat(1_000) + i)).as(name).isEqualTo(before);
    }
  }
}
