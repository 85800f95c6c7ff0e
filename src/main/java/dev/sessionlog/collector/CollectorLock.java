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
 * Sees to it that one log dir has one collector. The kernel lets go of it when the collector dies;
 * where it cannot, since a thread of a killed collector never comes back from a system call, the
 * next collector takes the lock over: it puts a file of its own, locked already, in the place of
 * the one that is locked for ever.
 *
 * <p>The first byte of the file is the lock. The second is held by who takes it, or takes it over,
 * so that it is one at a time. The file says whose it is. One of the same name and form in the run
 * dir sees to it that a run dir has one collector too, also where a log dir cannot be locked.
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
   * Takes the lock of a log dir. One that has it may be about to end: it is given two seconds. One
   * that was killed and cannot end is given the same, and then the lock is taken over. Where it is
   * another machine's or container's, takes that of another seat, at once.
   *
   * @throws CollectorRunningException when another collector has it
   */
  static CollectorLock take(Path logDir, Path runDir) throws IOException {
    return take(logDir, runDir, true);
  }

  /**
   * Takes the lock of a log dir as the other method does.
   *
   * @param shared whether several seats can be had
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
   * Takes the lock of a log dir anew, since another folder stands there; that of the run dir stays.
   *
   * @return this lock from now on; the one of the folder that stood there before is given back
   * @throws CollectorRunningException when another collector has it; then all is as before
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

  /** Returns what of the log dir is this collector's. */
  Seat seat() {
    return seat;
  }

  /**
   * Gives a sign of life, which other machines see.
   *
   * @return false when another collector signed meanwhile: this machine was away for so long that
   *     its lock was lost
   */
  boolean sign() throws IOException {
    if (channels.size() < 2) {
      return true; // the log dir cannot be locked
    }
    // Through the one channel: to close another would give back its lock.
    Optional<LockOwner> signed = LockOwner.read(channels.get(0));
    if (signed.isPresent() && !signed.get().equals(owner)) {
      return false;
    }
    owner.sign(channels.get(0));
    return true;
  }

  /** Leaves the seat to anybody. */
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
      // Sessions that go on need a collector all the same.
      LOG.warn("{}; only this run dir is locked", e.getMessage());
      return new CollectorLock(seat, owner, List.of());
    }
  }

  /** Leaves for logins where the collector is that serves them, when its run dir is another. */
  private static void handOver(Path file, Path runDir) throws IOException {
    Optional<Path> other = servedElsewhere(file, runDir);
    if (other.isPresent()) {
      RunDirFile.replace(new RunDir(runDir).elsewhere(), other.get() + "\n");
    }
  }

  /** Returns the run dir of the owner, when it is another than {@code runDir} and answers there. */
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

  /** Whether it is about to end cannot be seen, so nobody waits for it. */
  private static void refuseOneElsewhere(Path file) throws IOException {
    try (FileChannel channel = open(file)) {
      Optional<LockOwner> owner = LockOwner.read(channel).filter(signed -> !signed.isHere());
      if (owner.isPresent()) {
        throw new TakenElsewhereException(owner.get().inWords());
      }
    }
  }

  /** Says for people who has the lock. */
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
      // An heir that found the owner dying puts its file here, though the owner be dead by then.
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
   * Empty when the owner is not known to be dead, or another heir is quicker. All is read through
   * the one channel: to close another would give back its lock.
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
    FileChannel channel = // nobody else's, in a folder where another may make files
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

  /** An heir puts another file at the name: what was opened before is no lock any more. */
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
