package dev.corkboard.service;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.Set;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.ParseResult;

/**
 * Switches the log off for commands that do one thing and end: what is away they tell themselves, in a line, and those
 * who try to reach it are not to tell it as well. LOG_LEVEL=DEBUG or TRACE brings the log back.
 */
final class Quiet {
  private static final Set<String> SERVING = Set.of("up", "serve");

  private Quiet() {}

  static void unlessItServes(ParseResult parsed) {
    boolean serves = parsed.hasSubcommand() && SERVING.contains(parsed.subcommand().commandSpec().name());
    Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    if (serves || Level.DEBUG.isGreaterOrEqual(root.getEffectiveLevel())) return;
    root.setLevel(Level.OFF);
    // Those with a level of their own do not go by the root's.
    root.getLoggerContext().getLoggerList().stream().filter(it -> it.getLevel() != null)
        .forEach(it -> it.setLevel(Level.OFF));
  }
}
