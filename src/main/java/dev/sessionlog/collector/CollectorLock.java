package dev.sessionlog.collector;

import dev.sessionlog.login.CollectorProcess;
import dev.sessionlog.login.RunDir;
import dev.sessionlog.login.RunDirFile;
import dev.sessionlog.store.Seat;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes sure that a log dir has only one collector. The kernel releases the lock when the collector
 * dies. If it cannot, because a thread of a killed collector never returns from a system call, the
 * next collector takes the lock over: it replaces the locked file with its own, which it has locked
 * before.
 *
 * <p>The first byte of the file is the lock. The second one is locked while taking the lock or
 * taking it over, so that only one process does that at a time. The file names the owner. A file of
 * the same name and form in the run dir makes sure that a run dir has only one collector, too, even
 * if the log dir cannot be locked.
 */
final class CollectorLock implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(CollectorLock.class);
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Duration PATIENCE_WITH_THE_DEAD = Duration.ofMillis(500);
  private static final Duration RETRY = Duration.ofMillis(20);

  private static final String NAME = "collector.lock";
  private static final long OWNER_BYTE = 0;
  private static final long HEIR_BYTE = 1;

  private final Seat seat;
  private final LockOwner owner;
  private final List<FileChannel> channels;

  private CollectorLock(Seat seat, LockOwner owner, List<FileChannel> channels) {
    this.seat = seat;
    this.owner = owner;
    this.channels = List.copyOf(channels);
  }

  /**
   * Takes the lock of a log dir. It waits two seconds for another collector that may be about to
   * end. If that one was killed but cannot exit, the lock is then taken over. If it belongs to
   * another machine or container, the lock of another seat is taken at once.
   *
   * @throws CollectorRunningException if another collector has it
   */
  static CollectorLock take(Path logDir, Path runDir) throws IOException {
    return take(logDir, runDir, true);
  }

  /**
   * Takes the lock of a log dir like the other method.
   *
   * @param shared true if several seats are possible
   */
  static CollectorLock take(Path logDir, Path runDir, boolean shared) throws IOException {
    LockOwner owner = LockOwner.own(runDir);
    CollectorLock lock = takeOne(SeatChoice.candidates(logDir, shared), owner);
    try {
      return lock.with(takeRunDir(runDir, owner));
    } catch (IOException e) {
      lock.close();
      throw e;
    }
  }

  /**
   * Takes the lock of a replaced log dir; the lock of the run dir stays.
   *
   * @return the new lock; the one of the previous folder is released
   * @throws CollectorRunningException if another collector has it; then nothing changes
   */
  CollectorLock takeAnew(Path logDir, Path runDir) throws IOException {
    Seat same = seat.isFirst() ? Seat.first(logDir) : seat;
    CollectorLock next = takeOne(List.of(same), LockOwner.own(runDir));
    int last = channels.size() - 1;
    for (FileChannel old : channels.subList(0, last)) {
      old.close();
    }
    return next.with(channels.get(last));
  }

  private CollectorLock with(FileChannel other) {
    return new CollectorLock(
        seat, owner, Stream.concat(channels.stream(), Stream.of(other)).toList());
  }

  /** Returns this collector's own part of the log dir. */
  Seat seat() {
    return seat;
  }

  /**
   * Writes a heartbeat for other machines.
   *
   * @return false if another collector signed in the meantime, because this machine was away so
   *     long that its lock was lost
   */
  boolean sign() throws IOException {
    if (channels.size() < 2) {
      return true; // the log dir cannot be locked
    }
    // Uses the same channel, because closing another one would release the lock.
    Optional<LockOwner> signed = LockOwner.read(channels.get(0));
    if (signed.isPresent() && !signed.get().equals(owner)) {
      return false;
    }
    owner.sign(channels.get(0));
    return true;
  }

  /** Releases the seat for anybody. */
  void resign() throws IOException {
    if (channels.size() > 1) {
      channels.get(0).truncate(0);
    }
  }

  private static FileChannel takeRunDir(Path runDir, LockOwner owner) throws IOException {
    try {
      return take(runDir.resolve(NAME), owner, signed -> true);
    } catch (TakenElsewhereException another) {
      throw new CollectorRunningException(runDir, String.valueOf(another.getMessage()));
    }
  }

  private static CollectorLock takeOne(List<Seat> seats, LockOwner owner) throws IOException {
    String another = "";
    for (Seat seat : seats) {
      try {
        return takeSeat(seat, owner, seats.size() == 1);
      } catch (TakenElsewhereException next) {
        another = String.valueOf(next.getMessage());
      }
    }
    throw CollectorRunningException.elsewhere(seats.get(0).logDir(), another);
  }

  private static CollectorLock takeSeat(Seat seat, LockOwner owner, boolean only)
      throws IOException {
    try {
      seat.make();
      FileChannel lock = take(seat.lock(), owner, signed -> SeatChoice.isFree(seat, signed, only));
      return new CollectorLock(seat, owner, List.of(lock));
    } catch (CollectorRunningException another) {
      handOver(seat.lock(), owner.runDir());
      throw another;
    } catch (TakenElsewhereException another) {
      throw another;
    } catch (IOException e) {
      // Active sessions need a collector nevertheless.
      LOG.warn("{}; only this run dir is locked", e.getMessage());
      return new CollectorLock(seat, owner, List.of());
    }
  }

  /**
   * Leaves a note for logins about the run dir of the collector that serves them, if it is another
   * one.
   */
  private static void handOver(Path file, Path runDir) throws IOException {
    Optional<Path> other = servedElsewhere(file, runDir);
    if (other.isPresent()) {
      RunDirFile.replace(new RunDir(runDir).elsewhere(), other.get() + "\n");
    }
  }

  /**
   * Returns the run dir of the owner, if it differs from {@code runDir} and the owner answers
   * there.
   */
  private static Optional<Path> servedElsewhere(Path file, Path runDir) throws IOException {
    try (FileChannel channel = open(file)) {
      Optional<LockOwner> owner = LockOwner.read(channel);
      return owner.isPresent() && owner.get().isHere()
          ? Optional.of(owner.get().runDir())
              .filter(other -> other.isAbsolute() && !other.equals(runDir))
              .filter(other -> new CollectorProcess(new RunDir(other)).lives())
          : Optional.empty();
    }
  }

  private static FileChannel take(
      Path file, LockOwner owner, Predicate<Optional<LockOwner>> mayFollow) throws IOException {
    long dead = System.nanoTime() + PATIENCE_WITH_THE_DEAD.toNanos();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      Optional<FileChannel> lock = attempt(file, owner, mayFollow);
      if (lock.isPresent()) {
        return lock.get();
      }
      refuseOneElsewhere(file);
      Optional<FileChannel> inherited =
          System.nanoTime() >= dead ? takeOver(file, owner) : Optional.empty();
      if (inherited.isPresent()) {
        return inherited.get();
      }
      boolean elsewhere = servedElsewhere(file, owner.runDir()).isPresent(); // it is not ending
      if (elsewhere || System.nanoTime() >= deadline) {
        throw new CollectorRunningException(file.toAbsolutePath().getParent(), servedBy(file));
      }
      LockSupport.parkNanos(RETRY.toNanos());
    }
  }

  /** Its end cannot be foreseen from here, so this does not wait. */
  private static void refuseOneElsewhere(Path file) throws IOException {
    try (FileChannel channel = open(file)) {
      Optional<LockOwner> owner = LockOwner.read(channel).filter(signed -> !signed.isHere());
      if (owner.isPresent()) {
        throw new TakenElsewhereException(owner.get().inWords());
      }
    }
  }

  /** Describes the owner of the lock for people. */
  private static String servedBy(Path file) throws IOException {
    try (FileChannel channel = open(file)) {
      Optional<LockOwner> owner = LockOwner.read(channel);
      return owner.isPresent() ? owner.get().inWords() : Files.readString(file).strip();
    }
  }

  private static Optional<FileChannel> attempt(
      Path file, LockOwner owner, Predicate<Optional<LockOwner>> mayFollow) throws IOException {
    Object before = inode(file);
    FileChannel channel = open(file);
    boolean kept = false;
    try {
      // A collector that takes over puts its file here, even if the owner is dead by then.
      FileLock nobodyInherits = lock(channel, HEIR_BYTE);
      if (nobodyInherits == null
          || lock(channel, OWNER_BYTE) == null
          || !before.equals(inode(file))) {
        return Optional.empty();
      }
      Optional<LockOwner> last = LockOwner.read(channel);
      if (!mayFollow.test(last)) {
        throw new TakenElsewhereException(last.map(LockOwner::inWords).orElse(""));
      }
      owner.sign(channel);
      nobodyInherits.release();
      kept = true;
      return Optional.of(channel);
    } finally {
      if (!kept) {
        channel.close();
      }
    }
  }

  /**
   * Empty if the owner is not known to be dead, or another collector is faster. Everything is read
   * through one channel, because closing another would release the lock.
   */
  private static Optional<FileChannel> takeOver(Path file, LockOwner owner) throws IOException {
    Object before = inode(file);
    try (FileChannel old = open(file)) {
      if (lock(old, HEIR_BYTE) == null || !before.equals(inode(file))) {
        return Optional.empty();
      }
      Optional<LockOwner> left = LockOwner.read(old);
      if (left.isEmpty() || !left.get().ending()) {
        return Optional.empty();
      }
      LOG.warn(
          "the collector with pid {} was killed but cannot exit, because one of its threads waits in"
              + " the kernel; taking over its lock",
          left.get().process().pid());
      return Optional.of(replace(file, owner));
    }
  }

  private static FileChannel replace(Path file, LockOwner owner) throws IOException {
    Path next = file.resolveSibling(NAME + ".next");
    Files.deleteIfExists(next);
    FileChannel channel = // must be ours, because another user may create files in the folder
        FileChannel.open(
            next, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
    boolean kept = false;
    try {
      if (lock(channel, OWNER_BYTE) == null) {
        throw new IOException(next + ": locked by another process");
      }
      owner.sign(channel);
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
      kept = true;
      return channel;
    } finally {
      if (!kept) {
        channel.close();
      }
    }
  }

  private static FileChannel open(Path file) throws IOException {
    return FileChannel.open(
        file,
        StandardOpenOption.CREATE,
        StandardOpenOption.READ,
        StandardOpenOption.WRITE,
        LinkOption.NOFOLLOW_LINKS);
  }

  private static @Nullable FileLock lock(FileChannel channel, long at) throws IOException {
    return channel.tryLock(at, 1, false);
  }

  /** A takeover replaces the file, so a file that was opened before is no longer the lock. */
  private static Object inode(Path file) throws IOException {
    try {
      return Files.getAttribute(file, "unix:ino", LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException first) {
      open(file).close();
      return Files.getAttribute(file, "unix:ino", LinkOption.NOFOLLOW_LINKS);
    }
  }

  @Override
  public void close() throws IOException {
    for (FileChannel channel : channels) {
      channel.close();
    }
  }
}
