package dev.sessionlog.pipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sessionlog.TinyDisk;
import dev.sessionlog.unix.KnownFacts;
import dev.sessionlog.unix.Unix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The next collector finds who keeps a pipe open, wherever the one before was killed. */
@Tag("machine")
class PipeKeepAliveTest {
  private static final Unix UNIX = Unix.load();

  private static final Duration STAY = Duration.ofMinutes(4);

  @TempDir private Path folder;
  private NamedPipe pipe;
  private PipeKeepAlive keepAlive;

  @BeforeEach
  void open() throws IOException {
    pipe = NamedPipe.create(UNIX, folder.resolve("20261124T080000-bbbb.fifo"), 0600, 1 << 16);
    keepAlive = PipeKeepAlive.start(UNIX, pipe, STAY);
  }

  @AfterEach
  void close() throws IOException {
    PipeKeepAlive.discard(UNIX, pipe.path());
    keepAlive.release();
    pipe.close();
  }

  private Path pidFile() {
    return PipeFolder.keepAliveFile(pipe.path());
  }

  @Test
  void aKeepAliveIsFoundAlthoughItsFileIsCutOff() throws IOException {
    Files.writeString(pidFile(), "");
    assertEquals(keepAlive.pid(), PipeKeepAlive.find(UNIX, pipe.path()).orElseThrow().pid());
    assertEquals(
        keepAlive.pid(),
        PipeKeepAlive.adopt(UNIX, pipe, OptionalLong.empty(), STAY, STAY.dividedBy(2)).pid());
  }

  @Test
  void theFileNamesTheOldKeepAliveUntilItNamesTheNewOne() throws IOException {
    long inode = (Long) Files.getAttribute(pidFile(), "unix:ino");
    keepAlive.renew(pipe, Duration.ofMinutes(1));
    assertTrue(inode != (Long) Files.getAttribute(pidFile(), "unix:ino"), "written in place");
    long limited = PipeKeepAlive.find(UNIX, pipe.path()).orElseThrow().pid();
    assertTrue(limited != keepAlive.pid());
    assertTrue(
        PipeKeepAlive.adopt(UNIX, pipe, OptionalLong.empty(), STAY, STAY.dividedBy(2)).pid()
            != limited,
        "it would have left in time");
  }

  @Test
  void onAFullDiskKeepAlivesAreStartedAndFoundAllTheSame() throws Exception {
    Path disk = Files.createDirectory(folder.resolve("disk"));
    TinyDisk mounted = TinyDisk.mount(disk, "64k");
    try (NamedPipe there = NamedPipe.create(UNIX, disk.resolve("a.fifo"), 0600, 1 << 16)) {
      PipeKeepAlive old = PipeKeepAlive.start(UNIX, there, STAY);
      assertThrows(
          IOException.class, () -> Files.write(disk.resolve("ballast"), new byte[1 << 20]));
      try (NamedPipe another = NamedPipe.create(UNIX, disk.resolve("b.fifo"), 0600, 1 << 16)) {
        PipeKeepAlive fresh = PipeKeepAlive.start(UNIX, another, STAY);
        assertEquals(fresh.pid(), PipeKeepAlive.find(UNIX, another.path()).orElseThrow().pid());
        fresh.release();
      }
      old.renew(there, Duration.ofMinutes(1));
      PipeKeepAlive limited = PipeKeepAlive.find(UNIX, there.path()).orElseThrow();
      assertTrue(limited.pid() != old.pid());
      limited.release();
    } finally {
      mounted.unmount();
    }
  }

  @Test
  void aPidThatIsAnothersIsNoKeepAlive() throws IOException {
    Files.writeString(pidFile(), ProcessHandle.current().pid() + "\n");
    assertFalse(PipeKeepAlive.find(UNIX, pipe.path()).isPresent());
  }

  /** Who reads the memory of another's process, as for cmdline, may wait for ever. */
  @Test
  void anothersProcessOnThePipeIsNoKeepAlive() throws Exception {
    assumeTrue(UNIX.uid() == 0, "only root can be another user");
    String command = "exec setpriv --reuid 65534 --clear-groups /bin/sleep 60 0<>\"$1\"";
    Process others =
        new ProcessBuilder("/bin/sh", "-c", command, "sh", pipe.path().toString()).start();
    try {
      Path input = Path.of("/proc/" + others.pid() + "/fd/0");
      Path program = Path.of("/proc/" + others.pid() + "/comm");
      while (!Files.readString(program).equals("sleep\n")) {
        Thread.sleep(5);
      }
      assertEquals(pipe.path().toRealPath(), Files.readSymbolicLink(input));
      Files.writeString(pidFile(), others.pid() + "\n");
      assertFalse(PipeKeepAlive.find(UNIX, pipe.path()).isPresent());
      assertFalse(
          PipeKeepAlive.strays(UNIX, new PipeFolder(folder), id -> false).contains(others.pid()));
    } finally {
      others.destroyForcibly();
    }
  }

  /** Of containers that share their processes, each may have a collector with such pipes. */
  @Test
  void whatHoldsAnotherCollectorsPipeOfThatNameIsNoStray() throws Exception {
    assumeTrue(UNIX.uid() == 0, "only root can mount");
    String command =
        "mount -t tmpfs none \"$1\" && mkfifo -m 600 \"$1/$2\" && exec /bin/sleep 60 0<>\"$1/$2\"";
    Path name = pipe.path().getFileName();
    Process others =
        new ProcessBuilder(
                "unshare", "-m", "sh", "-c", command, "sh", folder.toString(), name.toString())
            .start();
    try {
      Path input = Path.of("/proc/" + others.pid() + "/fd/0");
      while (others.isAlive() && !Files.readSymbolicLink(input).endsWith(name)) {
        Thread.sleep(5);
      }
      KnownFacts facts = UNIX.knownFacts();
      assertNotEquals(facts.of(folder).device(), facts.ofDescriptor(input).device());
      assertTrue(PipeKeepAlive.isElsewhere(facts.of(folder).device(), facts, input));
      Path own = Path.of("/proc/" + keepAlive.pid() + "/fd/0");
      assertFalse(PipeKeepAlive.isElsewhere(facts.of(folder).device(), facts, own));
    } finally {
      others.destroyForcibly();
    }
  }

  @Test
  void nothingIsLeftBeside() throws IOException {
    Files.writeString(PipeFolder.nextKeepAliveFile(pidFile()), "1");
    PipeKeepAlive.discard(UNIX, pipe.path());
    assertFalse(Files.exists(PipeFolder.nextKeepAliveFile(pidFile())));
    assertFalse(Files.exists(pidFile()));
  }

  @Test
  void oneThatIsBeingStartedIsNoStray() throws IOException {
    Files.delete(pidFile()); // as it is before the file is written
    assertFalse(
        PipeKeepAlive.strays(UNIX, new PipeFolder(folder), id -> false).contains(keepAlive.pid()));
  }
}
