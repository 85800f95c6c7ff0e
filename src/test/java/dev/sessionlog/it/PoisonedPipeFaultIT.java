package dev.sessionlog.it;

import static dev.sessionlog.it.Installation.awaitValue;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sessionlog.it.SystemInstallation.User;
import dev.sessionlog.unix.ProcessIdentity;
import dev.sessionlog.unix.ProcessIdentity.Fate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A user has the kernel lock what is theirs for ever: it costs nobody else anything. */
final class PoisonedPipeFaultIT {
  private static final User MALLORY = new User("mallory", 6231, 6231);
  private static final User BOB = new User("bob", 6232, 6232);
  private static final User EVE = new User("eve", 6234, 6234);
  private static final User CAROL = new User("carol", 6233, 6233);
  private static final User ROOT = new User("root", 0, 0);
  private static final int SENT = 1 + 4096;

  @TempDir private Path root;
  private SystemInstallation system;
  private final List<PageThatNeverComes> pages = new ArrayList<>();

  @BeforeEach
  void install() throws Exception {
    SystemInstallation.assumePossible();
    PageThatNeverComes.require();
    system =
        SystemInstallation.in(
            root.toRealPath(), List.of(MALLORY, EVE, BOB, CAROL), Map.of(), "tmpfs");
    system.configure();
  }

  @AfterEach
  void remove() throws IOException {
    for (PageThatNeverComes page : pages) {
      page.close();
    }
    if (system != null) {
      system.close();
    }
  }

  private PageThatNeverComes hold(User user, String... files) throws IOException {
    PageThatNeverComes page = PageThatNeverComes.hold(system, user, files);
    pages.add(page);
    return page;
  }

  private String status() throws Exception {
    return system.as(ROOT, SystemInstallation.PROGRAM + " status").out();
  }

  private void awaitStatus(String text) {
    awaitValue(
        "a status that says: " + text,
        () -> Optional.of(status()).filter(status -> status.contains(text)));
  }

  private static String typescript(Path recording) throws IOException {
    return Files.readString(recording.resolve("typescript"), ISO_8859_1);
  }

  private static void awaitRecorded(Path recording, String text) {
    awaitValue(
        text + " in " + recording,
        () -> Optional.of(typescript(recording)).filter(all -> all.contains(text)));
  }

  private Path recording(User user) throws IOException {
    return system.recordings(user.name()).get(0);
  }

  /** Logs in and out, and returns after how many milliseconds the shell was there. */
  private long loginAndOut(User user, int before) throws Exception {
    long from = System.nanoTime();
    Terminal terminal = system.login(user).await("READY> ");
    long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - from);
    terminal.enter("echo in-$((1+1)); exit 4").await("in-2");
    assertEquals(4, terminal.awaitExit());
    assertEquals(before + 1, system.recordings(user.name()).size(), terminal.shown());
    return took;
  }

  @Test
  void aPipeThatIsLockedForEverCostsItsOwnSessionAlone() throws Exception {
    ProcessIdentity first = ProcessIdentity.of(system.startCollector()).orElseThrow();
    Terminal mallory = system.login(MALLORY).await("READY> ");
    Terminal bob = system.login(BOB).await("READY> ");
    Path hers = recording(MALLORY);
    String id = hers.getFileName().toString();
    Installation.kill(first.pid(), "STOP");
    PageThatNeverComes page = hold(MALLORY, "/run/sessionlog/pipes/" + id + ".fifo");
    Installation.kill(first.pid(), "CONT");
    awaitStatus("session " + id + " of mallory: has not been read");
    bob.enter("echo one-$((1+1))").await("one-2");
    awaitRecorded(recording(BOB), "one-2");

    Installation.kill(first.pid(), "KILL");
    awaitValue(
        "a collector that cannot end",
        () -> first.fate() == Fate.ALIVE ? Optional.empty() : Optional.of(first.fate()));
    TimeUnit.MILLISECONDS.sleep(500); // one that can end has ended by then
    assertEquals(Fate.ENDING, first.fate(), "the fault is not made");
    bob.enter("echo two-$((1+1))").await("two-2");
    Files.delete(system.path("/run/sessionlog/collector.pid"));
    long killed = System.nanoTime();
    system.startCollector();
    long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - killed);
    System.out.println("lock taken over and logins answered after " + took + " ms");
    bob.enter("echo three-$((1+2))").await("three-3");
    awaitRecorded(recording(BOB), "three-3");
    assertTrue(typescript(recording(BOB)).contains("two-2"));
    loginAndOut(CAROL, 0);
    awaitStatus("session " + id + " of mallory cannot be taken over yet: its pipe does not answer");
    system.as(ROOT, SystemInstallation.PROGRAM + " cleanup").exits(0);
    assertTrue(Files.exists(system.path("/run/sessionlog/pipes/" + id + ".fifo")));
    assertEquals(Fate.ENDING, first.fate());

    page.close();
    awaitStatus("session " + id + ": taken over");
    awaitValue(
        "the old collector's end",
        () -> first.fate() == Fate.GONE ? Optional.of(true) : Optional.empty());
    mallory.enter("echo after-$((1+1)); exit 3").await("after-2");
    assertEquals(3, mallory.awaitExit());
    bob.enter("exit 5");
    assertEquals(5, bob.awaitExit());
    awaitValue(
        "its end",
        () -> Optional.of(FaultScene.state(hers)).filter(state -> state.equals("complete")));
    assertTrue(typescript(hers).contains("after-2"));
    assertTrue(typescript(hers).contains("x".repeat(SENT)), "what was sent is there");
    assertEquals(
        SENT, typescript(hers).replaceAll("(?s).*?(x{100,}).*", "$1").length(), "and but once");
    String session = Files.readString(hers.resolve("session.json"));
    assertTrue(session.contains("\"gaps\" : [ ]"), () -> session + log());
  }

  private String log() {
    try {
      return Files.readString(system.collectorLog());
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** Lays knocks that are processes' of the user, and whose locks are held already. */
  private void knockForEver(User user, int knocks) throws Exception {
    String folder = "/run/of-" + user.name();
    system.as(ROOT, "mkdir -m 777 " + folder).exits(0);
    String made =
        system
            .as(
                user,
                "for i in $(seq %d); do sleep 600 >/dev/null 2>&1 & mkfifo %s/$!; done; ls %2$s"
                    .formatted(knocks, folder))
            .out();
    String[] names = made.split("\n");
    assertEquals(knocks, names.length, made);
    hold(user, Stream.of(names).map(name -> folder + "/" + name).toArray(String[]::new));
    system.as(user, "mv %s/* /run/sessionlog/knock/".formatted(folder)).exits(0);
  }

  /**
   * Each knock is refused, by what its process is, or somebody is told that it does not respond.
   */
  private void awaitDealtWith(User user) {
    String told = "a login of uid " + user.uid() + " is still unanswered";
    String left = "find /run/sessionlog/knock -maxdepth 1 -type p -user " + user.name();
    awaitValue(
        "knocks that are refused, or told of",
        () -> {
          boolean done = status().contains(told) || system.as(ROOT, left).out().isBlank();
          return done ? Optional.of(true) : Optional.empty();
        });
  }

  @Test
  void knocksAndTerminalsThatAreLockedForEverCostTheirUserAlone() throws Exception {
    system.startCollector();
    loginAndOut(BOB, 0);
    knockForEver(MALLORY, 6);
    knockForEver(EVE, 6);
    System.out.println("login while 12 knocks are locked: " + loginAndOut(BOB, 1) + " ms");
    awaitDealtWith(MALLORY);
    awaitDealtWith(EVE);
    System.out.println("login afterwards: " + loginAndOut(BOB, 2) + " ms");

    String asks = "eval \"$(%s init-user)\"; echo ASKED".formatted(SystemInstallation.PROGRAM);
    Terminal carol = system.login(CAROL, "tty >~/tty; echo TTY-$((1+1)); read x; " + asks);
    carol.await("TTY-2");
    String tty = Files.readString(system.path(CAROL.home() + "/tty")).strip();
    system.as(ROOT, "chown %d %s".formatted(CAROL.uid(), tty)).exits(0); // as sshd(8) does
    hold(CAROL, tty);
    carol.enter("");
    awaitStatus("a login of uid " + CAROL.uid() + " is still unanswered");
    System.out.println("login while a size is locked: " + loginAndOut(BOB, 3) + " ms");
    carol.await("this login is not recorded").await("ASKED");
    pages.forEach(PoisonedPipeFaultIT::deliver);
    loginAndOut(MALLORY, 0);
  }

  private static void deliver(PageThatNeverComes page) {
    try {
      page.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
