package dev.sessionlog.files;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;

/**
 * A file of a store that is compressed with gzip (RFC 1952). Its name is that of the plain file
 * with {@code .gz}. While the plain file exists, the compressed one is ignored.
 */
public final class GzipFile {
  private static final int BUFFER = 1 << 16;

  private GzipFile() {}

  /** Returns the name of the compressed form of {@code plain}. */
  public static Path of(Path plain) {
    return plain.resolveSibling(plain.getFileName() + ".gz");
  }

  /**
   * Compresses a file that is no longer written, and removes the plain one. The compressed file is
   * on the disk before that, so a crash leaves at least one of them whole.
   *
   * @param level the compression level, see {@link Deflater}
   * @throws InterruptedIOException if the thread was interrupted; the plain file is unchanged
   */
  public static void replace(Path plain, int level) throws IOException {
    Path gzip = of(plain);
    Path part = DurableFile.next(gzip);
    try {
      Files.deleteIfExists(part);
      compress(plain, part, level);
      StoreFiles.sync(part);
      StoreFiles.setTime(part, Files.getLastModifiedTime(plain, LinkOption.NOFOLLOW_LINKS));
      Files.move(part, gzip, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
    DurableFile.syncFolder(plain.toAbsolutePath().getParent());
    Files.deleteIfExists(plain); // a cleanup may have been here
  }

  private static void compress(Path plain, Path part, int level) throws IOException {
    // Closes the file itself, because the compressing stream does not close it on a full disk.
    try (InputStream in = StoreFiles.input(plain);
        OutputStream file = StoreFiles.outputLike(plain, part);
        OutputStream out = new Packing(file, level)) {
      byte[] block = new byte[BUFFER];
      for (int n = in.read(block); n >= 0; n = in.read(block)) {
        if (Thread.currentThread().isInterrupted()) {
          throw new InterruptedIOException(part.toString());
        }
        out.write(block, 0, n);
      }
    }
  }

  private static final class Packing extends GZIPOutputStream {
    Packing(OutputStream out, int level) throws IOException {
      super(out, BUFFER);
      def.setLevel(level);
    }
  }

  /**
   * Opens a compressed file.
   *
   * @param most the most bytes that it may unpack to
   * @throws ZipException also from the stream, if it is not gzip, or unpacks to more
   */
  public static InputStream open(Path gzip, long most) throws IOException {
    InputStream bytes = StoreFiles.input(gzip);
    try {
      return new Bounded(new GZIPInputStream(bytes, BUFFER), most);
    } catch (IOException e) {
      bytes.close();
      throw e;
    }
  }

  /** A stream that fails above the limit. */
  private static final class Bounded extends FilterInputStream {
    private final long most;
    private long given;

    Bounded(InputStream in, long most) {
      super(in);
      this.most = most;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int count = in.read(target, offset, length);
      given += Math.max(0, count);
      if (given > most) {
        throw new ZipException("it unpacks to more than " + most + " bytes; not read further");
      }
      return count;
    }

    @Override
    public long skip(long bytes) throws IOException {
      long left = bytes;
      byte[] piece = new byte[(int) Math.min(BUFFER, Math.max(1, bytes))];
      while (left > 0) {
        int count = read(piece, 0, (int) Math.min(piece.length, left));
        if (count < 0) {
          break;
        }
        left -= count;
      }
      return bytes - left;
    }

    @Override
    public boolean markSupported() {
      return false;
    }
  }
}
