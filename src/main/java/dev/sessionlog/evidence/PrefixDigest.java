package dev.sessionlog.evidence;

import dev.sessionlog.files.CorruptRecordingException;
import dev.sessionlog.files.GzipFile;
import dev.sessionlog.files.Sha256;
import dev.sessionlog.files.StoreFiles;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.OptionalInt;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * The hash of the first bytes of a growing file, which reads each byte once. If the file is
 * missing, its compressed form with {@code .gz} is used, and its unpacked content counts. For one
 * thread.
 */
final class PrefixDigest {
  private static final int BUFFER = 1 << 16;

  private final Path file;
  private final long most;
  private final MessageDigest digest = Sha256.digest();
  private long length;

  PrefixDigest(Path file) {
    this(file, Long.MAX_VALUE);
  }

  /**
   * Creates one for a file that another user may have written.
   *
   * @param most the most bytes that a compressed one may unpack to
   */
  PrefixDigest(Path file, long most) {
    this.file = file;
    this.most = most;
  }

  /**
   * Forces a file, which may be compressed by now, to the disk. It is opened for reading, because
   * it may belong to another user.
   *
   * @throws NoSuchFileException if it is there in neither form
   */
  static void sync(Path file) throws IOException {
    try {
      force(file);
    } catch (NoSuchFileException e) {
      if (!Files.exists(GzipFile.of(file))) {
        throw e;
      }
      force(GzipFile.of(file));
    }
  }

  private static void force(Path file) throws IOException {
    try (FileChannel channel = StoreFiles.read(file)) {
      channel.force(false);
    }
  }

  /** Returns how many bytes were hashed so far. */
  long length() {
    return length;
  }

  /** Returns what was hashed so far. */
  Prefix prefix() {
    return Prefix.of(length, digest);
  }

  /**
   * Continues up to a length.
   *
   * @return false if the file ends before it
   * @throws NoSuchFileException if it is there in neither form
   * @throws IllegalArgumentException if more was hashed already
   */
  boolean to(long end) throws IOException {
    if (end < length) {
      throw new IllegalArgumentException(length + " bytes of " + file + " are hashed, not " + end);
    }
    try (Source source = open(length == end)) {
      return to(end, source);
    }
  }

  /**
   * Continues to the length of each prefix, reading the file only once.
   *
   * @param rising sorted by length
   * @return the index of the first prefix that the file does not begin with, because it is shorter
   *     or differs
   * @throws NoSuchFileException if it is there in neither form
   */
  OptionalInt firstOther(List<Prefix> rising) throws IOException {
    boolean nothing = rising.stream().allMatch(prefix -> prefix.bytes() == length);
    try (Source source = open(nothing)) {
      for (int i = 0; i < rising.size(); i++) {
        if (!to(rising.get(i).bytes(), source) || !prefix().equals(rising.get(i))) {
          return OptionalInt.of(i);
        }
      }
      return OptionalInt.empty();
    }
  }

  /** Returns a stream of the bytes after those hashed. */
  private interface Source extends Closeable {
    /** Reads up to a number of bytes; negative at the end. */
    int read(byte[] target, int most) throws IOException;
  }

  private boolean to(long end, Source source) throws IOException {
    byte[] buffer = new byte[BUFFER];
    try {
      while (length < end) {
        int read = source.read(buffer, (int) Math.min(BUFFER, end - length));
        if (read < 0) {
          return false;
        }
        digest.update(buffer, 0, read);
        length += read;
      }
      return true;
    } catch (ZipException | EOFException e) {
      throw new CorruptRecordingException(
          GzipFile.of(file), "cannot be unpacked: " + e.getMessage());
    }
  }

  private Source open(boolean maybeMissing) throws IOException {
    try {
      return plain(StoreFiles.read(file));
    } catch (NoSuchFileException notPlain) {
      if (maybeMissing) {
        return plain(null);
      }
      try {
        return packed(notPlain);
      } catch (ZipException | EOFException e) {
        throw new CorruptRecordingException(
            GzipFile.of(file), "cannot be unpacked: " + e.getMessage());
      }
    }
  }

  private Source plain(@Nullable FileChannel channel) {
    return new Source() {
      @Override
      public int read(byte[] target, int most) throws IOException {
        return channel == null ? -1 : channel.read(ByteBuffer.wrap(target, 0, most), length);
      }

      @Override
      public void close() throws IOException {
        if (channel != null) {
          channel.close();
        }
      }
    };
  }

  private Source packed(NoSuchFileException notPlain) throws IOException {
    InputStream unpacked;
    try {
      unpacked = GzipFile.open(GzipFile.of(file), most);
    } catch (NoSuchFileException e) {
      throw notPlain;
    }
    try {
      skip(unpacked, length);
    } catch (IOException e) {
      unpacked.close();
      throw e;
    }
    return new Source() {
      @Override
      public int read(byte[] target, int most) throws IOException {
        return unpacked.read(target, 0, most);
      }

      @Override
      public void close() throws IOException {
        unpacked.close();
      }
    };
  }

  private static void skip(InputStream plain, long bytes) throws IOException {
    for (long left = bytes; left > 0; ) {
      long skipped = plain.skip(left);
      if (skipped <= 0) {
        throw new EOFException("it is shorter than what was hashed of it");
      }
      left -= skipped;
    }
  }
}
