package dev.sessionlog.files;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** A file of a store that is compressed with gzip (RFC 1952), a thousandfold at the most. */
public final class GzipFile {
  private static final int BUFFER = 1 << 16;

  private GzipFile() {}

  /**
   * Opens what is compressed in a file.
   *
   * @param most how many bytes it may be
   * @throws ZipException also from the stream, when it is no gzip, or what comes out is more
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

  /** Gives no more than it may. */
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
        throw new ZipException("it unpacks to more than " + most + " bytes, and is not read on");
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
