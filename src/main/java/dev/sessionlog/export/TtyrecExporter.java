package dev.sessionlog.export;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.time.Instant;

/**
 * ttyrec: for each piece of output three numbers of 32 bits, least significant byte first, the
 * seconds and microseconds of the wall clock and the length, and the bytes (ttyrec(1)). It cannot
 * store sizes of the terminal.
 */
final class TtyrecExporter implements Exporter {
  static final int HEADER = 12;

  private final OutputStream out;
  private Instant started = Instant.EPOCH;

  private TtyrecExporter(OutputStream out) {
    this.out = out;
  }

  static Exporter open(Destination destination) throws IOException {
    return new TtyrecExporter(destination.open("session.ttyrec"));
  }

  @Override
  public void begin(SessionHeader header) {
    started = header.session().started();
  }

  @Override
  public void output(Duration at, byte[] bytes, int offset, int length) throws IOException {
    Instant when = started.plus(at);
    ByteBuffer head = ByteBuffer.allocate(HEADER).order(ByteOrder.LITTLE_ENDIAN);
    head.putInt((int) when.getEpochSecond()).putInt(when.getNano() / 1000).putInt(length);
    out.write(head.array());
    out.write(bytes, offset, length);
  }

  @Override
  public void end(Duration at) throws IOException {
    out.close();
  }
}
