package dev.sessionlog.evidence;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Finds checkpoints in any file: notes, or lines of a log, among other content. The file may be a
 * journal of many gigabytes, or not even text, so only a few lines are in memory at a time, each at
 * most {@link LineScanner#LONGEST} long. For one file.
 */
public final class NoteScanner {
  /** The lines of a checkpoint before its signatures. */
  private static final int LINES = 3;

  private final Consumer<SignedNote> found;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private final Deque<String> before = new ArrayDeque<>();
  private final StringBuilder signed = new StringBuilder();

  private NoteScanner(Consumer<SignedNote> found) {
    this.found = found;
  }

  /** Returns the checkpoints in the readable part, in order. */
  public static List<SignedNote> scan(InputStream in) throws IOException {
    List<SignedNote> found = new ArrayList<>();
    scan(in, found::add);
    return found;
  }

  /** Passes on the checkpoints in the readable part, in order. */
  public static void scan(InputStream in, Consumer<SignedNote> found) throws IOException {
    NoteScanner scanner = new NoteScanner(found);
    byte[] buffer = new byte[1 << 16];
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      scanner.bytes(buffer, read);
    }
    scanner.endLine();
    scanner.endNote();
  }

  private void bytes(byte[] buffer, int length) {
    int start = 0;
    for (int i = 0; i < length; i++) {
      if (buffer[i] == '\n') {
        add(buffer, start, i);
        endLine();
        start = i + 1;
      }
    }
    add(buffer, start, length);
  }

  private void add(byte[] buffer, int start, int end) {
    if (line.size() <= LineScanner.LONGEST) {
      line.write(buffer, start, end - start);
    }
  }

  private void endLine() {
    boolean tooLong = line.size() > LineScanner.LONGEST;
    line(tooLong ? "" : line.toString(StandardCharsets.UTF_8));
    line.reset();
  }

  private void line(String line) {
    String text = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
    if (!signed.isEmpty() && text.startsWith(SignedNote.DASH)) {
      if (signed.length() <= LineScanner.LONGEST) {
        signed.append(text).append('\n');
      }
      return;
    }
    endNote();
    if (text.isEmpty()) {
      if (before.size() == LINES) {
        signed.append(String.join("\n", before)).append("\n\n");
      }
      before.clear();
      return;
    }
    if (before.size() == LINES) {
      before.removeFirst();
    }
    before.addLast(text);
    SignedNote.parseLine(text.replace("\\/", "/")) // as rsyslog writes JSON
        .ifPresent(found);
  }

  private void endNote() {
    Optional<SignedNote> note = SignedNote.parse(signed.toString());
    note.filter(any -> Checkpoint.parse(any.text()).isPresent()).ifPresent(found);
    signed.setLength(0);
  }
}
