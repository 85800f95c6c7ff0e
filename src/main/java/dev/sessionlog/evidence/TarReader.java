package dev.sessionlog.evidence;

import dev.sessionlog.session.ReadableUnits;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Reads a tar archive of regular files, as {@link TarWriter} writes it. Anything else is refused,
 * so that all programs see the same files in it. For one thread.
 */
final class TarReader {
  private final InputStream in;
  private long left;
  private int padding;

  TarReader(InputStream in) {
    this.in = in;
  }

  /**
   * The header of one file.
   *
   * @param length of its content, in bytes
   */
  record Head(String name, long length) {}

  /**
   * Moves to the next file; the previous one must have been read.
   *
   * @return empty at the end of the archive
   * @throws MalformedBundleException if there is something else
   */
  Optional<Head> next() throws IOException {
    if (left > 0) {
      throw new IllegalStateException(left + " bytes of the file before were not read");
    }
    if (!Arrays.equals(in.readNBytes(padding), new byte[padding])) {
      throw new MalformedBundleException("it is truncated, or has something between its files");
    }
    byte[] block = block();
    if (isEmpty(block)) {
      requireEnd();
      return Optional.empty();
    }
    Head head = head(block);
    left = head.length();
    padding = (int) (-left & (TarWriter.BLOCK - 1));
    return Optional.of(head);
  }

  /** Reads some bytes of the file; negative at its end. */
  int read(byte[] target) throws IOException {
    if (left == 0) {
      return -1;
    }
    int read = in.read(target, 0, (int) Math.min(target.length, left));
    if (read < 0) {
      throw new MalformedBundleException("it ends in the middle of a file");
    }
    left -= read;
    return read;
  }

  /** Reads the rest of the file. */
  byte[] content(int most) throws IOException {
    if (left > most) {
      throw new MalformedBundleException("a file in it is longer than " + ReadableUnits.size(most));
    }
    byte[] bytes = in.readNBytes((int) left);
    if (bytes.length < left) {
      throw new MalformedBundleException("it ends in the middle of a file");
    }
    left = 0;
    return bytes;
  }

  private byte[] block() throws IOException {
    byte[] block = in.readNBytes(TarWriter.BLOCK);
    if (block.length < TarWriter.BLOCK) {
      throw new MalformedBundleException("it is truncated, or not a tar archive");
    }
    return block;
  }

  private static boolean isEmpty(byte[] block) {
    return Arrays.equals(block, new byte[TarWriter.BLOCK]);
  }

  private void requireEnd() throws IOException {
    if (!isEmpty(block()) || in.read() >= 0) {
      throw new MalformedBundleException("something follows its end");
    }
  }

  private static Head head(byte[] block) throws MalformedBundleException {
    int end = 0;
    while (end < TarWriter.LONGEST_NAME && block[end] != 0) {
      end++;
    }
    String name = new String(block, 0, end, StandardCharsets.ISO_8859_1);
    Head head = new Head(name, size(block));
    if (!Arrays.equals(block, written(block, head))) {
      throw new MalformedBundleException("not a tar archive of regular files only");
    }
    return head;
  }

  /** The header as it would be written, which has only one form, except for its time. */
  private static byte[] written(byte[] block, Head head) throws MalformedBundleException {
    try {
      return TarWriter.head(head.name(), head.length(), TarWriter.time(block));
    } catch (IOException | IllegalArgumentException e) {
      throw new MalformedBundleException("not a tar archive");
    }
  }

  private static long size(byte[] block) throws MalformedBundleException {
    if (block[TarWriter.SIZE_AT] == (byte) 0x80) {
      return Math.max(
          0,
          ByteBuffer.wrap(block).getLong(TarWriter.SIZE_AT + TarWriter.SIZE_LENGTH - Long.BYTES));
    }
    return TarWriter.octal(block, TarWriter.SIZE_AT, TarWriter.SIZE_LENGTH);
  }
}
