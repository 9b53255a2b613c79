package dev.corkboard.service.log;

import ch.qos.logback.classic.pattern.MessageConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.regex.Pattern;

/**
 * The message, as one line: breaks become {@code " | "}, other control characters {@code ?}. Nearly every message is one
 * already, and looking is much cheaper than replacing.
 */
public final class OneLine extends MessageConverter {
  private static final Pattern BREAKS = Pattern.compile("[\\r\\n]+");
  private static final Pattern CONTROLS = Pattern.compile("[\\p{Cntrl}\\x85\\u2028\\u2029&&[^\\t]]");

  @Override
  public String convert(ILoggingEvent event) {
    String text = super.convert(event);
    if (isPlain(text)) return text;
    return CONTROLS.matcher(BREAKS.matcher(text).replaceAll(" | ")).replaceAll("?");
  }

  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      if (letter < ' ' || letter > '~') return false;
    }
    return true;
  }
}
