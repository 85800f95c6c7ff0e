package dev.sessionlog.collector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sessionlog.login.ProcessTable;
import dev.sessionlog.unix.FileFacts;
import dev.sessionlog.unix.OpenFlag;
import dev.sessionlog.unix.Unix;
import dev.sessionlog.unix.UnixFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is taken for the writer of a pipe, and when all processes are looked through for it. */
final class PipeWriterTest {
  private static final long LOGIN_SHELL = 40;
  private static final long KEEP_ALIVE = 7;

  @TempDir private Path root;
  private Path pipes;
  private Path proc;
  private ProcessTable processes;
  private PipeUsers users;
  private long now;
  private final Unix unix = Unix.load();

  @BeforeEach
  void prepare() throws IOException {
    pipes = Files.createDirectories(root.resolve("pipes")).toRealPath();
    proc = Files.createDirectories(root.resolve("proc"));
    processes = new ProcessTable(proc);
    users = new PipeUsers(processes, () -> now);
  }

  private Path pipe(String name) {
    return pipes.resolve(name + ".fifo");
  }

  private Path open(long pid, Path file) throws IOException {
    Path process = proc.resolve(Long.toString(pid));
    Files.createDirectories(process.resolve("fdinfo"));
    Path descriptors = Files.createDirectories(process.resolve("fd"));
    Files.writeString(process.resolve("fdinfo/3"), "flags:\t0100001\n");
    Files.writeString(process.resolve("status"), "Uid:\t7\t7\t7\t7\n");
    if (Files.notExists(process.resolve("stat"))) {
      terminal(pid, 0);
      Files.createSymbolicLink(process.resolve("exe"), Path.of("/usr/bin/script"));
    }
    if (Files.notExists(file)) {
      unix.mkfifo(file, 0600);
    }
    return Files.createSymbolicLink(descriptors.resolve("3"), file);
  }

  private PipeWriter writer(String name, OptionalLong loginShell) throws IOException {
    return new PipeWriter(
        processes, users, pipe(name), facts(pipe(name)), Set.of(KEEP_ALIVE), loginShell);
  }

  private FileFacts facts(Path pipe) throws IOException {
    if (Files.notExists(pipe)) {
      unix.mkfifo(pipe, 0600);
    }
    try (UnixFile open = unix.open(pipe, OpenFlag.PATH)) {
      return open.facts();
    }
  }

  /** Of whoever mounts file systems anything can have that name. */
  @Test
  void aScriptWithAFileOfThatNameIsNotTheWriter() throws IOException {
    PipeWriter writer = writer("a", OptionalLong.empty());
    // As while the collector has it open: nothing else gets its number.
    Files.move(pipe("a"), pipes.resolve("kept"));
    open(30, pipe("a"));
    Path real = pipes.resolve("elsewhere.fifo");
    assertEquals(OptionalLong.empty(), writer.find());
    now += Duration.ofSeconds(2).toNanos();
    PipeWriter other =
        new PipeWriter(
            processes, users, pipe("a"), facts(real), Set.of(KEEP_ALIVE), OptionalLong.of(30));
    assertEquals(OptionalLong.empty(), other.find());
    open(50, real);
    now += Duration.ofSeconds(2).toNanos();
    assertEquals(OptionalLong.of(50), other.find());
  }

  /** A user can have their script inherit the pipe of a session around it. */
  @Test
  void aScriptThatHasTwoPipesIsFoundForBoth() throws IOException {
    open(30, pipe("a"));
    Files.createSymbolicLink(proc.resolve("30/fd/9"), pipe("b"));
    Files.copy(proc.resolve("30/fdinfo/3"), proc.resolve("30/fdinfo/9"));
    PipeWriter second = writer("b", OptionalLong.empty());
    assertEquals(OptionalLong.of(30), writer("a", OptionalLong.empty()).find());
    assertEquals(OptionalLong.of(30), second.find());
  }

  @Test
  void theLoginShellIsFoundWithoutALookAtOthers() throws IOException {
    assertEquals(Set.of(), users.of(any -> true)); // looked just now, and not again within a second
    open(LOGIN_SHELL, pipe("a"));
    OptionalLong shell = OptionalLong.of(LOGIN_SHELL);
    assertEquals(shell, writer("a", shell).find());
    assertEquals(OptionalLong.empty(), writer("a", OptionalLong.empty()).find());
  }

  @Test
  void anotherProcessThanTheLoginShellIsFoundAndTheKeepAliveIsNone() throws IOException {
    open(KEEP_ALIVE, pipe("a"));
    open(50, pipe("a"));
    assertEquals(OptionalLong.of(50), writer("a", OptionalLong.of(LOGIN_SHELL)).find());
  }

  /** Another script of the same user on the same pipe must not seem to be the session's. */
  @Test
  void onlyTheKnownWriterIsTheSessions() throws IOException {
    open(LOGIN_SHELL, pipe("a"));
    open(30, pipe("a"));
    PipeWriter writer = writer("a", OptionalLong.of(LOGIN_SHELL));
    assertTrue(writer.is(LOGIN_SHELL));
    assertFalse(writer.is(30));
  }

  @Test
  void onceTheWriterIsGoneNobodyIsLookedFor() throws IOException {
    Path descriptor = open(LOGIN_SHELL, pipe("a"));
    PipeWriter writer = writer("a", OptionalLong.of(LOGIN_SHELL));
    assertEquals(OptionalLong.of(LOGIN_SHELL), writer.find());
    Files.delete(descriptor);
    open(50, pipe("a"));
    now += Duration.ofSeconds(2).toNanos();
    assertEquals(OptionalLong.empty(), writer.find());
  }

  @Test
  void oneLookServesAllSessionsForASecond() throws IOException {
    open(50, pipe("a"));
    open(51, pipe("b"));
    assertEquals(OptionalLong.of(50), writer("a", OptionalLong.empty()).find());
    Path late = open(52, pipe("c"));
    assertEquals(OptionalLong.of(51), writer("b", OptionalLong.empty()).find());
    PipeWriter third = writer("c", OptionalLong.empty());
    assertEquals(OptionalLong.empty(), third.find());
    now += Duration.ofSeconds(1).toNanos();
    assertEquals(OptionalLong.of(52), third.find());
    Files.delete(late);
  }

  @Test
  void aWriterWithoutATerminalHasLostItWhileItWrites() throws IOException {
    Path descriptor = open(LOGIN_SHELL, pipe("a"));
    PipeWriter writer = writer("a", OptionalLong.of(LOGIN_SHELL));
    terminal(LOGIN_SHELL, 34816);
    assertEquals(OptionalLong.empty(), writer.withoutTerminal());
    terminal(LOGIN_SHELL, 0);
    assertEquals(OptionalLong.of(LOGIN_SHELL), writer.withoutTerminal());
    Files.delete(descriptor);
    assertEquals(OptionalLong.empty(), writer.withoutTerminal());
  }

  /** Only then may a session without a last line be one whose terminal was lost. */
  @Test
  void whoWaitsForScriptIsGoneWhenItEnded() throws IOException {
    PipeWriter writer = writer("a", OptionalLong.of(LOGIN_SHELL));
    terminal(LOGIN_SHELL, 34816);
    assertTrue(writer.supervisorLives());
    Path stat = proc.resolve(LOGIN_SHELL + "/stat");
    Files.writeString(stat, Files.readString(stat).replaceFirst("[)] [A-Z] ", ") Z "));
    assertFalse(writer.supervisorLives());
    Files.delete(stat);
    assertFalse(writer.supervisorLives());
    assertFalse(writer("b", OptionalLong.empty()).supervisorLives(), "it was never known");
  }

  /** script before 2.34 does not hear of it; one that is about to end is left its moment. */
  @Test
  void aScriptWhoseShellWasKilledIsSeenAtTheSecondLook() throws IOException {
    open(LOGIN_SHELL, pipe("a"));
    terminal(LOGIN_SHELL, 34816);
    terminal(42, 34817);
    Path task = Files.createDirectories(proc.resolve(LOGIN_SHELL + "/task/" + LOGIN_SHELL));
    Files.writeString(task.resolve("children"), "42 ");
    PipeWriter writer = writer("a", OptionalLong.of(LOGIN_SHELL));
    assertEquals(OptionalLong.empty(), writer.withoutShell());
    assertEquals(OptionalLong.empty(), writer.withoutShell());
    Path stat = proc.resolve("42/stat");
    Files.writeString(stat, Files.readString(stat).replaceFirst("[)] [A-Z] ", ") Z "));
    assertEquals(OptionalLong.empty(), writer.withoutShell());
    assertEquals(OptionalLong.of(LOGIN_SHELL), writer.withoutShell());
  }

  @Test
  void aProcessThatIsNotKnownToWriteHasLostNothing() throws IOException {
    terminal(LOGIN_SHELL, 0);
    PipeWriter writer = writer("a", OptionalLong.of(LOGIN_SHELL));
    assertEquals(OptionalLong.empty(), writer.withoutTerminal());
  }

  @Test
  void aLoginThatNeverHadAControllingTerminalLosesItWithItsInput() throws IOException {
    open(LOGIN_SHELL, pipe("a"));
    PipeWriter writer = writer("a", OptionalLong.of(LOGIN_SHELL));
    Path input = proc.resolve(LOGIN_SHELL + "/fd/0");
    Files.createSymbolicLink(input, Path.of("/dev/pts/3"));
    assertEquals(OptionalLong.empty(), writer.withoutTerminal());
    Files.delete(input);
    Files.createSymbolicLink(input, Path.of("/dev/pts/3 (deleted)"));
    assertEquals(OptionalLong.of(LOGIN_SHELL), writer.withoutTerminal());
  }

  @Test
  void aChildOfTheLoginShellIsFoundWithoutALookAtOthers() throws IOException {
    assertEquals(Set.of(), users.of(any -> true));
    terminal(LOGIN_SHELL, 34816);
    Path task = Files.createDirectories(proc.resolve(LOGIN_SHELL + "/task/" + LOGIN_SHELL));
    Files.writeString(task.resolve("children"), "41 42 ");
    open(42, pipe("a"));
    assertEquals(OptionalLong.of(42), writer("a", OptionalLong.of(LOGIN_SHELL)).find());
  }

  private void terminal(long pid, int tty) throws IOException {
    Path folder = Files.createDirectories(proc.resolve(Long.toString(pid)));
    Files.writeString(folder.resolve("stat"), pid + " (script) S 1 2 3 " + tty + " 0\n");
  }
}
