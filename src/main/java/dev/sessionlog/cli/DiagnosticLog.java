package dev.sessionlog.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.CoreConstants;
import ch.qos.logback.core.pattern.DynamicConverter;
import ch.qos.logback.core.spi.ContextAwareBase;
import dev.sessionlog.session.Visible;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;

/**
 * Configures logback for the program's own messages on standard error. Commands log only problems;
 * the collector also logs what it does. Many lines contain text chosen by users, for example names
 * of files, so all lines are made safe with {@link Visible}, here and nowhere else.
 */
public final class DiagnosticLog extends ContextAwareBase implements Configurator {
  private static final String OURS = "dev.sessionlog";

  /** How severe it is, for the journal, as sd-daemon(3) has it. */
  private static final class Severity extends ClassicConverter {
    @Override
    public String convert(ILoggingEvent event) {
      return severity(event);
    }
  }

  /** What is said, as one line. */
  private static final class VisibleMessage extends ClassicConverter {
    @Override
    public String convert(ILoggingEvent event) {
      return Visible.line(event.getFormattedMessage());
    }
  }

  /** The stack trace, indented so that none of its lines looks like a message. */
  private static final class VisibleTrace extends ThrowableProxyConverter {
    private final boolean journal;

    VisibleTrace(boolean journal) {
      this.journal = journal;
    }

    @Override
    public String convert(ILoggingEvent event) {
      String before = (journal ? severity(event) : "") + "  ";
      return super.convert(event)
          .lines()
          .map(line -> before + Visible.line(line) + "\n")
          .collect(Collectors.joining());
    }
  }

  private static String severity(ILoggingEvent event) {
    return switch (event.getLevel().toInt()) {
      case Level.ERROR_INT -> "<3>";
      case Level.WARN_INT -> "<4>";
      case Level.INFO_INT -> "<6>";
      default -> "<7>";
    };
  }

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    configure(context, JournalOutput.isJournal(Path.of("/proc/self/fd/2"), System.getenv()));
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  /**
   * Configures it.
   *
   * @param journal whether standard error is a stream of the journal, which has time, name and pid
   *     of each line already
   */
  static void configure(LoggerContext context, boolean journal) {
    Map<String, Supplier<DynamicConverter<?>>> words = new HashMap<>();
    words.put("visible", VisibleMessage::new);
    words.put("trace", () -> new VisibleTrace(journal));
    words.put("severity", Severity::new);
    context.putObject(CoreConstants.PATTERN_RULE_REGISTRY_FOR_SUPPLIERS, words);
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern(
        (journal
                ? "%severity"
                : "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} sessionlog["
                    + ProcessHandle.current().pid()
                    + "] %level ")
            + "%visible%n%trace");
    encoder.start();
    ConsoleAppender<ILoggingEvent> standardError = new ConsoleAppender<>();
    standardError.setContext(context);
    standardError.setTarget("System.err");
    standardError.setEncoder(encoder);
    standardError.start();
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.WARN);
    root.addAppender(standardError);
  }

  /** Enables informational messages, not only warnings. */
  static void showInformation() {
    if (LoggerFactory.getLogger(OURS) instanceof Logger logger) {
      logger.setLevel(Level.INFO);
    }
  }
}
