package dev.sessionlog.export;

import dev.sessionlog.session.TerminalSize;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Hands events on to another exporter, with asterisks in place of what is not to be given away. A
 * line of output may come in many pieces, a key typed at a time: so pieces wait until their line
 * ends, which changes none of their times.
 */
final class RedactingExporter implements Exporter {
  /** A longer line is looked at in parts of this length. */
  private static final int LONGEST_LINE = 64 * 1024;

  private static final int MOST_EVENTS = 100_000;

  private final Exporter exporter;
  private final Redaction redaction;
  private final ShownLine line = new ShownLine();
  private final List<Event> waiting = new ArrayList<>();

  /** An event that waits for its line's end. */
  private interface Event {
    void give() throws IOException;
  }

  RedactingExporter(Exporter exporter, Redaction redaction) {
    this.exporter = exporter;
    this.redaction = redaction;
  }

  @Override
  public void begin(SessionHeader header) throws IOException {
    Map<String, String> facts = new LinkedHashMap<>(header.facts());
    for (String name : List.of(SessionHeader.TITLE, SessionHeader.COMMAND)) {
      facts.computeIfPresent(name, (same, text) -> redaction.applied(text));
    }
    exporter.begin(new SessionHeader(header.recording(), header.session(), facts, header.quiet()));
  }

  @Override
  public void output(Duration at, byte[] bytes, int offset, int length) throws IOException {
    int from = offset;
    for (int i = offset; i < offset + length; i++) {
      line.take(bytes[i]);
      if (line.isOver() || line.size() >= LONGEST_LINE) {
        addOutput(at);
        flush();
        from = i + 1;
      }
    }
    if (from < offset + length) {
      addOutput(at);
    }
  }

  /** The bytes that the line took since the last piece are those of this one. */
  private void addOutput(Duration at) throws IOException {
    int start = line.endPiece();
    int end = line.size();
    waiting.add(
        () -> {
          byte[] piece = line.bytes(start, end);
          if (piece.length > 0) {
            exporter.output(at, piece, 0, piece.length);
          }
        });
    if (waiting.size() >= MOST_EVENTS) {
      flush();
    }
  }

  private void flush() throws IOException {
    line.redact(redaction);
    for (Event event : waiting) {
      event.give();
    }
    waiting.clear();
    line.clear();
  }

  @Override
  public void resize(Duration at, TerminalSize size) throws IOException {
    waiting.add(() -> exporter.resize(at, size));
  }

  @Override
  public void fact(Duration at, String name, String value) throws IOException {
    flush();
    exporter.fact(at, name, name.equals("MARKER") ? redaction.applied(value) : value);
  }

  @Override
  public void end(Duration at) throws IOException {
    flush();
    exporter.end(at);
  }

  /** The bytes of a line of output, and which of them are its text. */
  private static final class ShownLine {
    private final byte[] all = new byte[LONGEST_LINE];
    private final byte[] text = new byte[LONGEST_LINE];

    /** Where each byte of the text stands among all. */
    private final int[] places = new int[LONGEST_LINE];

    private final boolean[] gone = new boolean[LONGEST_LINE];
    private final Sequences sequences = new Sequences();
    private int size;
    private int length;
    private int pieceStart;
    private boolean over;

    void take(byte b) {
      switch (sequences.take(b)) {
        case TEXT -> {
          places[length] = size;
          text[length++] = b;
        }
        case BACK -> takeBack();
        case END -> over = true;
        default -> {
          // Part of a control sequence, which shows nothing.
        }
      }
      all[size++] = b;
    }

    /** A backspace takes the last character back: what is typed over is not of the text. */
    private void takeBack() {
      while (length > 0) {
        length--;
        if ((text[length] & 0xc0) != 0x80) {
          return;
        }
      }
    }

    boolean isOver() {
      return over;
    }

    int size() {
      return size;
    }

    /** Ends a piece; returns where it began. */
    int endPiece() {
      int start = pieceStart;
      pieceStart = size;
      return start;
    }

    void redact(Redaction redaction) {
      Utf8Places shown = Utf8Places.of(Arrays.copyOf(text, length));
      for (Redaction.Part part : redaction.parts(shown.text())) {
        for (int i = shown.byteAt(part.start()); i < shown.byteAt(part.end()); i++) {
          gone[places[i]] |= (all[places[i]] & 0xc0) == 0x80;
          all[places[i]] = '*';
        }
      }
    }

    byte[] bytes(int start, int end) {
      byte[] piece = new byte[end - start];
      int count = 0;
      for (int i = start; i < end; i++) {
        if (!gone[i]) {
          piece[count++] = all[i];
        }
      }
      return Arrays.copyOf(piece, count);
    }

    void clear() {
      Arrays.fill(gone, 0, size, false);
      size = 0;
      length = 0;
      pieceStart = 0;
      over = false;
    }
  }
}
