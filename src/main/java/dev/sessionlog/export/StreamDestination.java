package dev.sessionlog.export;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** An export as a stream of bytes. */
final class StreamDestination implements Destination {
  private final OutputStream out;

  StreamDestination(OutputStream out) {
    this.out = out;
  }

  @Override
  public OutputStream open(String name) {
    return new BufferedOutputStream(
        new FilterOutputStream(out) {
          @Override
          public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
          }

          @Override
          public void close() throws IOException {
            flush();
          }
        },
        1 << 16);
  }

  @Override
  public void commit() throws IOException {
    out.flush();
  }

  @Override
  public void close() {
    // The stream is its owner's.
  }
}
