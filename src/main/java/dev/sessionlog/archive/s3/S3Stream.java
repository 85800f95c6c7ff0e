package dev.sessionlog.archive.s3;

import dev.sessionlog.archive.ArchiveException;
import dev.sessionlog.archive.ArchiveUrl;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import software.amazon.awssdk.core.exception.SdkException;

/** What a store sends of an object: a connection that is cut is the store's trouble. */
final class S3Stream extends FilterInputStream {
  private final ArchiveUrl.S3 url;

  S3Stream(InputStream in, ArchiveUrl.S3 url) {
    super(in);
    this.url = url;
  }

  private ArchiveException cut(Exception e) {
    return new ArchiveException(
        ArchiveException.Kind.AWAY, url + ": GetObject: the connection was cut", e);
  }

  @Override
  public int read() throws IOException {
    try {
      return in.read();
    } catch (IOException | SdkException e) {
      throw cut(e);
    }
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    try {
      return in.read(target, offset, length);
    } catch (IOException | SdkException e) {
      throw cut(e);
    }
  }
}
