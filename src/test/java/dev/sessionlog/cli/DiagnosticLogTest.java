package dev.sessionlog.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What reaches the collector's log of names that users chose. */
final class DiagnosticLogTest {
  private static final String NAME =
      "12.x\n2026-11-26 forged\u001b[2J\u009b31m\u202etxt\u2028\u200b";

  /** Returns the lines that the log has when this is said. */
  private static List<String> said(String message, @Nullable Throwable thrown) {
    return said(message, thrown, false);
  }

  private static List<String> said(String message, @Nullable Throwable thrown, boolean journal) {
    LoggerContext context = new LoggerContext();
    DiagnosticLog.configure(context, journal);
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    Appender<ILoggingEvent> appender = root.iteratorForAppenders().next();
    if (!(appender instanceof ConsoleAppender<ILoggingEvent> console)) {
      throw new AssertionError(appender);
    }
    ILoggingEvent event = new LoggingEvent("test", root, Level.WARN, message, thrown, null);
    return new String(console.getEncoder().encode(event), StandardCharsets.UTF_8).lines().toList();
  }

  @Test
  void aNameMakesOneLineAndNothingInItActsOnATerminal() {
    List<String> lines = said(NAME + ": not the knock of a login", null);
    assertEquals(1, lines.size(), lines::toString);
    String line = lines.get(0);
    assertTrue(
        line.endsWith(
            "WARN 12.x\\n2026-11-26 forged\\x1b[2J\\x9b31m\\u{202e}txt\\u{2028}\\u{200b}: not the"
                + " knock of a login"),
        line);
  }

  @Test
  void inTheJournalALineHasItsSeverityAndNothingTwice() {
    assertEquals(List.of("<4>\\x1bdisk full"), said("\u001bdisk full", null, true));
    List<String> lines = said("failed", new IllegalStateException(NAME), true);
    assertEquals("<4>failed", lines.get(0));
    for (String line : lines.subList(1, lines.size())) {
      assertTrue(line.startsWith("<4>  "), line);
    }
  }

  @Test
  void theLinesOfATraceDoNotLookLikeOnesOfTheLog() {
    List<String> lines = said("failed", new IllegalStateException(NAME));
    assertTrue(lines.size() > 2, lines::toString);
    for (String line : lines.subList(1, lines.size())) {
      assertTrue(line.startsWith("  ") && line.indexOf('\u001b') < 0, line);
    }
  }
}
