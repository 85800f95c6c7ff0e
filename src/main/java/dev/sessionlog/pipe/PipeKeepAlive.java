package dev.sessionlog.pipe;

import dev.sessionlog.unix.FolderEntries;
import dev.sessionlog.unix.KnownFacts;
import dev.sessionlog.unix.ProcessIdentity;
import dev.sessionlog.unix.Unix;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A process that only keeps a read end of a pipe open, so that the output of {@code script} waits
 * there while no collector runs. It is a sleep(1) that outlives the collector; a file beside the
 * pipe contains its pid.
 */
public final class PipeKeepAlive {
  private static final Path OWN_NAMESPACE = Path.of("/proc/self/ns/pid");
  private static final Path PROC = Path.of("/proc");
  private static final String PROGRAM = "/bin/sleep";
  private static final String FOREVER = "infinity";

  private final Unix unix;
  private final Path pidFile;
  private final long pid;
  private final boolean child;

  private PipeKeepAlive(Unix unix, Path pidFile, long pid, boolean child) {
    this.unix = unix;
    this.pidFile = pidFile;
    this.pid = pid;
    this.child = child;
  }

  /**
   * Takes over the keep-alive process that an earlier collector left, or starts one.
   *
   * @param seen the process that was seen to keep it open, for when no file says so any more
   * @param stay the lifetime of a new one, see {@link #start}
   * @param least the least remaining lifetime of one that was left
   */
  public static PipeKeepAlive adopt(
      Unix unix, NamedPipe pipe, OptionalLong seen, Duration stay, Duration least)
      throws IOException {
    Optional<PipeKeepAlive> left = find(unix, pipe.path());
    if (left.isEmpty() && seen.isPresent() && keepsOpen(seen.getAsLong(), pipe.path())) {
      Path pidFile = PipeFolder.keepAliveFile(pipe.path());
      left = Optional.of(new PipeKeepAlive(unix, pidFile, seen.getAsLong(), false));
    }
    if (left.isPresent() && left.get().remaining().compareTo(least) >= 0) {
      left.get().note();
      return left.get();
    }
    PipeKeepAlive fresh = start(unix, pipe, stay);
    left.ifPresent(PipeKeepAlive::end);
    return fresh;
  }

  /** Returns its remaining lifetime, an upper bound if the machine slept. */
  private Duration remaining() {
    try {
      String[] command = Files.readString(PROC.resolve(pid + "/cmdline")).split("\0");
      if (command[1].equals(FOREVER)) {
        return Duration.ofDays(1); // from an earlier version
      }
      Optional<ProcessIdentity> process = ProcessIdentity.of(pid);
      return process.isEmpty()
          ? Duration.ZERO
          : Duration.ofSeconds(Long.parseLong(command[1])).minus(process.get().age());
    } catch (IOException | RuntimeException gone) {
      return Duration.ZERO;
    }
  }

  /**
   * Starts a keep-alive process that exits by itself after {@code stay}, so that no terminal waits
   * for ever if no collector ever comes. One that lives replaces it before that, see {@link
   * #renew}.
   */
  public static PipeKeepAlive start(Unix unix, NamedPipe pipe, Duration stay) throws IOException {
    return start(unix, pipe, Long.toString(Math.max(1, stay.toSeconds())));
  }

  private static PipeKeepAlive start(Unix unix, NamedPipe pipe, String time) throws IOException {
    long pid = unix.spawn(pipe.readEnd(), List.of(PROGRAM, time));
    PipeKeepAlive keepAlive =
        new PipeKeepAlive(unix, PipeFolder.keepAliveFile(pipe.path()), pid, true);
    try {
      keepAlive.write();
      return keepAlive;
    } catch (IOException e) {
      keepAlive.end();
      throw e;
    }
  }

  /** Writes its file again if that is missing. */
  public void note() throws IOException {
    if (Files.notExists(pidFile)) {
      write();
    }
  }

  /**
   * In one step: a collector that is killed just here leaves the file of the keep-alive process
   * before. Any user can fill the run dir, by knocks that stay open though they are removed, and no
   * login may fail for that: an empty file needs no room, and {@link #find} asks the kernel then.
   * Where the folder itself is gone, {@link KeptPipes} asks it.
   */
  private void write() throws IOException {
    Path next = PipeFolder.nextKeepAliveFile(pidFile);
    try {
      try {
        Files.writeString(next, pid + "\n");
      } catch (IOException noRoom) {
        PipeFolder.remove(next);
        Files.createFile(next);
      }
      Files.move(next, pidFile, StandardCopyOption.ATOMIC_MOVE);
    } catch (NoSuchFileException noFolder) {
      return;
    } catch (IOException e) {
      PipeFolder.remove(next);
      throw e;
    }
  }

  /**
   * Returns the keep-alive process that an earlier collector left for the pipe at {@code pipe}, if
   * it lives: as its file says or, where that was cut off, as the kernel does.
   */
  public static Optional<PipeKeepAlive> find(Unix unix, Path pipe) throws IOException {
    Path pidFile = PipeFolder.keepAliveFile(pipe);
    OptionalLong pid;
    try {
      pid = OptionalLong.of(Long.parseLong(Files.readString(pidFile).strip()));
    } catch (NoSuchFileException none) {
      return Optional.empty();
    } catch (NumberFormatException cutOff) {
      pid = keepAliveOf(unix, pipe);
    }
    return pid.isPresent()
            && keepsOpen(pid.getAsLong(), pipe)
            && isOwn(unix, PROC.resolve(Long.toString(pid.getAsLong())))
        ? Optional.of(new PipeKeepAlive(unix, pidFile, pid.getAsLong(), false))
        : Optional.empty();
  }

  /** Searches all processes, which is slow. */
  private static OptionalLong keepAliveOf(Unix unix, Path pipe) throws IOException {
    Optional<PipeFolder> folder = Optional.ofNullable(pipe.getParent()).map(PipeFolder::new);
    for (Path process : FolderEntries.of(PROC, "[0-9]*")) {
      long pid = Long.parseLong(process.getFileName().toString());
      if (folder.isPresent()
          && keepsOpen(pid, pipe)
          && keptBy(unix, process, folder.get()).isPresent()) {
        return OptionalLong.of(pid);
      }
    }
    return OptionalLong.empty();
  }

  /**
   * Any user can run such a program on a file of such a name in mounts of their own, and can block
   * whoever reads their memory, for example {@code cmdline}. So the uid is checked first. The
   * folder of a process that is not dumpable belongs to root, but these numbers do not change.
   */
  private static boolean isOwn(Unix unix, Path process) {
    try {
      String own = Long.toString(unix.uid());
      return Files.readString(process.resolve("status"), StandardCharsets.ISO_8859_1)
          .lines()
          .filter(line -> line.startsWith("Uid:"))
          .flatMap(line -> Arrays.stream(line.substring(4).strip().split("\\s+")))
          .allMatch(own::equals);
    } catch (IOException gone) {
      return false;
    }
  }

  /**
   * The pid may have been reused, so it counts only if its standard input is this pipe. The kernel
   * appends {@code (deleted)} to the name once the pipe is unlinked.
   */
  private static boolean keepsOpen(long pid, Path pipe) {
    try {
      Path input = Files.readSymbolicLink(PROC.resolve(pid + "/fd/0"));
      return pipe.getFileName().equals(UnlinkedName.without(input).getFileName());
    } catch (IOException gone) {
      return false;
    }
  }

  /**
   * Returns the processes that keep pipes open in {@code folder} and that none of the files there
   * names: a collector that was killed just after it started one left it. It was there before this
   * process; one that is being started is not named yet either. In another mount namespace the same
   * names may be those of another collector's pipes, on another file system.
   *
   * @param spared accepts sessions whose processes are not strays, because they may be the only
   *     ones
   */
  public static Set<Long> strays(Unix unix, PipeFolder folder, Predicate<String> spared)
      throws IOException {
    Set<Long> strays = new HashSet<>();
    KnownFacts facts = unix.knownFacts();
    long device = facts.of(folder.path()).device();
    for (Path process : FolderEntries.of(PROC, "[0-9]*")) {
      if (keptBy(unix, process, folder).filter(spared.negate()).isPresent()
          && !isElsewhere(device, facts, process.resolve("fd/0"))) {
        strays.add(Long.parseLong(process.getFileName().toString()));
      }
    }
    for (Path pipe : folder.pipes()) {
      find(unix, pipe).ifPresent(keepAlive -> strays.remove(keepAlive.pid));
    }
    long began = ProcessIdentity.own().startTicks();
    strays.removeIf(
        pid -> ProcessIdentity.of(pid).filter(stray -> stray.startTicks() < began).isEmpty());
    return strays;
  }

  /** Returns true if a descriptor is not a file on that device. */
  static boolean isElsewhere(long device, KnownFacts facts, Path descriptor) {
    try {
      return facts.ofDescriptor(descriptor).device() != device;
    } catch (IOException gone) {
      return true;
    }
  }

  /** Ends a keep-alive process that {@link #strays} found. */
  public static void end(Unix unix, long stray) {
    unix.kill(stray, Unix.SIGKILL);
  }

  /**
   * Looks only at processes of this user. Reading the command line of another user's process may
   * block for ever, because it is read from its memory.
   */
  static boolean isKeepAlive(Unix unix, Path process) throws IOException {
    return isOwn(unix, process)
        && isSeenAlike(process)
        && Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1)
            .startsWith(PROGRAM + "\0");
  }

  /** Processes of containers are visible but not ours, whatever their user. */
  private static boolean isSeenAlike(Path process) {
    try {
      return Files.readSymbolicLink(process.resolve("ns/pid"))
          .equals(Files.readSymbolicLink(OWN_NAMESPACE));
    } catch (IOException hidden) {
      return true;
    }
  }

  /** Returns the session whose pipe in {@code folder} a process keeps open. */
  private static Optional<String> keptBy(Unix unix, Path process, PipeFolder folder) {
    try {
      Path pipe = UnlinkedName.without(Files.readSymbolicLink(process.resolve("fd/0")));
      Optional<String> session = folder.sessionOf(pipe);
      return session.isPresent() && isKeepAlive(unix, process) ? session : Optional.empty();
    } catch (IOException | InvalidPathException goneOrUnreadable) {
      return Optional.empty(); // the input of a foreign process must not break this
    }
  }

  /** Returns its pid. */
  public long pid() {
    return pid;
  }

  /**
   * Replaces it with another that stays for {@code stay} from now.
   *
   * @throws IOException if none can be started; then this one remains
   */
  public PipeKeepAlive renew(NamedPipe pipe, Duration stay) throws IOException {
    PipeKeepAlive next = start(unix, pipe, stay);
    end();
    return next;
  }

  /**
   * Ends the keep-alive process of the pipe at {@code pipe}, if there is one, and removes its file.
   */
  public static void discard(Unix unix, Path pipe) throws IOException {
    Optional<PipeKeepAlive> left = find(unix, pipe);
    left.ifPresent(PipeKeepAlive::end);
    Path pidFile = PipeFolder.keepAliveFile(pipe);
    PipeFolder.remove(PipeFolder.nextKeepAliveFile(pidFile));
    PipeFolder.remove(pidFile);
  }

  /** Ends it and removes its file. */
  public void release() throws IOException {
    end();
    PipeFolder.remove(PipeFolder.nextKeepAliveFile(pidFile)); // left by an interrupted replacement
    PipeFolder.remove(pidFile);
  }

  private void end() {
    unix.kill(pid, Unix.SIGKILL);
    if (child) {
      unix.reap(pid);
    }
  }
}
