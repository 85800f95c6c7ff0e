package dev.sessionlog.login;

import dev.sessionlog.pipe.PipeFolder;
import dev.sessionlog.session.SessionId;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The folder where logins and the collector meet; it does not outlive a boot.
 *
 * <pre>
 * knock/         the named pipes of logins that wait for an answer, each named by a pid; and
 *                .refused/, where what is no knock waits for its removal
 * pipes/         the named pipes of sessions, and the pids of their holders
 * collector.pid  the collector's pid
 * collector.lock is locked by it
 * heartbeat      touched by it each second
 * keeper.pid     the pid of who starts it again, in user mode
 * keeper.lock    is locked by who becomes that
 * configuration  the configuration that it was last started or reloaded with
 * unanswered     shell code for a login that gets no answer, and exempt, which it may call
 * status.json    what the collector says of itself
 * audit          in system mode, the socket that is told who reads whose log
 * </pre>
 *
 * @param path where it is
 */
public record RunDir(Path path) {
  /** The name of {@link #refused} among the knocks, which have others. */
  static final String REFUSED = ".refused";

  private static final int PRIVATE = 0700;
  private static final Set<PosixFilePermission> PRIVATE_FOLDER =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> PRIVATE_FILE =
      PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> GROUP_FILE =
      PosixFilePermissions.fromString("rw-r-----");
  private static final Set<PosixFilePermission> PUBLIC_FILE =
      PosixFilePermissions.fromString("rw-r--r--");
  private static final long ROOT = 0;
  private static final Path PROC = Path.of("/proc");
  private static final int LARGEST_PID_FILE = 32;
  private static final int LARGEST_STATUS = 1 << 20;

  /** Returns the folder of logins that wait. */
  public Path knocks() {
    return path.resolve("knock");
  }

  /** Returns the folder of the sessions' pipes. */
  public PipeFolder pipes() {
    return new PipeFolder(path.resolve("pipes"));
  }

  /** Returns where the pipe of a session stands. */
  public Path pipe(SessionId id) {
    return pipes().pipe(id.toString());
  }

  /** Returns the session whose pipe {@code pipe} is, by its name and folder. */
  public Optional<SessionId> sessionOfPipe(Path pipe) {
    return pipes().sessionOf(pipe).flatMap(SessionId::parse);
  }

  /**
   * Returns the session whose pipe {@code pipe} is: by its name and folder, and then by what stands
   * there, since where a user mounts file systems, names are theirs to choose.
   */
  public Optional<SessionId> sessionOfPipe(OpenPipe pipe) {
    return sessionOfPipe(pipe.name()).filter(id -> pipe.isAt(pipe(id)));
  }

  /** Returns the file that holds the collector's pid. */
  public Path pidFile() {
    return path.resolve("collector.pid");
  }

  /** Returns the file that the collector touches each second. */
  public Path heartbeat() {
    return path.resolve("heartbeat");
  }

  /** Returns the file that holds the pid of who starts the collector again; not in system mode. */
  public Path keeperPidFile() {
    return path.resolve("keeper.pid");
  }

  /** Returns the configuration that a collector was last started or reloaded with. */
  public Path lastConfiguration() {
    return path.resolve("configuration");
  }

  /** Returns the file in which the collector says how it is. */
  public Path statusFile() {
    return path.resolve("status.json");
  }

  /** Returns the socket that is told who reads whose log. */
  public Path auditSocket() {
    return path.resolve("audit");
  }

  /** Returns this folder and those in it. */
  public List<Path> folders() {
    return List.of(path, knocks(), pipes().path(), refused());
  }

  /** Returns the file that names the run dir of the collector that serves this one's logins. */
  public Path elsewhere() {
    return path.resolve("elsewhere");
  }

  /** Returns the configuration that the process reads that writes transcripts. */
  public Path transcriberConfiguration() {
    return path.resolve("transcriber.toml");
  }

  /** Returns the shell code for logins that get no answer. */
  public Path unanswered() {
    return path.resolve("unanswered");
  }

  /**
   * Returns the folder, open to nobody, in which what is no knock waits for its removal. It is
   * among the knocks, which may be on a file system of their own: things are moved there.
   */
  Path refused() {
    return knocks().resolve(REFUSED);
  }

  /**
   * Makes the folder and those inside it for all users: anyone may knock, and nobody can list or
   * remove another's knock; pipes can be opened by who knows their names and may.
   *
   * @throws IOException when what stands there is not a folder of root's own
   */
  public void prepareForAll() throws IOException {
    prepare(ROOT, 0755, 0711, 01733);
  }

  /**
   * Makes the folder and those inside it, open to this user alone.
   *
   * @param uid the user to whom it must belong
   * @throws IOException when what stands there is not a folder of that user's own
   */
  public void prepare(long uid) throws IOException {
    prepare(uid, PRIVATE, PRIVATE, PRIVATE);
  }

  private void prepare(long uid, int mode, int pipesMode, int knocksMode) throws IOException {
    Files.createDirectories(path.toAbsolutePath().getParent());
    ensureFolder(path, uid, mode);
    ensureFolder(pipes().path(), uid, pipesMode);
    if (!Files.exists(knocks(), LinkOption.NOFOLLOW_LINKS)) {
      ensureFolder(knocks(), uid, PRIVATE);
    }
    requireOwnFolder(knocks(), uid);
    ensureRefused(uid);
    ensureFolder(knocks(), uid, knocksMode);
  }

  /** What others laid there gets another name, and is then refused as all that is no knock. */
  private void ensureRefused(long uid) throws IOException {
    try {
      ensureFolder(refused(), uid, PRIVATE);
    } catch (IOException anothers) {
      String name = REFUSED + Long.toHexString(ThreadLocalRandom.current().nextLong());
      Files.move(refused(), knocks().resolve(name), StandardCopyOption.ATOMIC_MOVE);
      ensureFolder(refused(), uid, PRIVATE);
    }
  }

  private static void ensureFolder(Path folder, long uid, int mode) throws IOException {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(PRIVATE_FOLDER));
    }
    requireOwnFolder(folder, uid);
    Files.setAttribute(folder, "unix:mode", mode, LinkOption.NOFOLLOW_LINKS);
  }

  /**
   * Makes sure that a folder is what it should be: no link, and this user's.
   *
   * @throws IOException when it is not; the message says what it is
   */
  public static void requireOwnFolder(Path folder, long uid) throws IOException {
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException(
          folder + ": not a folder (a link or a file stands there); remove it, or set --run-dir");
    }
    long owner =
        Integer.toUnsignedLong(
            (Integer) Files.getAttribute(folder, "unix:uid", LinkOption.NOFOLLOW_LINKS));
    if (owner != uid) {
      throw new IOException(
          folder + ": belongs to uid " + owner + ", expected " + uid + "; set another --run-dir");
    }
  }

  /**
   * Writes a small file in this folder, for all who get into it: readers see the old or the new,
   * whole.
   */
  public static void replace(Path file, String content) throws IOException {
    replace(file, content, OptionalLong.empty());
  }

  /** Keeps a configuration here, for the owner alone. */
  public void keepConfiguration(String text) throws IOException {
    Path next = lastConfiguration().resolveSibling(lastConfiguration().getFileName() + ".tmp");
    Files.deleteIfExists(next);
    Files.createFile(next, PosixFilePermissions.asFileAttribute(PRIVATE_FILE));
    Files.writeString(next, text);
    Files.move(next, lastConfiguration(), StandardCopyOption.ATOMIC_MOVE);
  }

  /** The same, for the owner and a group alone. */
  public static void replace(Path file, String content, OptionalLong group) throws IOException {
    Files.move(next(file, content, group), file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Writes a small file for all, as {@link #replace(Path, String)}; the disk has it afterwards. */
  static void replaceForGood(Path file, String content) throws IOException {
    Path next = next(file, content, OptionalLong.empty());
    force(next);
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    force(file.toAbsolutePath().getParent());
  }

  private static void force(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static Path next(Path file, String content, OptionalLong group) throws IOException {
    Path next = file.resolveSibling(file.getFileName() + ".tmp");
    Files.deleteIfExists(next);
    Files.createFile(next, PosixFilePermissions.asFileAttribute(PRIVATE_FILE));
    Files.writeString(next, content);
    if (group.isPresent()) {
      Files.setAttribute(next, "unix:gid", (int) group.getAsLong());
    }
    Files.setPosixFilePermissions(next, group.isPresent() ? GROUP_FILE : PUBLIC_FILE);
    return next;
  }

  /**
   * Returns the pid of the collector that serves this folder, if it lives; empty where the folder
   * is not this user's or root's. A file that was left behind may name a process that is another's
   * by now: it counts when it is the folder's owner's and runs a JVM.
   */
  public Optional<Long> collector() {
    try (VerifiedFolder folder = VerifiedFolder.open(path)) {
      byte[] content = folder.read(pidFile().getFileName().toString(), LARGEST_PID_FILE);
      long pid = Long.parseLong(new String(content, StandardCharsets.US_ASCII).strip());
      return new ProcessTable(PROC).runs(pid, "java", folder.owner())
          ? Optional.of(pid)
          : Optional.empty();
    } catch (IOException | NumberFormatException none) {
      return Optional.empty();
    }
  }

  /**
   * Returns what the collector said last of how it is.
   *
   * @throws IOException when it said nothing yet, or the folder is not this user's or root's
   */
  public byte[] status() throws IOException {
    try (VerifiedFolder folder = VerifiedFolder.open(path)) {
      return folder.read(statusFile().getFileName().toString(), LARGEST_STATUS);
    }
  }
}
