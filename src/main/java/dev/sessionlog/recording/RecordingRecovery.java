package dev.sessionlog.recording;

import dev.sessionlog.session.Session;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes up a recording again whose writer died. The typescript is right as it is; the timing file
 * may lack its last entries or end in half a line, and is brought into line with the typescript.
 */
public final class RecordingRecovery {
  private RecordingRecovery() {}

  /**
   * How far a recording had come.
   *
   * @param timingEnd the length of the timing file that holds good
   */
  record Progress(
      long firstLine,
      long timed,
      long lastMicros,
      long timingEnd,
      long lastOutputStart,
      long lastOutputBytes,
      Duration lastOutputDelay) {}

  /**
   * Opens a recording to go on with it; bytes that no entry tells of are taken to have come now.
   *
   * @param bootId the name of this run of the kernel
   * @throws CorruptRecordingException when {@code session.json} cannot be read
   */
  public static RecordingWriter resume(Recording recording, String bootId, long nowNanos)
      throws IOException {
    Session session = recording.session();
    FileChannel typescript =
        FileChannel.open(
            recording.typescript(),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    FileChannel timing = null;
    try {
      timing =
          FileChannel.open(recording.timing(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      Map<String, String> headers = new HashMap<>();
      Progress progress = progress(recording, typescript, headers);
      timing.truncate(progress.timingEnd());
      RecordingWriter writer =
          new RecordingWriter(
              recording,
              session,
              typescript,
              timing,
              startNanos(headers, bootId, nowNanos, progress.lastMicros()));
      writer.resumeAt(progress);
      writer.arrived(nowNanos);
      return writer;
    } catch (IOException e) {
      typescript.close();
      if (timing != null) {
        timing.close();
      }
      throw e;
    }
  }

  /**
   * After a boot the monotonic clock began anew: the session's time goes on from its last entry.
   */
  private static long startNanos(
      Map<String, String> headers, String bootId, long nowNanos, long lastMicros) {
    long atLeast = nowNanos - lastMicros * 1000;
    if (!bootId.equals(headers.get(RecordingStart.BOOT_ID))) {
      return atLeast;
    }
    try {
      return Math.min(atLeast, Long.parseLong(headers.get(RecordingStart.BOOT_NANOS)));
    } catch (NumberFormatException e) {
      return atLeast;
    }
  }

  /** Reads as far as the entries are whole, and tell of no more bytes than there are. */
  private static Progress progress(
      Recording recording, FileChannel typescript, Map<String, String> headers) throws IOException {
    long firstLine = TypescriptEnds.firstLineLength(typescript).orElse(-1);
    long body = typescript.size() - Math.max(0, firstLine);
    Progress progress = new Progress(firstLine, 0, 0, 0, -1, 0, Duration.ZERO);
    try (TimingScanner scanner = TimingScanner.open(recording.timing())) {
      TimingEntry entry = nextWhole(scanner);
      while (entry != null && !endsRecording(entry)) {
        Progress next = after(progress, entry, scanner);
        if (next.timed() > body) {
          break;
        }
        progress = next;
        if (entry instanceof TimingEntry.Header header) {
          headers.put(header.name(), header.value());
        }
        entry = nextWhole(scanner);
      }
    }
    return progress;
  }

  private static @Nullable TimingEntry nextWhole(TimingScanner scanner) throws IOException {
    try {
      return scanner.next();
    } catch (CorruptRecordingException e) {
      return null;
    }
  }

  /** The writer died between its last entries and the new session.json: they are written again. */
  private static boolean endsRecording(TimingEntry entry) {
    return entry instanceof TimingEntry.Header header
        && (header.name().equals("DURATION") || header.name().equals("EXIT_CODE"));
  }

  private static Progress after(Progress before, TimingEntry entry, TimingScanner scanner) {
    long micros = before.lastMicros() + entry.delay().toNanos() / 1000;
    if (entry instanceof TimingEntry.Output output) {
      return new Progress(
          before.firstLine(),
          before.timed() + output.bytes(),
          micros,
          scanner.end(),
          scanner.lineStart(),
          output.bytes(),
          output.delay());
    }
    return new Progress(
        before.firstLine(),
        before.timed(),
        micros,
        scanner.end(),
        before.lastOutputStart(),
        before.lastOutputBytes(),
        before.lastOutputDelay());
  }
}
