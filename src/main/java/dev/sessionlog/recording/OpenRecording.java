package dev.sessionlog.recording;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * A recording that is open for reading, even while it grows. A compressed recording is unpacked
 * only once, whatever the number of readers. Its cursors end when it is closed. For one thread.
 */
public final class OpenRecording implements Closeable {
  private static final int PIECE = 64 * 1024;

  private final Recording recording;
  private final FileChannel typescript;
  private final FileChannel timing;

  private OpenRecording(Recording recording, FileChannel typescript, FileChannel timing) {
    this.recording = recording;
    this.typescript = typescript;
    this.timing = timing;
  }

  /** Opens a recording. */
  public static OpenRecording of(Recording recording) throws IOException {
    return of(recording, StoredFile.open(recording.typescript()));
  }

  /**
   * Opens a recording whose typescript is elsewhere.
   *
   * @param typescript is read at places; closed with this
   */
  public static OpenRecording of(Recording recording, FileChannel typescript) throws IOException {
    try {
      return new OpenRecording(recording, typescript, StoredFile.open(recording.timing()));
    } catch (IOException e) {
      typescript.close();
      throw e;
    }
  }

  /** Returns its name. */
  public Recording recording() {
    return recording;
  }

  /** Returns a new, independent cursor at the beginning. */
  public RecordingCursor cursor() {
    return new RecordingCursor(
        recording, typescript, new TimingScanner(recording.timing(), timing));
  }

  /** Returns its present length. */
  public RecordingExtent extent() throws IOException {
    RecordingExtent extent = new RecordingExtent(recording, timing);
    extent.extend();
    return extent;
  }

  /** Returns the first line of the typescript, which script(1) wrote, including its end. */
  public byte[] firstLine() throws IOException {
    ByteBuffer line =
        ByteBuffer.allocate((int) TypescriptEnds.firstLineLength(typescript).orElse(0));
    int count = 0;
    while (count >= 0 && line.hasRemaining()) {
      count = typescript.read(line, line.position());
    }
    return line.array();
  }

  /**
   * Copies everything after the output that the timing file covers: the last line of script.
   *
   * @param output how many bytes of output there are
   */
  public void copyRest(long output, OutputStream out) throws IOException {
    long position = TypescriptEnds.firstLineLength(typescript).orElse(0) + output;
    ByteBuffer piece = ByteBuffer.allocate(PIECE);
    for (int count = typescript.read(piece, position);
        count > 0;
        count = typescript.read(piece.clear(), position)) {
      out.write(piece.array(), 0, count);
      position += count;
    }
  }

  @Override
  public void close() throws IOException {
    try (timing) {
      typescript.close();
    }
  }
}
