package dev.sessionlog.userlog;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import dev.sessionlog.custody.RemovalNote;
import dev.sessionlog.files.DiskShares;
import dev.sessionlog.files.StoreFiles;
import dev.sessionlog.session.SessionId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The users' logs, written through logback: a rolling file for each user, shared by the user's
 * sessions, and the appenders that an administrator adds. A log is opened by its first line.
 *
 * <p>A line is in the log if {@link #append} returns, and not in the log if it throws. The caller
 * then keeps its place and appends again later, when the disk has room. After a crash, {@link
 * #lastLine} tells where to continue. Thread-safe; one process writes to a directory at a time.
 */
public final class UserLogs implements AutoCloseable {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(3);

  /** The approximate length of the part before the text of a line, in bytes. */
  private static final int LINE_HEAD = 80;

  private final Path logDir;
  private final LogSettings settings;
  private final InstantSource clock;
  private final DiskShares shares;
  private final RemovalNote trail;
  private final Consumer<String> trouble;
  private final LoggerContext context;
  private final AdminAppenders others;
  private final ExecutorService background;
  private final ConcurrentMap<String, UserLog> logs = new ConcurrentHashMap<>();
  private volatile boolean closed;

  private UserLogs(
      Path logDir,
      LogSettings settings,
      InstantSource clock,
      DiskShares shares,
      RemovalNote trail,
      Consumer<String> trouble,
      LoggerContext context,
      AdminAppenders others) {
    this.logDir = logDir;
    this.settings = settings;
    this.clock = clock;
    this.shares = shares;
    this.trail = trail;
    this.trouble = trouble;
    this.context = context;
    this.others = others;
    this.background =
        Executors.newSingleThreadExecutor(
            task -> {
              Thread thread = new Thread(task, "sessionlog-compress");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Opens the logs like the other method, without a reserve of the disk. */
  public static UserLogs open(
      Path logDir,
      LogSettings settings,
      InstantSource clock,
      RemovalNote trail,
      Consumer<String> trouble)
      throws IOException {
    return open(logDir, settings, clock, DiskShares.none(), trail, trouble);
  }

  /**
   * Opens the logs in {@code logDir}, which is created if it is missing.
   *
   * @param clock determines when a day ends and which logs are idle
   * @param shares what each user may write when the disk is nearly full
   * @param trail notes each rotated log above the limits before it is removed
   * @param trouble receives warnings that do not stop a log, as one line for people each, in any
   *     thread
   */
  public static UserLogs open(
      Path logDir,
      LogSettings settings,
      InstantSource clock,
      DiskShares shares,
      RemovalNote trail,
      Consumer<String> trouble)
      throws IOException {
    StoreFiles.makeLogDir(logDir);
    LoggerContext context = new LoggerContext();
    context.setName("sessionlog");
    context.setMDCAdapter(new LogbackMDCAdapter());
    LineEncoders.register(context);
    context.start();
    AdminAppenders others = AdminAppenders.read(context, settings.logbackXml(), clock, trouble);
    return new UserLogs(logDir, settings, clock, shares, trail, trouble, context, others);
  }

  /** Appends one line; see {@link #append(List)}. */
  public void append(TranscriptLine line) throws UnwrittenLinesException {
    append(List.of(line));
  }

  /** Returns the identity of the present log dir. */
  public LogPlace place() {
    return LogPlace.of(logDir);
  }

  /** Appends lines like the other method, wherever the lines before them are. */
  public void append(List<TranscriptLine> lines) throws UnwrittenLinesException {
    append(lines, place());
  }

  /**
   * Appends lines of one user in order. They are in the file when this returns.
   *
   * @param place the log dir with the lines before these
   * @throws DisplacedLogException if another log dir is at its path now
   * @throws UnwrittenLinesException if they cannot all be written, because the disk is full or
   *     read-only, the user's share of it is used up, or these logs are closed. It tells how many
   *     were written; the others are not in the log.
   */
  public void append(List<TranscriptLine> lines, LogPlace place) throws UnwrittenLinesException {
    if (lines.isEmpty()) {
      return;
    }
    String user = lines.get(0).user();
    if (!lines.stream().allMatch(line -> line.user().equals(user))) {
      throw new IllegalArgumentException("lines of more than one user");
    }
    long size = lines.stream().mapToLong(line -> line.text().length() + LINE_HEAD).sum();
    if (shares.room(user) == 0) {
      throw new UnwrittenLinesException(shares.refusal(user), 0, null);
    }
    while (!closed) {
      UserLog log = logs.computeIfAbsent(user, this::newLog);
      if (log.append(lines, place)) {
        shares.added(user, size);
        if (closed) {
          log.closeIfIdleSince(Instant.MAX); // close() may have missed it
        }
        return;
      }
      logs.remove(user, log);
    }
    throw new UnwrittenLinesException("the transcript logs are closed", 0, null);
  }

  private UserLog newLog(String user) {
    LogArchive archive = new LogArchive(logDir, user, settings, background, clock, trail, trouble);
    Path file = UserLogFile.current(logDir, user).path();
    return new UserLog(file, user, archive, settings, context, others, clock, trouble);
  }

  /**
   * Returns the number of the last line of {@code session} in the log of {@code user}, in any of
   * its files; empty if there is none.
   *
   * @param after the result of {@link #newestRolled} before the session's first line was appended,
   *     so that older files are not read; empty if unknown
   */
  public OptionalLong lastLine(SessionId session, String user, Optional<RolledPlace> after)
      throws IOException {
    return TranscriptProgress.find(logDir, session, user, after);
  }

  /** Returns the place of the newest rotated file of {@code user}; empty if there is none. */
  public Optional<RolledPlace> newestRolled(String user) throws IOException {
    List<UserLogFile> rolled = UserLogFile.rolled(logDir, user);
    return rolled.isEmpty() ? Optional.empty() : rolled.get(rolled.size() - 1).place();
  }

  /** Closes logs to which nothing was appended for {@code idle}; a new line opens them again. */
  public void closeIdle(Duration idle) {
    Instant since = clock.instant().minus(idle);
    logs.values().removeIf(log -> log.closeIfIdleSince(since));
  }

  /**
   * Passes a checkpoint of the ledger to an administrator's appenders, as logger {@code
   * sessionlog.checkpoints}. It is in no user's log. Never waits.
   */
  public void checkpoint(String line) {
    if (!closed) {
      Logger logger = context.getLogger(CheckpointEvent.LOGGER);
      others.ship(logger, new CheckpointEvent(logger, line, clock.instant()));
    }
  }

  /** Reports how many lines an administrator's appenders dropped since the last report. */
  public void tellDropped() {
    others.tellDropped();
  }

  /** Returns how many lines an administrator's appenders dropped. */
  public long dropped() {
    return others.dropped();
  }

  /**
   * Closes all logs, and waits up to 3 s for rotated logs to be compressed. The rest is compressed
   * when a log is opened again.
   */
  @Override
  public void close() {
    closed = true;
    logs.values().removeIf(log -> log.closeIfIdleSince(Instant.MAX));
    background.shutdown();
    try {
      if (!background.awaitTermination(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
        background.shutdownNow();
      }
    } catch (InterruptedException e) {
      background.shutdownNow();
      Thread.currentThread().interrupt();
    }
    context.stop();
  }
}
