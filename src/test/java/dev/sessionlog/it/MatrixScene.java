package dev.sessionlog.it;

import static dev.sessionlog.it.Installation.awaitValue;

import dev.sessionlog.it.FaultReport.Tally;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.core.ConditionTimeoutException;

/** One trouble of collector and keeper, and eight sessions that go through it at the same time. */
final class MatrixScene {
  static final int HOLD_SECONDS = FaultReport.size(2, 5);

  private static final int LINES = 30_000;
  private static final Pattern LINE = Pattern.compile("(?m)^(\\d{10}) counter \\.+\r?$");
  private static final Duration STATUS_AFTER = Duration.ofSeconds(3);
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** Stops the threads that read pipes and the one that has the pulse, and no other. */
  private static final String WEDGE =
      """
      import ctypes, os, sys
      libc = ctypes.CDLL(None, use_errno=True)
      libc.ptrace.argtypes = [ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p]
      tasks = '/proc/' + sys.argv[1] + '/task/'
      for task in os.listdir(tasks):
          name = open(tasks + task + '/comm').read().strip()
          if name.startswith('reader-') or name == 'upkeep':
              if libc.ptrace(0x4206, int(task), None, None) or libc.ptrace(0x4207, int(task), None, None):
                  sys.exit('ptrace is not allowed')
      print('wedged', flush=True)
      try:
          while True:
              os.waitpid(-1, 0x40000000)
      except ChildProcessError:
          pass
      """;

  enum CollectorIs {
    RUNNING,
    KILLED,
    STOPPED,
    EXITING,
    CANNOT_START,
    STARTING,
    WEDGED
  }

  enum KeeperIs {
    THERE,
    DEAD
  }

  enum KeepAliveIs {
    THERE,
    DEAD
  }

  enum SessionIs {
    IDLE,
    FLOODING,
    ENDING,
    STARTING
  }

  private final Path root;
  private final CollectorIs collector;
  private final KeeperIs keeper;
  private final Path go;
  private final Path java;
  private String status = "";
  private Process wedge;

  MatrixScene(Path root, CollectorIs collector, KeeperIs keeper) {
    this.root = root;
    this.collector = collector;
    this.keeper = keeper;
    this.go = root.resolve("go");
    this.java = root.resolve("java");
  }

  /** One session in trouble. */
  private static final class Guest {
    private final SessionIs session;
    private final KeepAliveIs keepAlive;
    private WatchedTerminal terminal;
    private Path recording;
    private Duration waited;

    Guest(SessionIs session, KeepAliveIs keepAlive) {
      this.session = session;
      this.keepAlive = keepAlive;
    }
  }

  /** Plays it, and returns what was seen of each session. */
  List<MatrixCell> play() throws Exception {
    ExecutorService watchers = Executors.newCachedThreadPool();
    try (FaultScene scene = FaultScene.in(root)) {
      Files.createSymbolicLink(java, Path.of(System.getProperty("sessionlog.java.home")));
      scene.installation().environment().put("JAVA_HOME", java.toString());
      scene.installation().configure("[collector]", "hold = \"" + HOLD_SECONDS + "s\"");
      scene.installation().startCollector();
      List<Guest> guests = guests(scene);
      fail(scene, guests);
      Files.createFile(go);
      Future<String> said = watchers.submit(() -> statusOf(scene));
      if (keeper == KeeperIs.DEAD) {
        // A login replaces the keeper: the others are not to have the good of it.
        watch(scene, guests.stream().filter(MatrixScene::sitsThere).toList(), watchers);
        watch(scene, guests.stream().filter(guest -> !sitsThere(guest)).toList(), watchers);
      } else {
        watch(scene, guests, watchers);
      }
      status = said.get();
      return end(scene, guests);
    } finally {
      watchers.shutdownNow();
      if (wedge != null) {
        wedge.destroyForcibly();
      }
    }
  }

  private static boolean sitsThere(Guest guest) {
    return guest.session != SessionIs.STARTING;
  }

  private static void watch(FaultScene scene, List<Guest> guests, ExecutorService watchers)
      throws Exception {
    List<Future<?>> watched = new ArrayList<>();
    for (Guest guest : guests) {
      watched.add(watchers.submit(() -> watch(scene, guest)));
    }
    for (Future<?> each : watched) {
      each.get();
    }
  }

  private List<Guest> guests(FaultScene scene) throws IOException {
    List<Guest> guests = new ArrayList<>();
    for (KeepAliveIs keepAlive : KeepAliveIs.values()) {
      for (SessionIs session : SessionIs.values()) {
        Guest guest = new Guest(session, keepAlive);
        guests.add(guest);
        if (session != SessionIs.STARTING) {
          guest.terminal = scene.login();
          guest.recording = scene.recordingOf(guest.terminal);
          String wait = "until test -e " + go + "; do sleep 0.05; done; ";
          switch (session) {
            case FLOODING ->
                guest.terminal.enter(wait + RecordingCheck.counter(LINES, 2000, "0.1"));
            case ENDING -> guest.terminal.enter(wait + "echo bye-$((1+1)); exit 3");
            default -> {}
          }
        }
      }
    }
    return guests;
  }

  private void fail(FaultScene scene, List<Guest> guests) throws Exception {
    long pid = scene.installation().awaitCollector();
    Path keeperFile = scene.installation().runDir().resolve("keeper.pid");
    long keeperPid = Long.parseLong(Files.readString(keeperFile).strip());
    if (collector != CollectorIs.STARTING && keeper == KeeperIs.DEAD) {
      Installation.kill(keeperPid, "KILL");
    }
    for (Guest guest : guests) {
      if (guest.keepAlive == KeepAliveIs.DEAD && guest.recording != null) {
        endKeepAlive(scene, guest);
      }
      if (guest.terminal != null) {
        guest.terminal.watch();
      }
    }
    switch (collector) {
      case RUNNING -> {}
      case KILLED -> Installation.kill(pid, "KILL");
      case STOPPED -> Installation.kill(pid, "STOP");
      case EXITING -> Installation.kill(pid, "TERM");
      case CANNOT_START -> {
        Files.delete(java);
        Installation.kill(pid, "KILL");
      }
      case STARTING -> {
        Installation.kill(pid, "KILL");
        awaitValue("a collector that starts", () -> childOf(keeperPid, pid));
        if (keeper == KeeperIs.DEAD) {
          Installation.kill(keeperPid, "KILL");
        }
      }
      case WEDGED -> {
        wedge =
            new ProcessBuilder("python3", "-c", WEDGE, Long.toString(pid))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        if (!"wedged".equals(wedge.inputReader().readLine())) {
          throw new AssertionError("the collector's threads cannot be stopped");
        }
      }
    }
  }

  private static Optional<Long> childOf(long keeper, long killed) {
    return ProcessHandle.of(keeper).stream()
        .flatMap(ProcessHandle::descendants)
        .filter(child -> child.pid() != killed)
        .filter(child -> child.info().command().orElse("").endsWith("/java"))
        .map(ProcessHandle::pid)
        .findFirst();
  }

  private static void endKeepAlive(FaultScene scene, Guest guest) throws Exception {
    Path file =
        scene
            .installation()
            .runDir()
            .resolve("pipes/" + guest.recording.getFileName() + ".fifo.holder");
    Installation.kill(Long.parseLong(Files.readString(file).strip()), "KILL");
  }

  private static String statusOf(FaultScene scene) throws Exception {
    Thread.sleep(STATUS_AFTER.toMillis()); // an instant in the trouble, not one that is waited for
    return scene
        .installation()
        .sessionlog("status")
        .out()
        .lines()
        .findFirst()
        .map(line -> line.replaceAll(", pid.*", "").replaceFirst("collector +", ""))
        .orElse("nothing");
  }

  /** Waits as somebody does who sits there. */
  private static Void watch(FaultScene scene, Guest guest) throws Exception {
    long began = System.nanoTime();
    switch (guest.session) {
      case IDLE -> guest.terminal.enter("echo on-$((1+1))").await("on-2", PATIENCE);
      case FLOODING -> guest.terminal.await(String.format("%010d counter", LINES), PATIENCE);
      case ENDING -> guest.terminal.awaitExit(PATIENCE);
      case STARTING -> {
        synchronized (scene) {
          guest.terminal = scene.beginLogin();
        }
        guest.terminal.await("READY> ", PATIENCE);
      }
    }
    guest.waited =
        guest.session == SessionIs.FLOODING
            ? guest.terminal.longestPause()
            : Duration.ofNanos(System.nanoTime() - began);
    if (guest.session == SessionIs.STARTING && isRecorded(guest.terminal)) {
      guest.recording = scene.recordingOf(guest.terminal);
      if (guest.keepAlive == KeepAliveIs.DEAD) {
        endKeepAlive(scene, guest);
      }
    }
    return null;
  }

  private static boolean isRecorded(WatchedTerminal terminal) {
    return FaultScene.scriptOf(terminal).isPresent();
  }

  /** The next login starts a collector where there is none; then all sessions end. */
  private List<MatrixCell> end(FaultScene scene, List<Guest> guests) throws Exception {
    if (!Files.exists(java)) {
      Files.createSymbolicLink(java, Path.of(System.getProperty("sessionlog.java.home")));
    }
    Installation.awaitValue(
        "a collector that answers",
        () -> {
          WatchedTerminal next = scene.login();
          boolean recorded = isRecorded(next);
          next.enter("exit").awaitExit(PATIENCE);
          return recorded ? Optional.of(true) : Optional.empty();
        });
    for (Guest guest : guests) {
      if (guest.session != SessionIs.ENDING) {
        guest.terminal.enter("exit 4").awaitExit(PATIENCE);
      }
    }
    awaitAllDone(scene);
    List<MatrixCell> cells = new ArrayList<>();
    for (Guest guest : guests) {
      cells.add(cell(guest));
    }
    return cells;
  }

  private static void awaitAllDone(FaultScene scene) throws Exception {
    try {
      scene.installation().awaitAllDone();
    } catch (ConditionTimeoutException late) {
      throw new AssertionError(
          scene
                  .root(
                      "sh",
                      "-c",
                      "ls -l "
                          + scene.logDir()
                          + "/active "
                          + scene.installation().runDir()
                          + " "
                          + scene.installation().runDir()
                          + "/pipes; cat "
                          + scene.logDir()
                          + "/active/*/session.json; tail -30 "
                          + scene.installation().runDir()
                          + "/collector.log")
                  .out()
              + scene.installation().sessionlog("status").out(),
          late);
    }
  }

  private MatrixCell cell(Guest guest) throws Exception {
    boolean ending = guest.session == SessionIs.ENDING;
    boolean gap = false;
    long lost = 0;
    long linesLost = 0;
    long doubled = 0;
    if (guest.recording != null) {
      gap = Files.readString(guest.recording.resolve("session.json")).contains("\"reason\"");
      if (!gap) {
        Tally bytes = RecordingCheck.bytes(guest.terminal.shown(), guest.recording);
        lost = bytes.lost();
        doubled = bytes.doubled();
      }
      if (guest.session == SessionIs.FLOODING) {
        int[] seen = lines(guest.recording);
        for (int i = 1; i <= LINES; i++) {
          linesLost += seen[i] == 0 ? 1 : 0;
          doubled += Math.max(0, seen[i] - 1);
        }
      }
    } else if (!guest.terminal.tail().contains("not recorded")) {
      lost = Files.size(guest.terminal.shown());
    }
    return new MatrixCell(
        collector,
        keeper,
        guest.keepAlive,
        guest.session,
        guest.waited,
        guest.recording != null,
        guest.session == SessionIs.FLOODING ? LINES : 0,
        linesLost,
        doubled,
        lost,
        gap,
        guest.terminal.awaitExit(PATIENCE),
        ending ? 3 : 4,
        status);
  }

  private static int[] lines(Path recording) throws IOException {
    int[] seen = new int[LINES + 1];
    String text = Files.readString(recording.resolve("typescript"), StandardCharsets.ISO_8859_1);
    for (Matcher line = LINE.matcher(text); line.find(); ) {
      seen[Integer.parseInt(line.group(1))]++;
    }
    return seen;
  }
}
