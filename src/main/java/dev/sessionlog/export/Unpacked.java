package dev.sessionlog.export;

import dev.sessionlog.session.ReadableUnits;
import io.airlift.compress.bzip2.BZip2HadoopStreams;
import io.airlift.compress.hadoop.HadoopInputStream;
import io.airlift.compress.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.XZInputStream;

/**
 * A file of another program that may be packed by gzip(1), bzip2(1), xz(1) or zstd(1), as its first
 * bytes show. It is unpacked into a file that only its owner can read, and that is removed when
 * this is closed.
 */
final class Unpacked implements Closeable {
  /** Terminal output rarely compresses better than 100 to 1, so unpacking is limited to that. */
  private static final long MOST_TIMES = 5000;

  private static final long MOST_OF_A_SMALL_ONE = 64 << 20;
  private static final int LONGEST_MAGIC = 6;
  private static final int XZ_MEMORY_KIB = 256 * 1024;
  private static final int PIECE = 1 << 16;
  private static final Path BZIP2 = Path.of("/bin/bzip2");
  private static final String NOT_TO_ITS_END = "it cannot be unpacked to its end";

  private final Path file;
  private final boolean made;
  private final @Nullable String cut;

  private Unpacked(Path file, boolean made, @Nullable String cut) {
    this.file = file;
    this.made = made;
    this.cut = cut;
  }

  /** Unpacks a file as far as possible; a plain file is used as it is. */
  static Unpacked of(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      return new Unpacked(file, false, null);
    }
    try (InputStream packed = Files.newInputStream(file);
        InputStream in = stream(packed)) {
      if (in instanceof BufferedInputStream) {
        return new Unpacked(file, false, null);
      }
      if (in instanceof HadoopInputStream && Files.isExecutable(BZIP2)) {
        return unpackByProgram(file);
      }
      return unpack(file, in);
    }
  }

  /** The library reads the first stream of a bzip2 file; pbzip2(1) writes many. */
  private static Unpacked unpackByProgram(Path file) throws IOException {
    Process program =
        new ProcessBuilder(BZIP2.toString(), "-dc")
            .redirectInput(file.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (InputStream in = program.getInputStream()) {
      Unpacked unpacked = unpack(file, in);
      boolean whole = program.waitFor() == 0;
      return whole ? unpacked : new Unpacked(unpacked.file, true, NOT_TO_ITS_END);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    } finally {
      program.destroy();
    }
  }

  /**
   * Returns the unpacked content of a stream; a {@link BufferedInputStream} if it is not packed.
   */
  static InputStream stream(InputStream file) throws IOException {
    BufferedInputStream in = new BufferedInputStream(file, PIECE);
    in.mark(LONGEST_MAGIC);
    byte[] magic = in.readNBytes(LONGEST_MAGIC);
    in.reset();
    if (begins(magic, 0x1f, 0x8b)) {
      return new GZIPInputStream(in, PIECE);
    }
    if (begins(magic, 'B', 'Z', 'h')) {
      return new BZip2HadoopStreams().createInputStream(in);
    }
    if (begins(magic, 0xfd, '7', 'z', 'X', 'Z', 0)) {
      return new XZInputStream(in, XZ_MEMORY_KIB);
    }
    if (begins(magic, 0x28, 0xb5, 0x2f, 0xfd)) {
      return new ZstdInputStream(in);
    }
    return in;
  }

  private static boolean begins(byte[] bytes, int... magic) {
    if (bytes.length < magic.length) {
      return false;
    }
    for (int i = 0; i < magic.length; i++) {
      if ((bytes[i] & 0xff) != magic[i]) {
        return false;
      }
    }
    return true;
  }

  private static Unpacked unpack(Path packed, InputStream in) throws IOException {
    long most = Math.max(MOST_OF_A_SMALL_ONE, Files.size(packed) * MOST_TIMES);
    Path file = Files.createTempFile("sessionlog-import", null);
    boolean whole = false;
    try (OutputStream out = Files.newOutputStream(file)) {
      String cut = copy(packed, in, out, most);
      whole = true;
      return new Unpacked(file, true, cut);
    } finally {
      if (!whole) {
        Files.deleteIfExists(file);
      }
    }
  }

  /** Copies; returns why that stopped before the end, or null. */
  private static @Nullable String copy(Path packed, InputStream in, OutputStream out, long most)
      throws IOException {
    byte[] piece = new byte[PIECE];
    long bytes = 0;
    while (true) {
      int count;
      try {
        count = in.read(piece, 0, piece.length);
      } catch (IOException | RuntimeException damaged) {
        // Unpackers throw many kinds of exceptions for truncated files.
        return NOT_TO_ITS_END;
      }
      if (count <= 0) {
        return null;
      }
      bytes += count;
      if (bytes > most) {
        throw ForeignFormatException.of(
            packed,
            "unpacks to more than "
                + ReadableUnits.size(most)
                + "; if that is intended, unpack it yourself");
      }
      out.write(piece, 0, count);
    }
  }

  /** Returns the readable file. */
  Path file() {
    return file;
  }

  /** Returns why the file ends too early; empty if the unpacker found no such problem. */
  Optional<String> cut() {
    return Optional.ofNullable(cut);
  }

  @Override
  public void close() throws IOException {
    if (made) {
      Files.deleteIfExists(file);
    }
  }
}
