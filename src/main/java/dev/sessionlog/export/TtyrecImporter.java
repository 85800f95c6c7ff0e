package dev.sessionlog.export;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads ttyrec: see {@link TtyrecExporter}. The wall clock may have gone back; our time stays. */
final class TtyrecImporter implements Importer {
  private static final int PIECE = 64 * 1024;
  private static final int LONGEST = 64 << 20;
  private static final int MICROS = 1_000_000;

  /** Bits 20 and up of the microseconds hold those above 31 of the seconds, in newer versions. */
  private static final int MICROS_BITS = 20;

  private final Path file;
  private final InputStream in;
  private final long size;
  private final ForeignClock clock = new ForeignClock();
  private final byte[] piece = new byte[PIECE];
  private @Nullable Piece next;
  private long offset;
  private @Nullable String cut;

  /** The head of a piece of output: microseconds since 1970, and its length in bytes. */
  private record Piece(long micros, long length) {}

  private TtyrecImporter(Path file, InputStream in, long size) {
    this.file = file;
    this.in = in;
    this.size = size;
  }

  static Importer open(Path file) throws IOException {
    long size = Files.size(file);
    return new TtyrecImporter(file, new BufferedInputStream(Files.newInputStream(file)), size);
  }

  /** Tells whether these bytes may be the head of a ttyrec record. */
  static boolean isHeader(byte[] bytes) {
    return bytes.length == TtyrecExporter.HEADER && isRecord(record(bytes));
  }

  private static boolean isRecord(Piece record) {
    return record.length <= LONGEST && record.micros >= 0;
  }

  private static Piece record(byte[] head) {
    ByteBuffer numbers = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
    long seconds = Integer.toUnsignedLong(numbers.getInt());
    long word = Integer.toUnsignedLong(numbers.getInt());
    long micros = word & ((1 << MICROS_BITS) - 1);
    if (micros >= MICROS) {
      return new Piece(-1, 0);
    }
    long high = word >>> MICROS_BITS;
    return new Piece(
        ((high << 32) | seconds) * MICROS + micros, Integer.toUnsignedLong(numbers.getInt()));
  }

  @Override
  public ForeignHeader header() throws IOException {
    next = read();
    Optional<Instant> started =
        Optional.ofNullable(next)
            .map(
                first ->
                    Instant.ofEpochSecond(first.micros / MICROS, first.micros % MICROS * 1000));
    return new ForeignHeader(started, Optional.empty(), Map.of());
  }

  private @Nullable Piece read() throws IOException {
    byte[] head = in.readNBytes(TtyrecExporter.HEADER);
    if (head.length == 0) {
      return null;
    }
    if (head.length < TtyrecExporter.HEADER) {
      cut = "its last record has " + head.length + " bytes of " + TtyrecExporter.HEADER;
      return null;
    }
    Piece found = record(head);
    if (!isRecord(found)) {
      throw problem("not a ttyrec record: its time or length is out of range");
    }
    long left = size - offset - TtyrecExporter.HEADER;
    offset += TtyrecExporter.HEADER;
    if (found.length > left) {
      long has = Math.max(0, left);
      cut = "its last record has " + has + " bytes of output of " + found.length;
      return new Piece(found.micros, has);
    }
    return found;
  }

  @Override
  public void events(Sink sink) throws IOException {
    long start = next == null ? 0 : next.micros;
    while (next != null) {
      Piece found = next;
      if (!clock.goTo(found.micros - start)) {
        throw problem("its time is more than 100 years after the first");
      }
      copy(found.length, sink);
      next = read();
    }
    sink.passed(clock.at());
    if (cut != null) {
      sink.cut(cut);
    }
  }

  private void copy(long length, Sink sink) throws IOException {
    long left = length;
    while (left > 0) {
      int count = in.readNBytes(piece, 0, (int) Math.min(PIECE, left));
      if (count == 0) {
        throw new EOFException(file + " became shorter");
      }
      sink.output(clock.at(), piece, 0, count);
      left -= count;
      offset += count;
    }
  }

  private ForeignFormatException problem(String what) {
    return ForeignFormatException.atOffset(file, offset, what);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
