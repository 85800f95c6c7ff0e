package dev.sessionlog.evidence;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * Writes a tar archive of regular files (POSIX.1-1988 ustar; lengths from 8 GiB on as GNU tar
 * writes them). For one thread.
 */
final class TarWriter {
  static final int BLOCK = 512;
  static final int LONGEST_NAME = 100;
  static final int SIZE_AT = 124;
  static final int SIZE_LENGTH = 12;
  static final int SUM_AT = 148;
  static final int SUM_LENGTH = 8;
  static final int TYPE_AT = 156;
  static final int MAGIC_AT = 257;
  static final byte[] MAGIC = "ustar\00000".getBytes(StandardCharsets.US_ASCII);
  private static final long LONGEST_OCTAL = 1L << 33;
  private static final int MODE_AT = 100;
  private static final int TIME_AT = 136;
  private static final int TIME_LENGTH = 12;

  private final OutputStream out;
  private final Instant time;

  /**
   * Creates it.
   *
   * @param time of all files
   */
  TarWriter(OutputStream out, Instant time) {
    this.out = out;
    this.time = time;
  }

  void add(String name, byte[] content) throws IOException {
    head(name, content.length);
    out.write(content);
    pad(content.length);
  }

  /** Adds exactly {@code length} bytes of a stream, or fails. */
  void add(String name, InputStream content, long length) throws IOException {
    head(name, length);
    byte[] buffer = new byte[1 << 16];
    for (long left = length; left > 0; ) {
      int read = content.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (read < 0) {
        throw new IOException(name + " ends " + left + " bytes too early");
      }
      out.write(buffer, 0, read);
      left -= read;
    }
    pad(length);
  }

  /** Ends the archive; the stream stays open. */
  void end() throws IOException {
    out.write(new byte[2 * BLOCK]);
    out.flush();
  }

  private void head(String name, long length) throws IOException {
    out.write(head(name, length, Math.max(0, time.getEpochSecond())));
  }

  /** Returns the header block of a file. */
  static byte[] head(String name, long length, long time) throws IOException {
    byte[] bytes = name.getBytes(StandardCharsets.ISO_8859_1);
    if (bytes.length > LONGEST_NAME) {
      throw new IOException(name + ": a name of more than " + LONGEST_NAME + " bytes");
    }
    byte[] block = new byte[BLOCK];
    System.arraycopy(bytes, 0, block, 0, bytes.length);
    octal(block, MODE_AT, 0644, 8);
    octal(block, MODE_AT + 8, 0, 8);
    octal(block, MODE_AT + 16, 0, 8);
    size(block, length);
    octal(block, TIME_AT, time, TIME_LENGTH);
    block[TYPE_AT] = '0';
    System.arraycopy(MAGIC, 0, block, MAGIC_AT, MAGIC.length);
    octal(block, SUM_AT, sum(block), SUM_LENGTH - 1);
    block[SUM_AT + SUM_LENGTH - 1] = ' ';
    return block;
  }

  /** Returns the time in such a block, in seconds. */
  static long time(byte[] block) throws MalformedBundleException {
    return octal(block, TIME_AT, TIME_LENGTH);
  }

  private static void size(byte[] block, long length) {
    if (length < LONGEST_OCTAL) {
      octal(block, SIZE_AT, length, SIZE_LENGTH);
    } else {
      ByteBuffer.wrap(block).putLong(SIZE_AT + SIZE_LENGTH - Long.BYTES, length);
      block[SIZE_AT] = (byte) 0x80;
    }
  }

  /** Digits that fill a field except the zero at its end. */
  private static void octal(byte[] block, int at, long number, int width) {
    String digits = Long.toOctalString(number);
    String padded = "0".repeat(width - 1 - digits.length()) + digits;
    System.arraycopy(padded.getBytes(StandardCharsets.US_ASCII), 0, block, at, width - 1);
  }

  /** Returns the number in such a field. */
  static long octal(byte[] block, int at, int width) throws MalformedBundleException {
    String digits = new String(block, at, width - 1, StandardCharsets.ISO_8859_1);
    if (!digits.matches("[0-7]+")) {
      throw new MalformedBundleException("not a tar archive");
    }
    return Long.parseLong(digits, 8);
  }

  /** The sum of a header's bytes, in which the field of the sum counts as blanks. */
  private static long sum(byte[] block) {
    long sum = 0;
    for (int i = 0; i < BLOCK; i++) {
      sum += i >= SUM_AT && i < SUM_AT + SUM_LENGTH ? ' ' : block[i] & 0xff;
    }
    return sum;
  }

  private void pad(long length) throws IOException {
    out.write(new byte[(int) (-length & (BLOCK - 1))]);
  }
}
