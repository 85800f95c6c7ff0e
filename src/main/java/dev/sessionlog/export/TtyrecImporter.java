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
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads ttyrec: see {@link TtyrecExporter}. If its wall clock goes back, our time stands still. The
 * third version, of NetHack servers, has an additional byte for the channel in each header; only
 * shown output is kept.
 */
final class TtyrecImporter implements Importer {
  private static final int PIECE = 64 * 1024;
  private static final int LONGEST = 64 << 20;
  private static final int MICROS = 1_000_000;

  /** Bits 20 and up of the microseconds hold those above 31 of the seconds, in newer versions. */
  private static final int MICROS_BITS = 20;

  private static final int HEADER_WITH_CHANNEL = TtyrecExporter.HEADER + 1;
  private static final int LAST_CHANNEL = 2;

  /** The number of bytes that are read to distinguish the versions. */
  private static final int START = 16 * 1024;

  private final int header;
  private final Path file;
  private final InputStream in;
  private final long size;
  private final ForeignClock clock = new ForeignClock();
  private final byte[] piece = new byte[PIECE];
  private @Nullable Piece next;
  private long offset;
  private @Nullable String cut;
  private long others;

  /**
   * The header of a piece of output.
   *
   * @param micros microseconds since 1970
   * @param length in bytes
   * @param channel 0 for shown output
   */
  private record Piece(long micros, long length, int channel) {}

  private TtyrecImporter(Path file, InputStream in, long size, int header) {
    this.header = header;
    this.file = file;
    this.in = in;
    this.size = size;
  }

  static Importer open(Path file) throws IOException {
    long size = Files.size(file);
    BufferedInputStream in = new BufferedInputStream(Files.newInputStream(file), START);
    in.mark(START);
    byte[] start = in.readNBytes(START);
    in.reset();
    boolean channels = records(start, HEADER_WITH_CHANNEL) > records(start, TtyrecExporter.HEADER);
    int header = channels ? HEADER_WITH_CHANNEL : TtyrecExporter.HEADER;
    return new TtyrecImporter(file, in, size, header);
  }

  /** Returns true if a file that begins with these bytes may be one. */
  static boolean isOne(byte[] start) {
    return start.length >= TtyrecExporter.HEADER
        && (records(start, TtyrecExporter.HEADER) > 0 || records(start, HEADER_WITH_CHANNEL) > 1);
  }

  /** Returns the number of consecutive records, if headers have that length. */
  private static int records(byte[] start, int header) {
    int count = 0;
    long at = 0;
    while (at + header <= start.length) {
      int from = (int) at;
      Piece piece = record(Arrays.copyOfRange(start, from, from + header));
      if (count == 0 && piece.length == 0) {
        return 0; // for example a file of zeros
      }
      if (!isRecord(piece) || (header > TtyrecExporter.HEADER && piece.channel > LAST_CHANNEL)) {
        return at == 0 ? 0 : Math.min(count, 1);
      }
      count++;
      at += header + piece.length;
    }
    return count;
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
      return new Piece(-1, 0, 0);
    }
    long high = word >>> MICROS_BITS;
    long length = Integer.toUnsignedLong(numbers.getInt());
    int channel = numbers.hasRemaining() ? numbers.get() & 0xff : 0;
    return new Piece(((high << 32) | seconds) * MICROS + micros, length, channel);
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
    byte[] head = in.readNBytes(header);
    if (head.length == 0) {
      return null;
    }
    if (head.length < header) {
      cut = "its last record has " + head.length + " bytes of " + header;
      return null;
    }
    Piece found = record(head);
    if (!isRecord(found)) {
      throw problem("not a ttyrec record: its time or length is out of range");
    }
    long left = size - offset - header;
    offset += header;
    if (found.length > left) {
      long has = Math.max(0, left);
      cut = "its last record has " + has + " bytes of output of " + found.length;
      return new Piece(found.micros, has, found.channel);
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
      if (found.channel == 0) {
        copy(found.length, sink);
      } else {
        in.skipNBytes(found.length);
        offset += found.length;
        others++;
      }
      next = read();
    }
    sink.passed(clock.at());
    clock.note().ifPresent(sink::note);
    if (others > 0) {
      sink.note(others + " records of other channels are left out: only what was shown is kept");
    }
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
