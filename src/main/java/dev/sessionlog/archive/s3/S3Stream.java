package dev.sessionlog.archive.s3;

import dev.sessionlog.archive.ArchiveException;
import dev.sessionlog.archive.ArchiveUrl;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * What a store sends of an object. A connection that is cut is the store's trouble, and so is one
 * on which so little comes that it would take for ever.
 */
final class S3Stream extends FilterInputStream {
  private static final long LEAST_BYTES_A_SECOND = 1024;

  private final ArchiveUrl.S3 url;
  private final Duration patience;
  private final long promised;
  private final long began = System.nanoTime();
  private long bytes;

  /**
   * Reads one.
   *
   * @param patience for how long nobody asks how much came
   * @param promised how many bytes the store said would come; Java's client takes fewer for all
   */
  S3Stream(InputStream in, ArchiveUrl.S3 url, Duration patience, long promised) {
    super(in);
    this.promised = promised;
    this.url = url;
    this.patience = patience;
  }

  private ArchiveException cut() {
    return new ArchiveException(
        ArchiveException.Kind.AWAY, url + ": GetObject: the connection was cut");
  }

  private int counted(int more) throws ArchiveException {
    if (more < 0 && bytes < promised) {
      throw cut();
    }
    bytes += Math.max(0, more);
    long time = System.nanoTime() - began;
    if (more >= 0
        && time > patience.toNanos()
        && bytes < LEAST_BYTES_A_SECOND * (time / 1_000_000_000L)) {
      throw new ArchiveException(
          ArchiveException.Kind.AWAY,
          url
              + ": GetObject: too slow, "
              + bytes
              + " bytes in "
              + time / 1_000_000_000L
              + " seconds");
    }
    return more;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    try {
      return counted(in.read(target, offset, length));
    } catch (ArchiveException told) {
      throw told;
    } catch (IOException | SdkException e) {
      ArchiveException cut = cut();
      cut.initCause(e);
      throw cut;
    }
  }
}
