package dev.sessionlog.export;

import java.io.BufferedOutputStream;
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
    return new BufferedOutputStream(new Unclosed(out), 1 << 16);
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
