package dev.sessionlog.it;

import static dev.sessionlog.it.Installation.awaitValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sessionlog.it.SystemInstallation.User;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The process that writes transcripts: whose it is, what it cannot do, and that nobody who works
 * notices when it dies or hangs. One collector serves all tests.
 */
final class TranscriberIT {
  private static final User ALICE = new User("alice", 6001, 6001);
  private static final User MALLORY = new User("mallory", 6002, 6002);
  private static final User WRITER =
      new User("sessionlog", SystemInstallation.WRITER, SystemInstallation.WRITER);
  private static final Path LOG_DIR = Path.of("/var/log/sessionlog");

  /** Enough for the program itself. */
  private static final String SMALL_HEAP = "8m";

  @TempDir private static Path root;
  private static SystemInstallation system;

  @BeforeAll
  static void start() throws Exception {
    SystemInstallation.assumePossible();
    system = SystemInstallation.in(root.toRealPath(), List.of(ALICE, MALLORY), List.of(), "tmpfs");
    system.configure("[transcript]", "quiet = '500ms'");
    Path old = Files.createDirectories(system.logDir()).resolve("oldtimer.log");
    Files.writeString(old, "written by an earlier version\n");
    system.startCollector();
    awaitTranscriber(0);
  }

  @AfterAll
  static void stop() {
    if (system != null) {
      system.close();
    }
  }

  @Test
  void isAUserOfItsOwnWithoutAnyPower() throws Exception {
    String status = Files.readString(Path.of("/proc/" + transcriber() + "/status"));
    String uid = Integer.toString(SystemInstallation.WRITER);
    assertTrue(status.contains("\nUid:\t" + String.join("\t", uid, uid, uid, uid)), status);
    for (String set : List.of("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb")) {
      assertTrue(status.contains("\n" + set + ":\t0000000000000000"), status);
    }
    assertTrue(status.contains("\nNoNewPrivs:\t1"), status);
    Outcome told = system.as(new User("root", 0, 0), SystemInstallation.PROGRAM + " status --json");
    assertTrue(told.out().contains("\"transcriber\":{"), told.out());
    assertTrue(told.out().contains("\"user\":\"sessionlog\""), told.out());
    assertEquals(SystemInstallation.WRITER, owner("oldtimer.log"), "handed over");
  }

  /** What somebody could do who broke into it by what they print. */
  @Test
  void canTouchNeitherRecordingsNorWhatIsNoted() throws Exception {
    for (String name :
        List.of("sessions", "active", "audit", "index", "holds", "ledger", "collector.lock")) {
      refused("mv " + LOG_DIR + "/" + name + " " + LOG_DIR + "/taken");
      refused("rm -r " + LOG_DIR + "/" + name);
      refused("ln -sfn /etc " + LOG_DIR + "/" + name + " && test -L " + LOG_DIR + "/" + name);
      refused("chmod 777 " + LOG_DIR + "/" + name);
    }
    for (String folder : List.of("sessions", "active", "audit", "index", "holds", "ledger")) {
      refused(": >" + LOG_DIR + "/" + folder + "/planted");
      assertEquals(0, owner(folder));
    }
    refused(": >" + LOG_DIR + "/audit/audit.log");
    refused("chmod 777 " + LOG_DIR);
    refused("mv " + LOG_DIR + " " + LOG_DIR + "2");
    Terminal alice = logIn(ALICE);
    Path recording = last("alice");
    String inside = recording.toString().replaceFirst("^/proc/\\d+/root", "");
    refused("echo x >>" + inside + "/typescript");
    refused("rm " + inside + "/timing");
    logOut(alice);
  }

  @Test
  void nobodyNoticesWhenItIsKilledAndNoLineIsLostOrDoubled() throws Exception {
    Terminal alice = logIn(ALICE);
    int before = lines("alice", "n-\\d+-").size();
    long first = transcriber();
    alice.enter("for i in $(seq 3000); do echo n-$i-; done; echo done-$((1+1))");
    kill("-KILL", transcriber());
    alice.await("done-2");
    long second = awaitTranscriber(first);
    kill("-KILL", second);
    Terminal another = logIn(ALICE);
    awaitTranscriber(second);
    logOut(another);
    logOut(alice);
    awaitValue(
        "every line", () -> count("alice") >= before + 3000 ? Optional.of(true) : Optional.empty());
    List<String> numbers = lines("alice", "n-\\d+-");
    assertEquals(before + 3000, numbers.size());
    for (int i = 1; i <= 3000; i++) {
      assertEquals("n-" + i + "-", numbers.get(before + i - 1));
    }
  }

  @Test
  void nobodyNoticesWhenItIsStopped() throws Exception {
    long stopped = transcriber();
    kill("-STOP", stopped);
    long began = System.nanoTime();
    Terminal mallory = logIn(MALLORY);
    mallory.enter("for i in $(seq 20000); do echo stopped-$i-xxxxxxxxxxxxxxxxxxxxxxxxxxx; done");
    mallory.enter("echo done-$((2+1))").await("done-3");
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    assertTrue(took.toSeconds() < 15, () -> "it took " + took);
    kill("-CONT", stopped);
    logOut(mallory);
    awaitValue(
        "its last line",
        () -> lines("mallory", "session closed").isEmpty() ? Optional.empty() : Optional.of(true));
    assertEquals(20_000, lines("mallory", "stopped-\\d+-x").size());
  }

  /**
   * What screens may take is bounded, and the heap has room for it; here it has not. One session
   * takes more than there is, in each process that renders it.
   */
  @Test
  void nobodyNoticesWhenItIsOutOfMemory() throws Exception {
    Terminal alice = logIn(ALICE);
    String hers = last("alice").getFileName().toString();
    long first = transcriber();
    Files.writeString(system.path(MALLORY.home() + "/dear"), dear());
    try (SmallHeap heap = SmallHeap.of(system, SMALL_HEAP)) {
      heap.begin();
      kill("-KILL", first);
      long small = awaitTranscriber(first);
      List<Terminal> dear = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        Terminal mallory = logIn(MALLORY);
        mallory.resize(512, 256);
        dear.add(mallory.enter("cat dear; echo filled-$((1+1))"));
      }
      dear.forEach(mallory -> mallory.await("filled-2"));
      awaitTold("the transcriber exited \\(out of memory\\); starting it again");
      awaitTold("session \\S+: the transcriber crashed while rendering it; set aside");
      alice.enter("echo meanwhile-$((40+2))").await("meanwhile-42");
      awaitLine("alice", " meanwhile-42$");
      assertNotEquals(small, awaitTranscriber(small));
      assertFalse(told().contains("session " + hers + ": the transcriber crashed"), told());
      for (Terminal mallory : dear) {
        mallory.enter("echo after-$((40+3))").await("after-43");
        logOut(mallory);
      }
      Outcome status =
          system.as(new User("root", 0, 0), SystemInstallation.PROGRAM + " status --json");
      assertTrue(status.out().matches("(?s).*\"restarts\" ?: ?[1-9].*"), status.out());
    } finally {
      awaitAnotherTranscriber();
    }
    logOut(alice);
  }

  /** One with the usual heap; the one before may just have ended by itself. */
  private static void awaitAnotherTranscriber() throws Exception {
    long last = transcriber();
    new ProcessBuilder("kill", "-KILL", Long.toString(last)).start().waitFor();
    awaitTranscriber(last);
  }

  /** Both screens full of letters with accents, in colours. */
  private static String dear() {
    String screen = "\033[38;2;1;2;3me\u0301\u0302".repeat(512 * 256);
    return "\033[H" + screen + "\033[?47h\033[H" + screen + "\033[?47l\033[H\033[2J";
  }

  private static String told() throws IOException {
    return Files.readString(system.collectorLog());
  }

  private static void awaitTold(String regex) {
    awaitValue(
        regex,
        () ->
            Pattern.compile(regex).matcher(told()).find()
                ? Optional.of(true)
                : Optional.<Boolean>empty());
  }

  private static Terminal logIn(User user) throws IOException {
    Terminal terminal = system.login(user);
    terminal.await("READY> ");
    return terminal;
  }

  private static void logOut(Terminal terminal) throws Exception {
    terminal.enter("exit");
    terminal.awaitExit();
  }

  private static void refused(String code) throws Exception {
    Outcome outcome = system.as(WRITER, code);
    assertTrue(!outcome.exitsWith(0), () -> "allowed: " + code);
  }

  private static void kill(String signal, long pid) throws Exception {
    assertEquals(0, new ProcessBuilder("kill", signal, Long.toString(pid)).start().waitFor());
  }

  private static long transcriber() throws IOException {
    return Long.parseLong(Files.readString(system.path("/run/sessionlog/transcriber.pid")).strip());
  }

  /** Waits for one that answers and is not {@code before}. */
  private static long awaitTranscriber(long before) {
    long pid =
        awaitValue(
            "a transcriber",
            () -> {
              Path file = system.path("/run/sessionlog/status.json");
              String status = Files.exists(file) ? Files.readString(file) : "";
              return Optional.of(
                      status.contains("\"transcriber_answers\":true") ? transcriber() : before)
                  .filter(now -> now != before)
                  .filter(now -> status.contains("\"transcriber_pid\":" + now));
            });
    assertNotEquals(before, pid);
    return pid;
  }

  private static void awaitLine(String user, String regex) {
    awaitValue(
        regex, () -> lines(user, regex).isEmpty() ? Optional.<Boolean>empty() : Optional.of(true));
  }

  private static int owner(String name) throws IOException {
    return (Integer) Files.getAttribute(system.logDir().resolve(name), "unix:uid");
  }

  private static Path last(String user) throws IOException {
    List<Path> all = system.recordings(user);
    return all.get(all.size() - 1);
  }

  private static int count(String user) throws IOException {
    return lines(user, "n-\\d+-").size();
  }

  /** Returns what in the lines of a user's log matches, but for what was typed. */
  private static List<String> lines(String user, String regex) throws IOException {
    try {
      return Files.readAllLines(system.logDir().resolve(user + ".log")).stream()
          .filter(line -> !line.contains("READY>"))
          .map(line -> Pattern.compile(regex).matcher(line))
          .filter(Matcher::find)
          .map(Matcher::group)
          .toList();
    } catch (NoSuchFileException none) {
      return List.of();
    }
  }
}
