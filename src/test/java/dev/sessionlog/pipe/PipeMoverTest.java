package dev.sessionlog.pipe;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sessionlog.unix.OpenFlag;
import dev.sessionlog.unix.Unix;
import dev.sessionlog.unix.UnixException;
import dev.sessionlog.unix.UnixFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipeMoverTest {
  private static final Unix UNIX = Unix.load();

  /** Refuses splice(2) as such, and every byte for want of space: full(4). */
  private static final Path FULL = Path.of("/dev/full");

  @TempDir private Path folder;
  private NamedPipe pipe;
  private UnixFile writeEnd;
  private PipeMover mover;

  @BeforeEach
  void open() throws IOException {
    Path path = folder.resolve("pipe");
    pipe = NamedPipe.create(UNIX, path, 0600, 1 << 20);
    writeEnd = UNIX.open(path, OpenFlag.WRITE, OpenFlag.NONBLOCK);
    mover = new PipeMover(pipe.readEnd());
  }

  @AfterEach
  void close() throws IOException {
    writeEnd.close();
    pipe.close();
  }

  @Test
  void bytesAreMovedInOrderAndNoneIsHeld() throws IOException {
    byte[] bytes = random(300_000);
    try (UnixFile target = file("typescript")) {
      write(bytes);
      assertEquals(300_000, moveAll(target));
      assertEquals(0, mover.unwritten());
      assertEquals(0, mover.moveTo(target, 1), "nothing waits");
    }
    assertArrayEquals(bytes, Files.readAllBytes(folder.resolve("typescript")));
  }

  @Test
  void noMoreIsMovedThanAskedFor() throws IOException {
    try (UnixFile target = file("typescript")) {
      write(random(1000));
      assertEquals(10, mover.moveTo(target, 10));
      assertEquals(990, mover.waiting());
    }
  }

  @Test
  void whatSpliceCannotPutIntoAFileStaysInThePipe() throws IOException {
    byte[] bytes = random(1000);
    write(bytes);
    Path name = Files.createFile(folder.resolve("typescript"));
    try (UnixFile readOnly = UNIX.open(name, OpenFlag.READ)) {
      assertThrows(UnixException.class, () -> mover.moveTo(readOnly, 1000));
    }
    assertEquals(0, mover.unwritten());
    assertEquals(1000, mover.waiting());
    try (UnixFile target = UNIX.open(name, OpenFlag.WRITE)) {
      assertEquals(1000, moveAll(target));
    }
    assertArrayEquals(bytes, Files.readAllBytes(name));
  }

  @Test
  void whereSpliceIsRefusedBytesAreCopiedAndARefusedOneIsKept() throws IOException {
    byte[] bytes = random(200_000);
    write(bytes);
    try (UnixFile full = UNIX.open(FULL, OpenFlag.WRITE)) {
      for (int i = 0; i < 3; i++) {
        UnixException refusal =
            assertThrows(UnixException.class, () -> mover.moveTo(full, 200_000));
        assertTrue(refusal.getMessage().contains("No space left"), refusal.getMessage());
      }
    }
    assertTrue(mover.unwritten() > 0, "it was read before it was refused");
    assertEquals(200_000, mover.waiting());
    try (UnixFile target = file("typescript")) {
      assertEquals(200_000, moveAll(target));
    }
    assertArrayEquals(bytes, Files.readAllBytes(folder.resolve("typescript")));
  }

  @Test
  void whatIsDiscardedIsCountedAlsoWhatWasHeld() throws IOException {
    write(random(200_000));
    try (UnixFile full = UNIX.open(FULL, OpenFlag.WRITE)) {
      assertThrows(UnixException.class, () -> mover.moveTo(full, 200_000));
    }
    assertEquals(200_000, mover.discard());
    assertEquals(0, mover.waiting());
    assertEquals(0, mover.unwritten());
  }

  private long moveAll(UnixFile target) throws IOException {
    long sum = 0;
    for (long moved = mover.moveTo(target, 70_000); moved > 0; ) {
      sum += moved;
      moved = mover.moveTo(target, 70_000);
    }
    return sum;
  }

  private UnixFile file(String name) throws IOException {
    return UNIX.open(folder.resolve(name), OpenFlag.WRITE, OpenFlag.CREATE);
  }

  private void write(byte[] bytes) throws IOException {
    ByteBuffer buffer = UnixFile.allocate(bytes.length);
    buffer.put(bytes).flip();
    writeEnd.write(buffer);
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }
}
