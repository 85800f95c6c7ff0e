package dev.sessionlog.it;

import static dev.sessionlog.it.Installation.awaitValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One home, and so one log dir, on several machines, which do not see each other's processes. */
final class SeveralHostsIT {
  private static final String BOOT = "11111111-2222-3333-4444-555555555555";

  @TempDir private Path root;
  private final List<Process> machines = new ArrayList<>();

  @AfterEach
  void powerOff() {
    machines.forEach(Process::destroyForcibly); // with every process of theirs
  }

  /** A machine: a name, processes, and where {@code boot} is given, a run of the kernel. */
  private final class Host {
    final Installation installation;
    final String name;
    final Path runDir;
    final long first;

    Host(Installation installation, String name, String runDir, Optional<String> boot)
        throws IOException {
      this.installation = installation;
      this.name = name;
      this.runDir = root.resolve(runDir);
      String id = "";
      if (boot.isPresent()) {
        Path file = Files.writeString(root.resolve(runDir + ".boot"), boot.get() + "\n");
        id = "mount --bind " + file + " /proc/sys/kernel/random/boot_id; ";
      }
      ProcessBuilder machine =
          new ProcessBuilder(
              "unshare",
              "--mount",
              "--pid",
              "--uts",
              "--fork",
              "--kill-child",
              "--mount-proc",
              "sh",
              "-c",
              "hostname "
                  + name
                  + "; "
                  + id
                  + "echo up >"
                  + root.resolve(runDir + ".up")
                  + "; while :; do sleep 1000; done");
      machine.environment().putAll(installation.environment());
      Process started = machine.inheritIO().start();
      machines.add(started);
      awaitValue(name, () -> present(root.resolve(runDir + ".up")));
      this.first = started.children().findFirst().orElseThrow().pid();
    }

    List<String> inside(String... command) {
      List<String> whole = new ArrayList<>();
      whole.addAll(List.of("nsenter", "-t", Long.toString(first), "-m", "-p", "-u"));
      whole.addAll(List.of("env", "SESSIONLOG_RUN_DIR=" + runDir));
      whole.addAll(List.of(command));
      return whole;
    }

    Outcome sessionlog(String... arguments) throws Exception {
      List<String> command = inside(Installation.launcher().toString());
      command.addAll(List.of(arguments));
      return Outcome.of(command, installation.home(), installation.environment(), "");
    }

    void startCollector() throws IOException {
      Files.createDirectories(runDir);
      List<String> command =
          inside("setsid", Installation.launcher().toString(), "--keep-collector");
      ProcessBuilder keeper = new ProcessBuilder(command).directory(root.toFile());
      keeper.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
      keeper.environment().clear();
      keeper.environment().putAll(installation.environment());
      keeper.start();
      collector();
    }

    /** Returns the collector's pid as the machine counts. */
    String collector() {
      return awaitValue("a collector on " + name, () -> present(runDir.resolve("collector.pid")))
          .strip();
    }

    Terminal login() throws IOException {
      return installation.run(inside("bash", "-l").toArray(String[]::new)).await("READY> ");
    }
  }

  private static Optional<String> present(Path file) throws IOException {
    return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
  }

  @Test
  void eachMachineRecordsItsLoginsAndNoneTouchesTheOthers() throws Exception {
    SystemInstallation.assumePossible();
    try (Installation installation = Installation.in(root)) {
      installation.writeProfiles();
      Host web1 = new Host(installation, "web1", "run-1", Optional.empty());
      Host web2 = new Host(installation, "web2", "run-2", Optional.of(BOOT));
      Host copy = new Host(installation, "web1", "run-3", Optional.of(BOOT));
      web1.startCollector();
      web2.startCollector();
      copy.startCollector();
      Terminal one = web1.login();
      one.enter("echo one-$((1+1))").await("one-2");
      Path first = only(installation.recordings());
      Terminal two = web2.login();
      two.enter("echo two-$((1+1))").await("two-2");
      Terminal three = copy.login();
      three.enter("echo three-$((1+1))").await("three-2");
      assertEquals(3, installation.recordings().size());
      seenFromTheOther(web2, first);
      aMachineWithoutACollectorTouchesNothing(installation, first);
      aKilledCollectorGoesOnWithItsOwn(web1, one);
      three.enter("exit 3").awaitExit();
      two.enter("exit 2").awaitExit();
      one.enter("exit 7").awaitExit();
      for (Path recording : installation.recordings()) {
        awaitState(recording, "complete");
      }
      assertExit(first, 7);
      theirLogsAreTheirOwn(installation, web2);
    }
  }

  private static Path only(List<Path> recordings) {
    assertEquals(1, recordings.size());
    return recordings.get(0);
  }

  private static void seenFromTheOther(Host web2, Path first) throws Exception {
    String id = first.getFileName().toString();
    String listed = web2.sessionlog("list", "--json").exits(0).out();
    String line = listed.lines().filter(l -> l.contains(id)).findFirst().orElseThrow();
    assertTrue(line.contains("\"state\":\"active\""), line);
    assertTrue(line.contains("\"elsewhere\":\"web1\""), line);
    String status = web2.sessionlog("status").exits(0).out();
    assertTrue(status.contains("1 active"), status);
    assertTrue(status.contains("; 2 on other machines"), status);
    web2.sessionlog("end", id).exits(1).complains("is recorded on web1");
    assertEquals("nothing to do\n", web2.sessionlog("cleanup", "-v").exits(0).out());
  }

  private void aMachineWithoutACollectorTouchesNothing(Installation installation, Path first)
      throws Exception {
    Host web4 = new Host(installation, "web4", "run-4", Optional.of(BOOT));
    assertEquals("nothing to do\n", web4.sessionlog("cleanup", "-v").exits(0).out());
    awaitState(first, "active");
  }

  private void aKilledCollectorGoesOnWithItsOwn(Host web1, Terminal one) throws Exception {
    String before = web1.collector();
    new ProcessBuilder(web1.inside("kill", "-KILL", before)).inheritIO().start().waitFor();
    awaitValue(
        "another collector",
        () -> present(web1.runDir.resolve("collector.pid")).filter(p -> !p.strip().equals(before)));
    one.enter("echo again-$((1+1))").await("again-2");
  }

  private static void theirLogsAreTheirOwn(Installation installation, Host web2) throws Exception {
    String name = installation.user() + ".log";
    Path theirs = installation.logDir().resolve("hosts/web2").resolve(name);
    Path copys = installation.logDir().resolve("hosts/web1").resolve(name);
    for (Path log : List.of(installation.userLog(), theirs, copys)) {
      awaitValue(
          "the end of " + log,
          () -> present(log).filter(text -> text.contains("-- session closed")));
    }
    String log = Files.readString(theirs);
    assertTrue(log.contains("two-2"), log);
    assertFalse(log.contains("one-2") || log.contains("three-2"), log);
    String own = Files.readString(installation.userLog());
    assertTrue(own.contains("one-2") && own.contains("again-2"), own);
    assertFalse(own.contains("two-2") || own.contains("three-2"), own);
    String tail = web2.sessionlog("tail", "-n", "100", installation.user()).exits(0).out();
    for (String text : List.of("one-2", "two-2", "three-2", "again-2")) {
      assertEquals(1, tail.lines().filter(line -> line.endsWith(" " + text)).count(), tail);
      String found = web2.sessionlog("search", "^" + text + "$").exits(0).out();
      assertEquals(1, found.lines().count(), found);
    }
  }

  private static void awaitState(Path recording, String state) {
    awaitValue(
        state + " of " + recording,
        () ->
            present(recording.resolve("session.json"))
                .filter(json -> json.contains("\"state\" : \"" + state + "\"")));
  }

  private static void assertExit(Path recording, int code) throws IOException {
    String json = Files.readString(recording.resolve("session.json"));
    assertTrue(json.contains("\"exit_code\" : " + code), json);
    assertTrue(json.contains("\"gaps\" : [ ]"), json);
  }
}
