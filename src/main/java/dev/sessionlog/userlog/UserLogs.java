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
 * sessions, and whatever appenders an administrator adds. A log is opened by its first line.
 *
 * <p>A line is in the log when {@link #append} returns, and not in the log when it throws: the
 * caller keeps its place, and appends again later, as soon as the disk has room. After a crash
 * {@link #lastLine} says where to go on. Thread-safe; one process writes to a directory at a time.
 */
public final class UserLogs implements AutoCloseable {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(3);

  /** About what stands before the text of a line, in bytes. */
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

  /** Opens the logs as the other method does, with no reserve of the disk. */
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
   * Opens the logs in {@code logDir}, which is made when it is not there.
   *
   * @param clock tells when a day ends and which logs are idle
   * @param shares what each user may write when the disk runs low
   * @param trail takes a note of each rolled log that is too old or too much, before it goes
   * @param trouble is told, in one line for people, what does not stop a log but wants to be known;
   *     called in any thread
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

  /** Returns the log dir as it is now. */
  public LogPlace place() {
    return LogPlace.of(logDir);
  }

  /** Appends lines as the other method does, wherever the lines before them are. */
  public void append(List<TranscriptLine> lines) throws UnwrittenLinesException {
    append(lines, place());
  }

  /**
   * Appends lines of one user in their order. They are in the file when this returns.
   *
   * @param place the log dir that holds the lines before these
   * @throws DisplacedLogException when another log dir is at its path now
   * @throws UnwrittenLinesException when they cannot all be written: the disk is full, cannot be
   *     written, the user's share of it is used up, or these logs are closed. It says how many
   *     were; the others are not in the log.
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
          log.closeIfIdleSince(Instant.MAX); // close() may not have seen it
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
   * Returns the number of the last line of {@code session} that is in the log of {@code user}, in
   * whichever of its files; empty when there is none.
   *
   * @param after what {@link #newestRolled} said before the session's first line was appended:
   *     older files are not read; empty when that is not known
   */
  public OptionalLong lastLine(SessionId session, String user, Optional<RolledPlace> after)
      throws IOException {
    return TranscriptProgress.find(logDir, session, user, after);
  }

  /** Returns the place of the newest rolled file of {@code user}; empty when there is none. */
  public Optional<RolledPlace> newestRolled(String user) throws IOException {
    List<UserLogFile> rolled = UserLogFile.rolled(logDir, user);
    return rolled.isEmpty() ? Optional.empty() : rolled.get(rolled.size() - 1).place();
  }

  /**
   * Closes the logs to which nothing was appended for {@code idle}; a new line opens them again.
   */
  public void closeIdle(Duration idle) {
    Instant since = clock.instant().minus(idle);
    logs.values().removeIf(log -> log.closeIfIdleSince(since));
  }

  /**
   * Hands a checkpoint of the ledger to an administrator's appenders, as logger {@code
   * sessionlog.checkpoints}. It is in no user's log. Never waits.
   */
  public void checkpoint(String line) {
    if (!closed) {
      Logger logger = context.getLogger(CheckpointEvent.LOGGER);
      others.ship(logger, new CheckpointEvent(logger, line, clock.instant()));
    }
  }

  /** Reports how many lines an administrator's appenders could not take since it was told last. */
  public void tellDropped() {
    others.tellDropped();
  }

  /** Returns how many lines an administrator's appenders could not take in time. */
  public long dropped() {
    return others.dropped();
  }

  /**
   * Closes every log, and waits up to 3 s for rolled logs to be compressed; what is not done by
   * then is done when the log is opened next.
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
