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

  /** The message as one line. */
  private static final class VisibleMessage extends ClassicConverter {
    @Override
    public String convert(ILoggingEvent event) {
      return Visible.line(event.getFormattedMessage());
    }
  }

  /** The stack trace, indented so that none of its lines looks like a message. */
  private static final class VisibleTrace extends ThrowableProxyConverter {
    @Override
    public String convert(ILoggingEvent event) {
      return super.convert(event)
          .lines()
          .map(line -> "  " + Visible.line(line) + "\n")
          .collect(Collectors.joining());
    }
  }

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    Map<String, Supplier<DynamicConverter<?>>> words = new HashMap<>();
    words.put("visible", VisibleMessage::new);
    words.put("trace", VisibleTrace::new);
    context.putObject(CoreConstants.PATTERN_RULE_REGISTRY_FOR_SUPPLIERS, words);
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern(
        "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} sessionlog["
            + ProcessHandle.current().pid()
            + "] %level %visible%n%trace");
    encoder.start();
    ConsoleAppender<ILoggingEvent> standardError = new ConsoleAppender<>();
    standardError.setContext(context);
    standardError.setTarget("System.err");
    standardError.setEncoder(encoder);
    standardError.start();
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.WARN);
    root.addAppender(standardError);
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  /** Enables informational messages, not only warnings. */
  static void showInformation() {
    if (LoggerFactory.getLogger(OURS) instanceof Logger logger) {
      logger.setLevel(Level.INFO);
    }
  }
}
