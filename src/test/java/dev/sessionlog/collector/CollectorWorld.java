package dev.sessionlog.collector;

import dev.sessionlog.config.Configuration;
import dev.sessionlog.config.ConfigurationSource;
import dev.sessionlog.config.SystemPaths;
import dev.sessionlog.files.DiskShares;
import dev.sessionlog.files.Machine;
import dev.sessionlog.login.Login;
import dev.sessionlog.login.LoginShell;
import dev.sessionlog.login.RunDir;
import dev.sessionlog.login.RunDirFolders;
import dev.sessionlog.login.ShellSyntax;
import dev.sessionlog.pipe.PipeKeepAlive;
import dev.sessionlog.recording.Recording;
import dev.sessionlog.recording.RecordingOwner;
import dev.sessionlog.session.SessionId;
import dev.sessionlog.store.RecordingStore;
import dev.sessionlog.unix.Account;
import dev.sessionlog.unix.OpenFlag;
import dev.sessionlog.unix.Unix;
import dev.sessionlog.unix.UnixFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A run dir and a log dir with what records in them, as one collector after the other has it. Pipes
 * and keep-alive processes are real; who writes is the test.
 */
final class CollectorWorld {
  private static final long PATIENCE_NANOS = 20_000_000_000L;

  final Unix unix = Unix.load();
  final RunDir runDir;
  final RecordingStore store;
  final FakeTranscripts transcripts = new FakeTranscripts();

  /** How far the clock is ahead. */
  private final AtomicLong shift = new AtomicLong();

  private final Path home;
  private final List<Closeable> open = new ArrayList<>();
  private volatile Configuration configuration;

  CollectorStatus status;
  Essentials essentials;
  TranscriptsDue due;
  RecordingHalf half;
  SessionOpener opener;

  /** Notes what it is told. */
  static final class FakeTranscripts implements TranscriptHalf {
    final List<SessionId> changed = new CopyOnWriteArrayList<>();
    final List<SessionId> grown = new CopyOnWriteArrayList<>();
    volatile boolean closed;

    @Override
    public void grown(SessionId id) {
      grown.add(id);
    }

    @Override
    public void changed(SessionId id) {
      changed.add(id);
    }

    @Override
    public void checkpoint(String line) {}

    @Override
    public void look() {}

    @Override
    public boolean alive() {
      return true;
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  CollectorWorld(Path root) throws Exception {
    home = root.toRealPath();
    runDir = new RunDir(home.resolve("run"));
    new RunDirFolders(runDir).prepare(unix.uid());
    configure("");
    Files.createDirectories(configuration.logDir());
    store = new RecordingStore(configuration.logDir());
    restart();
  }

  /** Puts another configuration in force. */
  Configuration configure(String text) throws Exception {
    Path file = home.resolve("sessionlog.toml");
    Files.writeString(file, "log.dir = \"" + home + "/log\"\n" + text);
    Path none = home.resolve("none");
    configuration =
        Configuration.load(
            ConfigurationSource.of(
                    Map.of(), unix.uid(), home, new SystemPaths(none, none, none, none))
                .withFile(file));
    return configuration;
  }

  /** Goes on with another half that records, which knows nothing of the one before. */
  void restart() throws IOException {
    SessionClock clock =
        new SessionClock(
            InstantSource.system(), () -> System.nanoTime() + shift.get(), Machine.here().bootId());
    status = new CollectorStatus(runDir, configuration.logDir(), clock);
    essentials = new Essentials(unix, clock, () -> configuration, status);
    due =
        new TranscriptsDue(
            transcripts, new EndedSessions(configuration.logDir(), store, status::warn));
    RecordingDisk disk =
        new RecordingDisk(store, DiskShares.none(), new DiskSync(store, status::warn));
    half = RecordingHalf.create(essentials, runDir, disk, due);
    opener =
        new SessionOpener(
            essentials,
            runDir,
            store,
            SessionOpener.Whose.OWN,
            "host1",
            RecordingOwner.here(runDir.path()),
            new Random());
  }

  /** Lets time pass. */
  void pass(Duration time) {
    shift.addAndGet(time.toNanos());
  }

  static Login login(String user, long shellPid) {
    return new Login(
        new Account(user, 61_001, 61_001, "/home/" + user, "/bin/bash"),
        true,
        OptionalLong.empty(),
        shellPid,
        Path.of("/dev/pts/7777"),
        Optional.empty(),
        "xterm",
        new LoginShell.Program("/bin/bash", true),
        ShellSyntax.POSIX,
        Optional.empty(),
        false);
  }

  static Login inside(Login login, SessionId session) {
    return new Login(
        login.account(),
        login.known(),
        login.loginUid(),
        login.loginShellPid(),
        login.tty(),
        login.remote(),
        login.term(),
        login.shell(),
        login.syntax(),
        Optional.of(session),
        true);
  }

  /** Opens a session and begins to record it. */
  LiveSession begin(String user) throws IOException {
    LiveSession live = opener.open(login(user, Long.MAX_VALUE >> 20));
    half.sessions().begin(live, OptionalLong.empty(), LeftBehind.NOTHING);
    return live;
  }

  /** Returns the end of a pipe that script(1) would write into. */
  UnixFile writer(SessionId id) throws IOException {
    UnixFile end = unix.open(runDir.pipe(id), OpenFlag.WRITE, OpenFlag.NONBLOCK);
    open.add(end);
    return end;
  }

  static void write(UnixFile end, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    end.write(UnixFile.allocate(bytes.length).put(bytes).flip());
  }

  Recording recording(SessionId id) throws IOException {
    return store.find(id).orElseThrow();
  }

  String typescript(SessionId id) {
    try {
      return Files.readString(recording(id).typescript());
    } catch (IOException notYet) {
      return "";
    }
  }

  /** Returns the warnings, as {@code status} shows them. */
  String warnings() throws IOException {
    status.rewrite();
    String text = Files.readString(runDir.statusFile());
    return text.substring(text.indexOf("\"warnings\""));
  }

  static void await(String what, Callable<Boolean> condition) throws Exception {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (!condition.call()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("waited in vain for " + what);
      }
      Thread.sleep(5);
    }
  }

  /** Ends all readers, and the keep-alive processes of the pipes that are left. */
  void close() throws Exception {
    half.sessions().stop();
    half.recovery().settle();
    Set<String> readers = new HashSet<>();
    for (Recording recording : store.all()) {
      readers.add("reader-" + recording.id());
    }
    await(
        "all readers to end, those that were given up too",
        () ->
            Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> readers.contains(thread.getName())));
    for (Closeable each : open) {
      each.close();
    }
    for (Path pipe : runDir.pipes().pipes()) {
      PipeKeepAlive.discard(unix, pipe);
    }
  }
}
