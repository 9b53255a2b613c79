package dev.corkboard.service;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
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
    if (!serves) silence((LoggerContext) LoggerFactory.getILoggerFactory());
  }

  static void silence(LoggerContext context) {
    Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    if (Level.DEBUG.isGreaterOrEqual(root.getEffectiveLevel())) return;
    // The root's level alone would not do: those that have one of their own do not go by it.
    context.getLoggerList().stream().filter(it -> it.getLevel() != null).forEach(it -> it.setLevel(Level.OFF));
  }
}
