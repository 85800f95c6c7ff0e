package dev.sessionlog.export;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads an I/O log of sudo: a folder with {@code log.json} or {@code log}, {@code timing}, and the
 * streams, each of which may be compressed. Terminal, standard output and standard error are kept;
 * input is skipped and counted.
 */
final class SudoIologImporter implements Importer {
  private static final int PIECE = 64 * 1024;
  private static final double MOST_SECONDS = 1e10;
  private static final Pattern LINE =
      Pattern.compile("(\\d) +(\\d{1,10}(?:[.,]\\d{1,18})?) +(.*)", Pattern.DOTALL);
  private static final Pattern SIZE = Pattern.compile("(\\d{1,9}) (\\d{1,9}).*");
  private static final Pattern COUNT = Pattern.compile("\\d{1,15}");
  private static final int TTYOUT_1_8_7 = 6;
  private static final String[] STREAMS = {"stdin", "stdout", "stderr", "ttyin", "ttyout"};

  private final Path folder;
  private final Unpacked timing;
  private final ForeignLines lines;
  private final ForeignClock clock = new ForeignClock();
  private final Map<Integer, Stream> streams = new HashMap<>();
  private final byte[] piece = new byte[PIECE];
  private long input;
  private boolean whole = true;

  /** A file with shown output. */
  private record Stream(InputStream packed, InputStream in) implements Closeable {
    @Override
    public void close() throws IOException {
      in.close();
      packed.close();
    }
  }

  private SudoIologImporter(Path folder, Unpacked timing, ForeignLines lines) {
    this.folder = folder;
    this.timing = timing;
    this.lines = lines;
  }

  static Importer open(Path folder) throws IOException {
    if (!isOne(folder)) {
      throw ForeignFormatException.of(folder, "expected a folder with log or log.json, and timing");
    }
    Unpacked timing = Unpacked.of(folder.resolve("timing"));
    try {
      return new SudoIologImporter(folder, timing, ForeignLines.open(timing.file()));
    } catch (IOException e) {
      timing.close();
      throw e;
    }
  }

  /** Returns true if a folder looks like one. */
  static boolean isOne(Path folder) {
    return Files.isRegularFile(folder.resolve("timing"))
        && (Files.isRegularFile(folder.resolve("log"))
            || Files.isRegularFile(folder.resolve("log.json")));
  }

  @Override
  public ForeignHeader header() throws IOException {
    return SudoLog.read(folder).header();
  }

  @Override
  public void events(Sink sink) throws IOException {
    for (String line = lines.next(); line != null && whole; line = lines.next()) {
      Matcher entry = LINE.matcher(line);
      if (!entry.matches() && !lines.isWhole()) {
        sink.cut("the last line of timing is cut off");
        break;
      }
      if (!entry.matches() || !give(entry, sink)) {
        throw lines.problem("'" + shortened(line) + "', expected for example '4 0.012345 80'");
      }
    }
    SudoLog.read(folder).exitCode().ifPresent(sink::exitCode);
    sink.passed(clock.at());
    tell(sink);
  }

  private static String shortened(String line) {
    return line.length() > 40 ? line.substring(0, 40) + "\u2026" : line;
  }

  private void tell(Sink sink) throws IOException {
    if (input > 0) {
      sink.note(input + " bytes of input are left out: only what the terminal showed is kept");
    }
    boolean open =
        Files.getPosixFilePermissions(folder.resolve("timing"))
            .contains(PosixFilePermission.OWNER_WRITE);
    if (whole && open && Files.exists(folder.resolve("log.json"))) {
      sink.note("sudo has not marked it as finished");
    }
    timing.cut().ifPresent(sink::cut);
  }

  /** Passes an entry on; returns false if it is malformed. */
  private boolean give(Matcher entry, Sink sink) throws IOException {
    String rest = entry.group(3).strip();
    int type = type(Integer.parseInt(entry.group(1)), rest);
    double delay = Double.parseDouble(entry.group(2).replace(',', '.'));
    if (delay > MOST_SECONDS || !clock.pass(delay)) {
      throw lines.problem("the time is more than 100 years after the start");
    }
    if (type < STREAMS.length) {
      return COUNT.matcher(rest).matches() && bytes(type, Long.parseLong(rest), sink);
    }
    if (type == 5) {
      Matcher size = SIZE.matcher(rest);
      if (size.matches()) {
        var known =
            ForeignHeader.size(Integer.parseInt(size.group(2)), Integer.parseInt(size.group(1)));
        if (known.isPresent()) {
          sink.resize(clock.at(), known.get());
        }
      }
      return size.matches();
    }
    if (type == 7) {
      sink.fact(clock.at(), "MARKER", "sudo: signal " + rest);
    }
    return type == 7;
  }

  /** Only version 1.8.7 counted from two: 6 is ttyout there, and 5 with one number ttyin. */
  private static int type(int type, String rest) {
    boolean old = type == TTYOUT_1_8_7 || (type == TTYOUT_1_8_7 - 1 && rest.indexOf(' ') < 0);
    return old ? type - 2 : type;
  }

  private boolean bytes(int type, long count, Sink sink) throws IOException {
    if (type == 0 || type == 3) {
      input += count;
      return true;
    }
    InputStream in = stream(type);
    long missing = count;
    while (missing > 0) {
      int read = read(in, (int) Math.min(PIECE, missing));
      if (read <= 0) {
        sink.cut(STREAMS[type] + " ends " + missing + " bytes before the timing does");
        whole = false;
        return true;
      }
      sink.output(clock.at(), piece, 0, read);
      missing -= read;
    }
    return true;
  }

  private int read(InputStream in, int most) {
    try {
      return in.read(piece, 0, most);
    } catch (IOException | RuntimeException cutOff) {
      return -1;
    }
  }

  private InputStream stream(int type) throws IOException {
    Stream known = streams.get(type);
    if (known == null) {
      Path file = folder.resolve(STREAMS[type]);
      InputStream packed =
          Files.exists(file) ? Files.newInputStream(file) : InputStream.nullInputStream();
      known = new Stream(packed, Unpacked.stream(new BufferedInputStream(packed)));
      streams.put(type, known);
    }
    return known.in();
  }

  @Override
  public void close() throws IOException {
    for (Stream stream : streams.values()) {
      stream.close();
    }
    lines.close();
    timing.close();
  }
}
