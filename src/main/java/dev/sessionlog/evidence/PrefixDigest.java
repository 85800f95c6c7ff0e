package dev.sessionlog.evidence;

import dev.sessionlog.files.CorruptRecordingException;
import dev.sessionlog.files.GzipFile;
import dev.sessionlog.files.StoreFiles;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.zip.ZipException;

/**
 * The hash of the first bytes of a file that grows: each byte is read once. A file that is not
 * there is looked for under its name with {@code .gz}, and what it unpacks to counts. For one
 * thread.
 */
final class PrefixDigest {
  private static final int BUFFER = 1 << 16;

  private final Path file;
  private final MessageDigest digest = Sha256.digest();
  private long length;

  PrefixDigest(Path file) {
    this.file = file;
  }

  /** Returns how many bytes were hashed so far. */
  long length() {
    return length;
  }

  /** Returns what was hashed so far. */
  Prefix prefix() {
    try {
      MessageDigest copy = (MessageDigest) digest.clone();
      return new Prefix(length, new Sha256(copy.digest()));
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("SHA-256 of the JDK can be copied", e);
    }
  }

  /**
   * Hashes on, up to a length.
   *
   * @return false when the file ends before it
   * @throws NoSuchFileException when it is there in neither form
   * @throws IllegalArgumentException when more was hashed already
   */
  boolean to(long end) throws IOException {
    if (end < length) {
      throw new IllegalArgumentException(length + " bytes of " + file + " are hashed, not " + end);
    }
    try (FileChannel channel = StoreFiles.read(file)) {
      ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
      while (length < end) {
        buffer.clear().limit((int) Math.min(BUFFER, end - length));
        if (channel.read(buffer, length) < 0) {
          return false;
        }
        add(buffer.array(), buffer.position());
      }
      return true;
    } catch (NoSuchFileException e) {
      return length == end || unpackedTo(end, e);
    }
  }

  private void add(byte[] bytes, int count) {
    digest.update(bytes, 0, count);
    length += count;
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

  private boolean unpackedTo(long end, NoSuchFileException notPlain) throws IOException {
    Path gzip = file.resolveSibling(file.getFileName() + ".gz");
    try (InputStream plain = GzipFile.open(gzip, Long.MAX_VALUE)) {
      skip(plain, length);
      byte[] buffer = new byte[BUFFER];
      while (length < end) {
        int read = plain.read(buffer, 0, (int) Math.min(BUFFER, end - length));
        if (read < 0) {
          return false;
        }
        add(buffer, read);
      }
      return true;
    } catch (NoSuchFileException e) {
      throw notPlain;
    } catch (ZipException | EOFException e) {
      throw new CorruptRecordingException(gzip, "cannot be unpacked: " + e.getMessage());
    }
  }
}
