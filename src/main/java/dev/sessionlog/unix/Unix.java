package dev.sessionlog.unix;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import jnr.constants.platform.Errno;
import jnr.constants.platform.Fcntl;
import jnr.constants.platform.Signal;
import jnr.ffi.LibraryLoader;
import jnr.ffi.Memory;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;
import jnr.posix.Group;
import jnr.posix.POSIX;
import jnr.posix.POSIXFactory;
import jnr.posix.Passwd;
import jnr.posix.SpawnAttribute;
import jnr.posix.SpawnFileAction;
import jnr.posix.util.SunMiscSignal;

/** The system calls of this machine. Thread-safe; one instance serves the whole program. */
public final class Unix {
  private static final int O_NOFOLLOW = 0400000;
  private static final int O_CLOEXEC = 02000000;
  private static final int FD_CLOEXEC = 1;
  private static final int NEW_FILE_MODE = 0600;
  private static final short POSIX_SPAWN_SETPGROUP = 2;
  private static final int FIRST_GROUPS = 64;
  private static final int WNOHANG = 1;

  /** The signal that ends a process at once, see signal(7). */
  public static final int SIGKILL = 9;

  private static final int SPAWN_TRIES = 5;
  private static final int SPAWN_LOOKS = 40;
  private static final Duration SPAWN_LOOK = Duration.ofNanos(50_000);
  private static final Duration REAP = Duration.ofSeconds(1);
  private static final Duration REAP_LOOK = Duration.ofMillis(1);

  /** A size larger than the struct of statvfs(3), and two of its offsets on 64-bit machines. */
  private static final int STATVFS = 256;

  private static final int STATVFS_FILES = 40;
  private static final int STATVFS_FREE = 48;

  private static final long CLOSE_RANGE = 436;
  private static final long ALL_DESCRIPTORS = 0xffffffffL;
  private static final long CLOSE_RANGE_CLOEXEC = 4;

  private static final long KCMP = kcmp();
  private static final long KCMP_FILES = 2;

  private final POSIX posix;
  private final LibC libc;
  private final Runtime runtime;

  private Unix(POSIX posix, LibC libc) {
    this.posix = posix;
    this.libc = libc;
    this.runtime = Runtime.getRuntime(libc);
  }

  /** Returns the system calls; loads native libraries, which takes some 100 ms once. */
  public static Unix load() {
    NativeLibrary.locate();
    return new Unix(POSIXFactory.getNativePOSIX(), LibraryLoader.create(LibC.class).load("c"));
  }

  POSIX posix() {
    return posix;
  }

  LibC libc() {
    return libc;
  }

  Runtime runtime() {
    return runtime;
  }

  /** Returns the effective uid of this process. */
  public long uid() {
    return Integer.toUnsignedLong(posix.geteuid());
  }

  /** Returns true if this process's file descriptor {@code fd} is a terminal. */
  public boolean isTerminal(int fd) {
    return posix.isatty(fd) == 1;
  }

  /** Opens a file by its path, close-on-exec; fails if its last part is a symbolic link. */
  public UnixFile open(Path path, OpenFlag... flags) throws IOException {
    return open(path, O_NOFOLLOW, flags);
  }

  /** Opens the same file again, whatever its path leads to now. */
  public UnixFile reopen(UnixFile file, OpenFlag... flags) throws IOException {
    return open(file.alias(), 0, flags);
  }

  /** Opens the standard input of a process, whatever its path leads to now. */
  public UnixFile openInputOf(long pid, OpenFlag... flags) throws IOException {
    return open(Path.of("/proc/" + pid + "/fd/0"), 0, flags);
  }

  private UnixFile open(Path path, int always, OpenFlag... flags) throws IOException {
    int bits = O_CLOEXEC | always;
    for (OpenFlag flag : flags) {
      bits |= flag.bits;
    }
    int fd = posix.open(path.toString(), bits, NEW_FILE_MODE);
    if (fd < 0) {
      throw failure(path.toString());
    }
    return new UnixFile(this, path.toString(), fd);
  }

  /** Makes a named pipe. The umask reduces {@code mode}; see {@link UnixFile#chmod}. */
  public void mkfifo(Path path, int mode) throws IOException {
    check(posix.mkfifo(path.toString(), mode), path.toString());
  }

  /** Returns a new stop for {@link Readiness}. */
  public Readiness.Stop newStop() throws IOException {
    int[] ends = new int[2];
    check(posix.pipe(ends), "pipe");
    for (int end : ends) {
      check(posix.fcntl(end, Fcntl.F_SETFD, FD_CLOEXEC), "pipe");
    }
    return new Readiness.Stop(
        new UnixFile(this, "stop", ends[0]), new UnixFile(this, "stop", ends[1]));
  }

  /** Returns the passwd entry of a user, from any source of the name service. */
  public synchronized Optional<Account> account(long uid) {
    return Optional.ofNullable(posix.getpwuid((int) uid)).map(Unix::accountOf);
  }

  /** Returns the passwd entry of the user with this name. */
  public synchronized Optional<Account> account(String name) {
    return Optional.ofNullable(posix.getpwnam(name)).map(Unix::accountOf);
  }

  /** Returns the number of the group with this name. */
  public synchronized Optional<Long> group(String name) {
    return Optional.ofNullable(posix.getgrnam(name)).map(Group::getGID);
  }

  /** Returns the numbers of a user's groups, as a login would have them. */
  public synchronized Set<Long> groups(Account account) {
    int room = FIRST_GROUPS;
    while (true) {
      int[] groups = new int[room];
      Pointer count = Memory.allocateDirect(runtime, Integer.BYTES);
      count.putInt(0, room);
      if (libc.getgrouplist(account.name(), (int) account.gid(), groups, count) >= 0) {
        return Arrays.stream(groups, 0, count.getInt(0))
            .mapToObj(Integer::toUnsignedLong)
            .collect(Collectors.toUnmodifiableSet());
      }
      room = Math.max(2 * room, count.getInt(0));
    }
  }

  /**
   * Returns true if the primary group of {@code account} has the user's name and, according to the
   * databases, no other member.
   */
  public synchronized boolean aloneInGroup(Account account) {
    Group group = posix.getgrgid((int) account.gid());
    if (group == null
        || !group.getName().equals(account.name())
        || !Set.of(account.name()).containsAll(List.of(group.getMembers()))) {
      return false;
    }
    posix.setpwent();
    try {
      for (Passwd entry = posix.getpwent(); entry != null; entry = posix.getpwent()) {
        if (entry.getGID() == account.gid() && entry.getUID() != account.uid()) {
          return false;
        }
      }
      return true;
    } finally {
      posix.endpwent();
    }
  }

  /** Returns a reader of cached file facts, for one thread. */
  public KnownFacts knownFacts() {
    return new KnownFacts(this, runtime);
  }

  /** Returns the total and the free inodes of the file system of {@code path}. */
  public long[] inodes(Path path) throws UnixException {
    Pointer facts = Memory.allocateDirect(runtime, STATVFS);
    check(libc.statvfs(path.toString(), facts), path.toString());
    return new long[] {facts.getLong(STATVFS_FILES), facts.getLong(STATVFS_FREE)};
  }

  /** Sets the umask of this process. */
  public void umask(int bits) {
    posix.umask(bits);
  }

  /**
   * Runs {@code task} on a thread of the JVM for each SIGHUP, unless this process was started with
   * SIGHUP ignored, for example by nohup(1). This uses the JVM's own mechanism, because signal(2)
   * would call Java in the middle of arbitrary code.
   */
  public void onHangup(Runnable task) {
    SunMiscSignal.signal(Signal.SIGHUP, number -> task.run());
  }

  private static Account accountOf(Passwd entry) {
    String shell = entry.getShell();
    return new Account(
        entry.getLoginName(),
        Integer.toUnsignedLong((int) entry.getUID()),
        Integer.toUnsignedLong((int) entry.getGID()),
        entry.getHome(),
        shell == null || shell.isEmpty() ? "/bin/sh" : shell);
  }

  /**
   * Starts a process in its own process group with {@code input} as standard input, no output, and
   * an empty environment. It inherits no other files of this process: Java opens files without
   * close-on-exec, and a long-lived process would keep removed files and their file systems busy.
   * The caller ends it with {@link #kill} and {@link #reap}.
   *
   * @param command the program's absolute path, then its arguments
   * @return its pid
   */
  public long spawn(UnixFile input, List<String> command) throws IOException {
    long pid = spawnOnce(input, command);
    for (int tries = 1; tries < SPAWN_TRIES && hasMoreThanItsThree(pid); tries++) {
      kill(pid, SIGKILL);
      reap(pid);
      pid = spawnOnce(input, command);
    }
    return pid;
  }

  private long spawnOnce(UnixFile input, List<String> command) throws IOException {
    List<SpawnFileAction> files = new ArrayList<>();
    files.add(SpawnFileAction.dup(input.fd(), 0));
    files.add(SpawnFileAction.open("/dev/null", 1, OpenFlag.WRITE.bits, 0));
    files.add(SpawnFileAction.open("/dev/null", 2, OpenFlag.WRITE.bits, 0));
    if (!closeOnExec()) {
      openDescriptors().forEach(fd -> files.add(SpawnFileAction.close(fd)));
    }
    List<SpawnAttribute> attributes =
        List.of(SpawnAttribute.pgroup(0), SpawnAttribute.flags(POSIX_SPAWN_SETPGROUP));
    long pid = posix.posix_spawnp(command.get(0), files, attributes, command, List.of());
    if (pid <= 0) {
      throw failure(command.get(0));
    }
    return pid;
  }

  /**
   * What another thread opened just before the spawn is open in the child, too. The kernel lets
   * this process go on a moment before it closes, there, what is marked close-on-exec.
   */
  private static boolean hasMoreThanItsThree(long pid) {
    Path descriptors = Path.of("/proc/" + pid + "/fd");
    try {
      for (int look = 0; look < SPAWN_LOOKS; look++) {
        if (FolderEntries.of(descriptors).size() <= 3) {
          return false;
        }
        LockSupport.parkNanos(SPAWN_LOOK.toNanos());
      }
      return true;
    } catch (IOException gone) {
      return false;
    }
  }

  /**
   * Marks all files of this process except the first three as close-on-exec, which Java does not
   * do, in one system call.
   *
   * @return false if the kernel cannot do that, before Linux 5.11
   */
  private boolean closeOnExec() {
    return libc.syscall(CLOSE_RANGE, 3, ALL_DESCRIPTORS, CLOSE_RANGE_CLOEXEC) == 0;
  }

  /** A descriptor that is closed before the spawn is no error; the kernel skips it. */
  private static List<Integer> openDescriptors() throws IOException {
    List<Integer> descriptors = new ArrayList<>();
    for (Path entry : FolderEntries.of(Path.of("/proc/self/fd"))) {
      int fd = Integer.parseInt(entry.getFileName().toString());
      if (fd > 2) {
        descriptors.add(fd);
      }
    }
    return descriptors;
  }

  /** Sends a signal; it is no error if the process is gone. */
  public void kill(long pid, int signal) {
    posix.kill(pid, signal);
  }

  /**
   * Reaps a child that is about to end. If it does not end, because the signal did not reach it or
   * the kernel holds it, this gives up after a second.
   */
  public void reap(long pid) {
    long deadline = System.nanoTime() + REAP.toNanos();
    int reaped = posix.waitpid(pid, new int[1], WNOHANG);
    while (reaped == 0 || (reaped < 0 && posix.errno() == Errno.EINTR.intValue())) {
      if (System.nanoTime() - deadline > 0) {
        return;
      }
      LockSupport.parkNanos(REAP_LOOK.toNanos());
      reaped = posix.waitpid(pid, new int[1], WNOHANG);
    }
  }

  /**
   * Returns true if kcmp(2) says that two threads share their table of open files; false if kcmp
   * fails or is missing.
   */
  public boolean sharesFiles(long one, long other) {
    return KCMP > 0 && libc.syscall(KCMP, one, other, KCMP_FILES) == 0;
  }

  private static long kcmp() {
    return switch (System.getProperty("os.arch")) {
      case "amd64", "x86_64" -> 312;
      case "aarch64", "riscv64" -> 272;
      default -> -1;
    };
  }

  UnixException failure(String about) {
    return new UnixException(about, posix.errno());
  }

  int check(int result, String about) throws UnixException {
    if (result < 0) {
      throw failure(about);
    }
    return result;
  }
}
