package dev.sessionlog.userlog;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import dev.sessionlog.files.StoreFiles;
import dev.sessionlog.session.UserFileName;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The open log of one user. Its file is opened by the first line, and opened again after an error
 * or if it was moved away. Thread-safe, because the user's sessions share it.
 */
final class UserLog {
  private final Path file;
  private final LogArchive archive;
  private final LogSettings settings;
  private final LoggerContext context;
  private final Logger logger;
  private final AdminAppenders others;
  private final InstantSource clock;
  private final Consumer<String> trouble;

  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable UserLogAppender appender; // guarded by lock
  private Instant lastUse; // guarded by lock
  private boolean closed; // guarded by lock

  UserLog(
      Path file,
      String user,
      LogArchive archive,
      LogSettings settings,
      LoggerContext context,
      AdminAppenders others,
      InstantSource clock,
      Consumer<String> trouble) {
    this.file = file;
    this.archive = archive;
    this.settings = settings;
    this.context = context;
    this.logger = context.getLogger(loggerName(user));
    this.others = others;
    this.clock = clock;
    this.trouble = trouble;
    this.lastUse = clock.instant();
  }

  /** Appends lines; returns false if this log was closed in the meantime. */
  boolean append(List<TranscriptLine> lines, LogPlace place) throws UnwrittenLinesException {
    lock.lock();
    try {
      if (closed) {
        return false;
      }
      lastUse = clock.instant();
      write(lines, place);
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void write(List<TranscriptLine> lines, LogPlace place) throws UnwrittenLinesException {
    List<TranscriptEvent> toShip = new ArrayList<>(others.present() ? lines.size() : 0);
    int written = 0;
    UserLogAppender open = null;
    long before = 0;
    try {
      UserLogAppender opened = appender();
      open = opened;
      // Checked only now, because an open file stays where it is, but a newly opened one may be
      // elsewhere.
      if (!place.isHere()) {
        throw new DisplacedLogException(file.getParent());
      }
      before = opened.committed();
      opened.addAll(
          () -> {
            for (TranscriptLine line : lines) {
              TranscriptEvent event = new TranscriptEvent(logger, line);
              opened.add(event);
              if (others.present()) {
                toShip.add(event);
              }
            }
          });
      written = lines.size();
    } catch (DisplacedLogException e) {
      throw e;
    } catch (IOException e) {
      stop();
      written = open == null ? 0 : (int) (open.committed() - before);
      String message = "the transcript log " + file + " cannot be written: " + reason(e);
      throw new UnwrittenLinesException(message, written, e);
    } finally {
      for (int i = 0; i < Math.min(written, toShip.size()); i++) {
        others.ship(logger, toShip.get(i));
      }
    }
  }

  private static String reason(IOException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  private UserLogAppender appender() throws IOException {
    UserLogAppender open = appender;
    if (open != null && open.inPlace()) {
      return open;
    }
    stop();
    StoreFiles.makeLogDir(file.getParent());
    archive.heal();
    open =
        UserLogAppender.open(
            file,
            context,
            LineEncoders.create(context, settings),
            new LogRolling(archive, settings, clock),
            trouble);
    appender = open;
    return open;
  }

  private void stop() {
    if (appender != null) {
      appender.stop();
      appender = null;
    }
  }

  /** Closes this log permanently if nothing was appended since {@code time}. */
  boolean closeIfIdleSince(Instant time) {
    lock.lock();
    try {
      if (lastUse.isAfter(time)) {
        return false;
      }
      closed = true;
      stop();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /**
   * The dots of user names are escaped, because they would make one user's logger the parent of
   * another's.
   */
  static String loggerName(String user) {
    return "sessionlog.transcript." + UserFileName.withoutDots(user);
  }
}
