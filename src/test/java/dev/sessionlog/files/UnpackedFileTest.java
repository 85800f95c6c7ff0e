package dev.sessionlog.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is small as it lies there, and large unpacked. */
class UnpackedFileTest {
  private static final int MIB = 1 << 20;

  @TempDir private Path dir;

  private Path zeros(int mebibytes) throws IOException {
    Path file = dir.resolve("typescript.gz");
    byte[] block = new byte[MIB];
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      for (int i = 0; i < mebibytes; i++) {
        out.write(block);
      }
    }
    return file;
  }

  @Test
  void whatUnpacksToFarMoreThanTheRecordingSaysIsRefused() throws IOException {
    Path bomb = zeros(256);
    CorruptRecordingException refused =
        assertThrows(CorruptRecordingException.class, () -> UnpackedFile.open(bomb, 0));
    assertTrue(refused.getMessage().contains("unpacks to more than"), refused::toString);
  }

  @Test
  void aFloodOfOneWordThatTheRecordingTellsOfIsRead() throws IOException {
    try (FileChannel plain = UnpackedFile.open(zeros(64), 64L * MIB)) {
      assertEquals(64L * MIB, plain.size());
    }
  }

  @Test
  void whatIsSmallIsReadWhateverTheRecordingSays() throws IOException {
    try (FileChannel plain = UnpackedFile.open(zeros(16), 0)) {
      assertEquals(16L * MIB, plain.size());
    }
  }

  @Test
  void whatIsNoGzipIsSaidToBeDamaged() throws IOException {
    Path file = Files.writeString(dir.resolve("timing.gz"), "no gzip");
    assertThrows(CorruptRecordingException.class, () -> UnpackedFile.open(file, 0));
  }

  @Test
  void aStreamEndsWhereItIsTooMuch() throws IOException {
    try (InputStream in = GzipFile.open(zeros(4), 3L * MIB)) {
      assertEquals(2L * MIB, in.skip(2L * MIB));
      assertThrows(ZipException.class, () -> in.readAllBytes());
    }
  }
}
