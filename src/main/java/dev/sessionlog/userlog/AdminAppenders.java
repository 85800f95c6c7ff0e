package dev.sessionlog.userlog;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.joran.spi.JoranException;
import ch.qos.logback.core.status.Status;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.xml.sax.SAXParseException;

/**
 * The appenders of an administrator's {@code logback.xml}, each behind a queue of its own, so that
 * none of them can hold up a user's log or another appender. Lines that do not fit into a queue are
 * dropped, counted and reported, and errors of the appenders are reported. The file is read once,
 * at the start, so {@code scan} has no effect.
 */
final class AdminAppenders {
  private final List<GuardedAppender> guards;

  private AdminAppenders(List<GuardedAppender> guards) {
    this.guards = guards;
  }

  /**
   * Reads the configuration, if there is one. If it has a mistake, the first error or warning is
   * reported, and the appenders that logback nevertheless created are used; mostly there are none.
   */
  static AdminAppenders read(
      LoggerContext context,
      Optional<Path> logbackXml,
      InstantSource clock,
      Consumer<String> trouble) {
    if (logbackXml.isEmpty()) {
      return new AdminAppenders(List.of());
    }
    Path file = logbackXml.get();
    if (!Files.isReadable(file)) {
      trouble.accept(file + " cannot be read; transcripts go to their files only");
      return new AdminAppenders(List.of());
    }
    AppenderTrouble listener = new AppenderTrouble(clock, trouble);
    context.getStatusManager().add(listener);
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    String error = null;
    try {
      configurator.doConfigure(file.toFile());
    } catch (JoranException e) {
      error = message(e);
    }
    context.getCopyOfScheduledFutures().forEach(AdminAppenders::cancel);
    error = error == null ? first(context, Status.ERROR) : error;
    error = error == null ? first(context, Status.WARN) : error;
    AdminAppenders appenders = new AdminAppenders(guard(context, trouble));
    if (error != null) {
      trouble.accept(file + ": " + error + "; transcripts go to " + appenders.names());
    }
    listener.listen();
    return appenders;
  }

  private String names() {
    return guards.isEmpty()
        ? "their files only"
        : "their files and to "
            + guards.stream().map(GuardedAppender::getName).collect(Collectors.joining(", "));
  }

  private static void cancel(ScheduledFuture<?> scan) {
    scan.cancel(false);
  }

  private static String message(JoranException e) {
    if (e.getCause() instanceof SAXParseException parse) {
      return "line " + parse.getLineNumber() + ": " + parse.getMessage();
    }
    return e.getMessage();
  }

  private static @Nullable String first(LoggerContext context, int level) {
    for (Status status : context.getStatusManager().getCopyOfStatusList()) {
      if (status.getLevel() == level) {
        if (status.getThrowable() instanceof SAXParseException parse) {
          return "line " + parse.getLineNumber() + ": " + parse.getMessage();
        }
        return AppenderTrouble.text(status);
      }
    }
    return null;
  }

  /** Puts a guard in front of every appender; an appender that is attached twice gets one guard. */
  private static List<GuardedAppender> guard(LoggerContext context, Consumer<String> trouble) {
    IdentityHashMap<Appender<ILoggingEvent>, GuardedAppender> guards = new IdentityHashMap<>();
    List<GuardedAppender> inOrder = new ArrayList<>();
    for (Logger logger : context.getLoggerList()) {
      List<Appender<ILoggingEvent>> attached = new ArrayList<>();
      Iterator<Appender<ILoggingEvent>> appenders = logger.iteratorForAppenders();
      appenders.forEachRemaining(attached::add);
      for (Appender<ILoggingEvent> appender : attached) {
        GuardedAppender guard = guards.get(appender);
        if (guard == null) {
          guard = GuardedAppender.start(context, appender, trouble);
          guards.put(appender, guard);
          inOrder.add(guard);
        }
        logger.detachAppender(appender);
        logger.addAppender(guard);
      }
    }
    return inOrder;
  }

  /** Returns true if there is any appender. */
  boolean present() {
    return !guards.isEmpty();
  }

  /** Passes an event to the appenders of {@code logger}, without waiting. */
  void ship(Logger logger, LoggingEvent event) {
    if (logger.isEnabledFor(Level.INFO)) {
      logger.callAppenders(event);
    }
  }

  /** Reports the lines dropped since the last report. */
  void tellDropped() {
    guards.forEach(GuardedAppender::tellDropped);
  }

  /** Returns how many events were dropped in all. */
  long dropped() {
    return guards.stream().mapToLong(GuardedAppender::dropped).sum();
  }
}
