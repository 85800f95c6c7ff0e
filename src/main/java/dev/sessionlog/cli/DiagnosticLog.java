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
 * What the program itself has to say, on standard error: found by logback as its configurator.
 * Commands say only what went wrong; the collector also what it does. What users chose, such as
 * names of files, is in many lines: so all of them are spelt out as {@link Visible} does, here and
 * nowhere else.
 */
public final class DiagnosticLog extends ContextAwareBase implements Configurator {
  private static final String OURS = "dev.sessionlog";

  /** What is said, as one line. */
  private static final class VisibleMessage extends ClassicConverter {
    @Override
    public String convert(ILoggingEvent event) {
      return Visible.line(event.getFormattedMessage());
    }
  }

  /** Where it happened; its lines are indented, so that none of them looks like one of ours. */
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

  /** Lets through what is worth knowing, not only what is wrong. */
  static void showInformation() {
    if (LoggerFactory.getLogger(OURS) instanceof Logger logger) {
      logger.setLevel(Level.INFO);
    }
  }
}
