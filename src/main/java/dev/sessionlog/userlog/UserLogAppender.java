package dev.sessionlog.userlog;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.RolloverFailure;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A rolling file appender that does not swallow errors. {@link UserLog} calls it directly and not
 * through a logger, because a logger cannot tell its caller that a line was not written. It writes
 * through {@link LogStream}, because logback's stream drops lines during its back-off.
 */
final class UserLogAppender extends RollingFileAppender<ILoggingEvent> {
  private final File active;
  private final AtomicLong committed = new AtomicLong();
  private final Consumer<String> trouble;
  private @Nullable IOException openFailure;

  private UserLogAppender(Path file, Consumer<String> trouble) {
    this.active = file.toFile();
    this.trouble = trouble;
  }

  /** Opens the log at {@code file}; see {@link LogStream#open}. */
  static UserLogAppender open(
      Path file,
      LoggerContext context,
      Encoder<ILoggingEvent> encoder,
      LogRolling rolling,
      Consumer<String> trouble)
      throws IOException {
    UserLogAppender appender = new UserLogAppender(file, trouble);
    appender.setContext(context);
    appender.setName(file.getFileName().toString());
    appender.setFile(file.toAbsolutePath().toString());
    appender.setEncoder(encoder);
    appender.setImmediateFlush(false);
    rolling.setContext(context);
    rolling.setParent(appender);
    appender.setRollingPolicy(rolling);
    LogStream.open(file, appender.committed).close(); // before its length is read
    rolling.start();
    appender.start();
    if (appender.openFailure != null) {
      throw appender.openFailure;
    }
    if (!appender.isStarted()) {
      throw new IOException("logback did not start the log " + file);
    }
    return appender;
  }

  @Override
  public void openFile(String file) throws IOException {
    streamWriteLock.lock();
    try {
      setOutputStream(LogStream.open(active.toPath(), committed));
    } catch (IOException e) {
      openFailure = e;
      throw e;
    } finally {
      streamWriteLock.unlock();
    }
  }

  /** Returns true if the log is still at its path. */
  boolean inPlace() {
    return getOutputStream() instanceof LogStream stream && stream.inPlace();
  }

  /** Takes events one after another. */
  interface Adding {
    /** Calls {@link UserLogAppender#add} for each. */
    void run() throws IOException;
  }

  /** Adds many events, and brings them into the file; takes the lock once for all of them. */
  void addAll(Adding events) throws IOException {
    streamWriteLock.lock();
    try {
      events.run();
      flush();
    } finally {
      streamWriteLock.unlock();
    }
  }

  /**
   * Appends one event, which is in the log after {@link #flush}.
   *
   * @throws IOException if it, or an earlier one, cannot be written; the appender must then be
   *     stopped, and {@link #committed} tells how many lines are in the log
   */
  void add(ILoggingEvent event) throws IOException {
    streamWriteLock.lock();
    try {
      if (getTriggeringPolicy().isTriggeringEvent(active, event)) {
        roll();
      }
      writeOut(event);
    } finally {
      streamWriteLock.unlock();
    }
  }

  private void roll() throws IOException {
    OutputStream stream = getOutputStream();
    stream.close();
    try {
      getRollingPolicy().rollover();
    } catch (RolloverFailure e) {
      trouble.accept(e.getMessage() + "; it is not rotated and keeps growing");
    }
    openFile(getFile());
  }

  /** Writes all buffered lines to the file. */
  void flush() throws IOException {
    streamWriteLock.lock();
    try {
      getOutputStream().flush();
    } finally {
      streamWriteLock.unlock();
    }
  }

  /** Returns how many lines this appender wrote to the log. */
  long committed() {
    return committed.get();
  }

  @Override
  protected void subAppend(ILoggingEvent event) {
    try {
      add(event);
      flush();
    } catch (IOException e) {
      addError("cannot write to " + active, e);
    }
  }
}
