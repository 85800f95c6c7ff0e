package dev.sessionlog.userlog;

import dev.sessionlog.custody.ClockTrust;
import dev.sessionlog.custody.Fingerprint;
import dev.sessionlog.custody.LegalHoldLock;
import dev.sessionlog.custody.LegalHolds;
import dev.sessionlog.custody.RemovalNote;
import dev.sessionlog.files.GzipFile;
import dev.sessionlog.files.StoreFiles;
import dev.sessionlog.session.SessionId;
import dev.sessionlog.session.UserFileName;
import dev.sessionlog.store.Seat;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.zip.Deflater;

/**
 * The rotated files of one user: it rotates the current file, compresses rotated ones and removes
 * old ones. After a crash at any point, every line is in exactly one valid file.
 *
 * <p>{@link GzipFile} compresses through {@code X.log.gz.tmp}, and then removes {@code X.log}.
 * While the plain file exists it is the valid one, so {@link #heal} removes the others and
 * compresses again.
 */
final class LogArchive {
  private static final String PART = ".log.gz.tmp";

  private final Path logDir;

  /** The log dir of all hosts, if {@code logDir} is that of one of them. */
  private final Path shared;

  private final String user;
  private final LogSettings settings;
  private final Executor background;
  private final InstantSource clock;
  private final RemovalNote trail;
  private final Consumer<String> trouble;
  private volatile String lastTrouble = "";

  /**
   * @param background a single thread, for compressing and removing in order
   */
  LogArchive(
      Path logDir,
      String user,
      LogSettings settings,
      Executor background,
      InstantSource clock,
      RemovalNote trail,
      Consumer<String> trouble) {
    this.logDir = logDir;
    this.shared = Seat.at(logDir).logDir();
    this.user = user;
    this.settings = settings;
    this.background = background;
    this.clock = clock;
    this.trail = trail;
    this.trouble = trouble;
  }

  /** Completes an operation that a crash interrupted. */
  void heal() {
    later(
        () -> {
          removeParts();
          for (UserLogFile file : UserLogFile.rolled(logDir, user)) {
            if (!file.gzip()) {
              settle(file);
            }
          }
          removeOld();
        });
  }

  private void removeParts() throws IOException {
    String start = UserFileName.of(user) + ".";
    for (Path part : StoreFiles.entries(logDir, "*" + PART)) {
      String name = part.getFileName().toString();
      Path gzip = part.resolveSibling(name.substring(0, name.length() - ".tmp".length()));
      boolean ours =
          name.startsWith(start)
              && UserLogFile.parse(gzip).filter(file -> file.user().equals(user)).isPresent();
      if (ours) {
        Files.deleteIfExists(part);
      }
    }
  }

  /**
   * Rotates the current file, which is no longer written. Its name has {@code day}, or the day of
   * the newest rotated file if the clock was set back since. The order of the names matters more
   * than the day, because the last line of a session is searched in the newest file first.
   */
  void roll(LocalDate day) throws IOException {
    UserLogFile rolled = UserLogFile.rolled(logDir, user, day, 0);
    List<UserLogFile> before = UserLogFile.rolled(logDir, user);
    if (!before.isEmpty()) {
      UserLogFile newest = before.get(before.size() - 1);
      LocalDate newestDay = newest.date().orElse(day);
      if (!newestDay.isBefore(day)) {
        rolled = UserLogFile.rolled(logDir, user, newestDay, newest.index() + 1);
      }
    }
    Files.move(
        UserLogFile.current(logDir, user).path(), rolled.path(), StandardCopyOption.ATOMIC_MOVE);
    UserLogFile moved = rolled;
    later(
        () -> {
          settle(moved);
          removeOld();
        });
  }

  private interface Task {
    void run() throws IOException;
  }

  private void later(Task task) {
    try {
      background.execute(
          () -> {
            try {
              task.run();
              lastTrouble = "";
            } catch (InterruptedIOException e) {
              Thread.currentThread().interrupt(); // closing; continued at the next opening
            } catch (IOException e) {
              report("the rotated logs of " + user + " in " + logDir + ": " + e);
            }
          });
    } catch (RejectedExecutionException e) {
      report("the rotated logs of " + user + " will be compressed when the log is opened again");
    }
  }

  /** Reports a problem only once, because it occurs again whenever the log is opened. */
  private void report(String message) {
    if (!message.equals(lastTrouble)) {
      lastTrouble = message;
      trouble.accept(message);
    }
  }

  /** Compresses a plain file, of which a partial compressed file may exist. */
  private void settle(UserLogFile file) throws IOException {
    Path plain = file.path();
    if (!settings.gzip()) {
      if (Files.exists(plain, LinkOption.NOFOLLOW_LINKS)) {
        Files.deleteIfExists(file.compressed().path());
      }
      return;
    }
    try {
      // The fastest level, because terminal text compresses well and a flood must not pile up.
      GzipFile.replace(plain, Deflater.BEST_SPEED);
    } catch (NoSuchFileException e) {
      return; // compressed or removed in the meantime
    }
  }

  private boolean isTheirs(SessionId id) {
    Path theirs = shared.resolve("sessions").resolve(UserFileName.of(user));
    return Files.isDirectory(theirs.resolve(id.toString()));
  }

  private boolean isHeld() throws IOException {
    LegalHolds.Held held = new LegalHolds(shared).held();
    return held.users().contains(user) || held.sessions().stream().anyMatch(this::isTheirs);
  }

  /**
   * Removes rotated files above the limits, but never the newest, so that its index is not reused.
   */
  private void removeOld() throws IOException {
    List<UserLogFile> newestFirst = new ArrayList<>(UserLogFile.rolled(logDir, user));
    Collections.reverse(newestFirst);
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneId.systemDefault());
    boolean believed = settings.maxHistory() > 0 && new ClockTrust(logDir).believes(clock);
    if (settings.maxHistory() > 0 && !believed) {
      trouble.accept("the rotated logs of " + user + ": " + ClockTrust.DOUBT);
    }
    long total = 0;
    for (int i = 0; i < newestFirst.size(); i++) {
      UserLogFile file = newestFirst.get(i);
      total += size(file);
      boolean tooMuch = settings.totalSizeCap() > 0 && total > settings.totalSizeCap();
      boolean tooOld =
          believed && file.date().orElse(today).isBefore(today.minusDays(settings.maxHistory()));
      if (i > 0 && (tooMuch || tooOld) && mayGo(file)) {
        remove(file, tooOld ? "transcript.max_history" : "transcript.total_size_cap");
      }
    }
  }

  private boolean mayGo(UserLogFile file) throws IOException {
    return !settings.onlyArchived() || ArchivedLogs.read(shared).contains(Seat.at(logDir), file);
  }

  private void remove(UserLogFile file, String why) throws IOException {
    String files = Fingerprint.of(file.forms());
    Optional<LegalHoldLock> lock = LegalHoldLock.takeOwn(shared);
    try {
      if (files.isEmpty() || isHeld()) {
        return;
      }
      trail.note("collector removes " + files + ": " + why);
      Files.deleteIfExists(file.compressed().path());
      Files.deleteIfExists(file.plain().path());
    } finally {
      if (lock.isPresent()) {
        lock.get().close();
      }
    }
  }

  private static long size(UserLogFile file) throws IOException {
    try {
      return Files.readAttributes(file.path(), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
          .size();
    } catch (NoSuchFileException e) {
      return 0;
    }
  }
}
