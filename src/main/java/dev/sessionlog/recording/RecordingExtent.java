package dev.sessionlog.recording;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The length of a recording in time and in bytes: the sum of its timing file, which is read without
 * the typescript, and further while it grows. For one thread.
 */
public final class RecordingExtent {
  private static final int BLOCK = 256 * 1024;
  private static final long SECOND = 1_000_000;

  private final Recording recording;
  private final FileChannel channel;
  private final ByteBuffer block = ByteBuffer.allocate(BLOCK);
  private final OutputLine line = new OutputLine();
  private long end;
  private long lines;
  private long micros;
  private long output;
  private @Nullable String problem;

  RecordingExtent(Recording recording, FileChannel channel) {
    this.recording = recording;
    this.channel = channel;
  }

  /**
   * Reads what was added since the last call.
   *
   * @return true if there was something
   */
  public boolean extend() throws IOException {
    long before = end;
    boolean more = problem == null;
    while (more) {
      block.clear();
      more = channel.read(block, end) > 0 && sum(block.array(), block.position());
    }
    return end > before;
  }

  /** Sums the whole lines of a block; returns false if there was none. */
  private boolean sum(byte[] array, int length) {
    int start = 0;
    for (int i = 0; i < length && problem == null; i++) {
      if (array[i] == '\n') {
        if (!addOutput(array, start, i)) {
          add(new String(array, start, i - start, StandardCharsets.UTF_8));
        }
        lines++;
        start = i + 1;
      }
    }
    end += start;
    if (start == 0 && length == BLOCK) {
      problem = recording.timing() + ":" + (lines + 1) + ": line too long";
    }
    return start > 0 && problem == null;
  }

  private boolean addOutput(byte[] array, int start, int lineEnd) {
    boolean usual = line.read(array, start, lineEnd);
    if (usual) {
      micros += line.micros();
      output += line.bytes();
    }
    return usual;
  }

  private void add(String text) {
    Optional<TimingEntry> entry = TimingEntry.parse(text);
    if (entry.isEmpty()) {
      problem = recording.timing() + ":" + (lines + 1) + ": not a timing entry; reading stops here";
      return;
    }
    micros += entry.get().delay().toNanos() / 1000;
    if (entry.get() instanceof TimingEntry.Output bytes) {
      output += bytes.bytes();
    }
  }

  /** Returns the time of the last entry, since the session began. */
  public Duration duration() {
    return Duration.ofSeconds(micros / SECOND, micros % SECOND * 1000);
  }

  /** Returns how many bytes of output the entries cover. */
  public long output() {
    return output;
  }

  /** Returns why the recording cannot be read to its end, as one line for people. */
  public Optional<String> problem() {
    return Optional.ofNullable(problem);
  }
}
