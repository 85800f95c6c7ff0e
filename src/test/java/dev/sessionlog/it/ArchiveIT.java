package dev.sessionlog.it;

import static dev.sessionlog.it.Installation.awaitValue;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sessionlog.it.SystemInstallation.User;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a whole server records is brought to an archive in a folder, whatever happens to it. */
final class ArchiveIT {
  private static final User ALICE = new User("alice", 6001, 6001);
  private static final User AUDITOR = new User("auditor", 6004, 6004);
  private static final User ROOT = new User("root", 0, 0);
  private static final String CONFIG = "/run/sessionlog.conf/sessionlog.toml";
  private static final String ARCHIVE = "/var/lib/archive";

  @TempDir private static Path root;
  private static SystemInstallation system;

  @BeforeAll
  static void start() throws Exception {
    Optional<String> obstacle = SystemInstallation.obstacle();
    assumeTrue(obstacle.isEmpty(), () -> obstacle.orElseThrow());
    system =
        SystemInstallation.in(
            root.toRealPath(), List.of(ALICE, AUDITOR), List.of(AUDITOR), "tmpfs");
    mount();
    configure(ARCHIVE);
    system.startCollector();
  }

  private static void configure(String archive) throws IOException {
    system.configure(
        "[archive]",
        "url = 'file://" + archive + "'",
        "interval = '1s'",
        "[seal]",
        "interval = '1s'",
        "[transcript]",
        "quiet = '200ms'");
  }

  @AfterAll
  static void stop() {
    if (system != null) {
      system.close();
    }
  }

  private static void mount() throws Exception {
    String options = "size=8m,mode=700,uid=%1$d,gid=%1$d".formatted(SystemInstallation.WRITER);
    system
        .as(ROOT, "mkdir -p " + ARCHIVE + " && mount -t tmpfs -o " + options + " a " + ARCHIVE)
        .exits(0);
  }

  private static Outcome archive(User user) throws Exception {
    return system.as(user, SystemInstallation.PROGRAM + " archive --config " + CONFIG);
  }

  private static void awaitWords(String words) {
    awaitValue(
        words,
        () -> archive(ROOT).out().contains(words) ? Optional.of(true) : Optional.<Boolean>empty());
  }

  private static List<Path> objects(String name) throws IOException {
    try (Stream<Path> all = Files.walk(system.path(ARCHIVE))) {
      return all.filter(Files::isRegularFile)
          .filter(file -> file.toString().contains(name))
          .sorted()
          .toList();
    }
  }

  private static byte[] archived(String file) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (Path part : objects("/" + file + ".")) {
      if (part.toString().contains("/recordings/")) {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(part))) {
          in.transferTo(all);
        }
      }
    }
    return all.toByteArray();
  }

  private static void awaitArchived(String words) {
    awaitValue(
        words,
        () ->
            new String(archived("typescript"), java.nio.charset.StandardCharsets.UTF_8)
                    .contains(words)
                ? Optional.of(true)
                : Optional.<Boolean>empty());
  }

  private static Optional<ProcessHandle> archiver() throws IOException {
    return ProcessHandle.of(system.collectorPid().orElseThrow())
        .orElseThrow()
        .descendants()
        .filter(
            process -> {
              try {
                return Files.readString(
                        Path.of("/proc/" + process.pid() + "/cmdline"),
                        java.nio.charset.StandardCharsets.ISO_8859_1)
                    .contains("\0--archiver\0");
              } catch (IOException gone) {
                return false;
              }
            })
        .findFirst();
  }

  private static String status(long pid, String line) throws IOException {
    return Files.readString(Path.of("/proc/" + pid + "/status"))
        .lines()
        .filter(text -> text.startsWith(line + ":"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void whatIsRecordedIsBroughtThereWhateverHappens() throws Exception {
    Outcome check =
        system.as(ROOT, SystemInstallation.PROGRAM + " config --system --check " + CONFIG).exits(0);
    assertTrue(check.out().contains("not overwritten"), check.out());
    Terminal alice = system.login(ALICE).await("READY> ");
    alice.enter("echo first-$((1+1))").await("first-2");
    awaitArchived("first-2");
    assertEquals(1, objects("/opened/").size());
    assertEquals(0, objects("/sessions/").size());
    assertTrue(read("show alice").contains("first-2"));
    itHasNoPowerOfRoots();
    killsLoseNothing(alice);
    aStoreThatIsAwayCostsNothingButTheDelay(alice);
    alice.enter("exit");
    alice.awaitExit();
    awaitValue(
        "the facts of the session",
        () -> objects("/sessions/").isEmpty() ? Optional.<Boolean>empty() : Optional.of(true));
    Path recording = system.recordings("alice").get(0);
    for (String file : List.of("typescript", "timing")) {
      assertArrayEquals(Files.readAllBytes(recording.resolve(file)), archived(file), file);
    }
    assertEquals(1, objects("/sessions/").size());
    assertTrue(objects("/ledgers/").size() >= 2, objects("").toString());
    assertEquals(0, objects("/.incoming/").size());
    awaitWords("whole      1 session, 0 live\nwaiting    0 sessions\n");
    archive(ROOT).exits(0);
    archive(AUDITOR).exits(0);
    whatIsThereIsRead(recording.getFileName().toString());
    assertFalse(system.as(ALICE, "ls " + ARCHIVE).exitsWith(0));
    assertTrue(
        system
            .as(ROOT, SystemInstallation.PROGRAM + " status --json --config " + CONFIG)
            .out()
            .contains("\"archive\":{\"url\":\"file://" + ARCHIVE));
    aChangedFileIsAConflict();
    anotherArchiveHoldsAfterAReload();
  }

  private static String read(String command) throws Exception {
    return system
        .as(ROOT, SystemInstallation.PROGRAM + " " + command + " --archive --config " + CONFIG)
        .exits(0)
        .out();
  }

  private static Outcome verify() throws Exception {
    return system.as(ROOT, SystemInstallation.PROGRAM + " verify --archive --config " + CONFIG);
  }

  /** As on a machine that has nothing but the archive. */
  private static void whatIsThereIsRead(String id) throws Exception {
    system.as(ROOT, "mv /var/log/sessionlog/sessions /var/log/sessionlog/away").exits(0);
    assertTrue(read("list").matches("[^/]+/" + id + "\talice\t.*\\n"), read("list"));
    assertTrue(read("show " + id).contains("readonly-2"));
    assertTrue(read("play --dump-at 100% " + id).contains("away-2"));
    assertTrue(read("search away-2").contains(id));
    assertTrue(read("export -f text " + id).contains("K2"));
    awaitValue(
        "a seal of all of it in the archive",
        () ->
            verify().out().contains("1 session: 1 sealed\n")
                ? Optional.of(true)
                : Optional.<Boolean>empty());
    verify().exits(0);
    Path part = objects("/typescript.").get(0);
    byte[] kept = Files.readAllBytes(part);
    Files.delete(part);
    Files.write(part, Files.readAllBytes(objects("/timing.").get(0)));
    assertTrue(verify().exitsWith(4));
    assertTrue(verify().out().contains(id + " alice changed: "), verify().out());
    Files.delete(part);
    assertTrue(verify().exitsWith(4));
    Files.write(part, kept);
    verify().exits(0);
    Path facts = objects("/sessions/").get(0);
    byte[] told = Files.readAllBytes(facts);
    Files.delete(facts);
    Files.delete(objects("/opened/").get(0));
    assertTrue(verify().out().contains("1 not in the archive yet"), verify().out());
    Files.write(facts, told);
    system.as(ROOT, "mv /var/log/sessionlog/away /var/log/sessionlog/sessions").exits(0);
  }

  private static void itHasNoPowerOfRoots() throws IOException {
    long pid = archiver().orElseThrow().pid();
    assertTrue(status(pid, "Uid").contains(Integer.toString(SystemInstallation.WRITER)));
    assertTrue(status(pid, "CapEff").endsWith("0000000000000000"));
    assertTrue(status(pid, "CapBnd").endsWith("0000000000000000"));
    assertTrue(status(pid, "NoNewPrivs").endsWith("1"));
  }

  /** The archiver alone, in the middle of whatever it does; nobody at a terminal notices. */
  private static void killsLoseNothing(Terminal alice) throws Exception {
    for (int round = 0; round < 2; round++) {
      alice.enter(
          "seq " + (round * 1000) + " " + (round * 1000 + 999) + "; echo K$((" + round + "+1))");
      alice.await("K" + (round + 1));
      ProcessHandle archiver =
          awaitValue("an archiver", () -> archiver().filter(ProcessHandle::isAlive));
      Installation.kill(archiver.pid(), "KILL");
      awaitValue(
          "its end", () -> archiver.isAlive() ? Optional.<Boolean>empty() : Optional.of(true));
    }
    awaitArchived("K2");
  }

  private static void aStoreThatIsAwayCostsNothingButTheDelay(Terminal alice) throws Exception {
    system.as(ROOT, "mount -o remount,ro " + ARCHIVE).exits(0);
    alice.enter("echo readonly-$((1+1))").await("readonly-2");
    awaitWords("Read-only file system");
    assertTrue(archive(ROOT).exitsWith(1));
    system.as(ROOT, "mount -o remount,rw " + ARCHIVE).exits(0);
    awaitArchived("readonly-2");

    system.as(ROOT, "mkdir /var/lib/away && mount --move " + ARCHIVE + " /var/lib/away").exits(0);
    system.as(ROOT, "chown %1$d %2$s".formatted(SystemInstallation.WRITER, ARCHIVE)).exits(0);
    alice.enter("echo away-$((1+1))").await("away-2");
    awaitWords("mount it");
    assertEquals(List.of(), objects(""));
    system.as(ROOT, "mount --move /var/lib/away " + ARCHIVE).exits(0);
    awaitArchived("away-2");
  }

  private static void aChangedFileIsAConflict() throws Exception {
    Terminal alice = system.login(ALICE).await("READY> ");
    alice.enter("echo evil-$((1+1))").await("evil-2");
    awaitArchived("evil-2");
    List<Path> recordings = new ArrayList<>(system.recordings("alice"));
    recordings.sort(null);
    Path typescript = recordings.get(recordings.size() - 1).resolve("typescript");
    byte[] bytes = Files.readAllBytes(typescript);
    bytes[bytes.length / 2] ^= 1;
    Files.write(typescript, bytes);
    alice.enter("exit");
    alice.awaitExit();
    awaitWords("CONFLICT");
    archive(AUDITOR).exits(1);
    assertEquals(1, objects("/sessions/").size());
    assertTrue(Files.readString(system.collectorLog()).contains("ERROR"));
    int changed = bytes.length / 2;
    bytes = Files.readAllBytes(typescript);
    bytes[changed] ^= 1;
    Files.write(typescript, bytes);
    Files.delete(system.path("/var/log/sessionlog/archive/conflicts"));
    awaitWords("whole      2 sessions, 0 live\nwaiting    0 sessions\n");
    archive(ROOT).exits(0);
  }

  private static void anotherArchiveHoldsAfterAReload() throws Exception {
    String other = "/var/lib/other";
    String make = "mkdir -m 700 %1$s && chown %2$d:%2$d %1$s";
    system.as(ROOT, make.formatted(other, SystemInstallation.WRITER)).exits(0);
    configure(other);
    awaitWords("works with another [archive]");
    assertTrue(archive(ROOT).exitsWith(1));
    Installation.kill(system.collectorPid().orElseThrow(), "HUP");
    awaitWords("archive    file://" + other + "\nhost ");
    awaitWords("whole      2 sessions, 0 live\nwaiting    0 sessions\n");
    archive(ROOT).exits(0);
    assertTrue(read("list").contains("\talice\t"));
    assertFalse(Files.readString(system.collectorLog()).contains("the archiver ended (stopping"));
  }
}
