package dev.sessionlog.recording;

import dev.sessionlog.files.CorruptRecordingException;
import dev.sessionlog.fuzz.FuzzFolder;
import dev.sessionlog.fuzz.FuzzInput;
import dev.sessionlog.fuzz.Oracle;
import dev.sessionlog.session.SessionId;
import dev.sessionlog.session.TerminalSize;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/**
 * A timing file, with a typescript: in pieces of any size it gives the same or is refused at the
 * same place, and after a recovery it can be read to its end. An input is a byte, of whose value a
 * recovery depends, the timing file, {@code FE}, the typescript.
 */
public final class TimingFuzz {
  private static final SessionId ID = SessionId.parse("20261123T062510-k3f9").orElseThrow();

  /** What stands in a typescript that was emptied: script's own first line is gone, too. */
  private static final String OWN_FIRST_LINE = "Script started on [^\n]*\n";

  private static final long NOW = 1_000_000_000_000L;

  private TimingFuzz() {}

  /** What a reader gave: hashed, with how it ended. */
  private static final class Given implements RecordingSink {
    private long hash;
    private long bytes;
    private boolean whole = true;

    @Override
    public void output(Duration at, byte[] array, int offset, int length) {
      for (int i = offset; i < offset + length; i++) {
        hash = hash * 31 + array[i];
      }
      bytes += length;
    }

    @Override
    public void resize(Duration at, TerminalSize size) {
      hash = (hash * 31 + size.hashCode()) * 31 + at.hashCode();
    }

    @Override
    public void header(Duration at, String name, String value) {
      hash = ((hash * 31 + name.hashCode()) * 31 + value.hashCode()) * 31 + at.hashCode();
    }

    @Override
    public String toString() {
      return bytes + " bytes, hash " + hash + (whole ? "" : ", then refused");
    }
  }

  /** Called by the fuzzer. */
  public static void fuzzerTestOneInput(byte[] bytes) {
    Oracle.within2Seconds(
        () -> {
          FuzzInput input = new FuzzInput(bytes);
          int recovery = input.next();
          byte[] timing = input.part();
          byte[] typescript = input.rest();
          lines(timing);
          Recording recording = new Recording(ID, FuzzFolder.empty());
          Files.write(recording.timing(), timing);
          Files.write(recording.typescript(), typescript);
          readersAgree(recording, 1 + recovery);
          if (recovery % 8 == 0) {
            recovers(recording, typescript);
          }
        });
  }

  private static void lines(byte[] timing) {
    OutputLine quick = new OutputLine();
    int start = 0;
    for (int end = 0; end < timing.length; end++) {
      if (timing[end] == '\n') {
        line(quick, Arrays.copyOfRange(timing, start, end));
        start = end + 1;
      }
    }
  }

  private static void line(OutputLine quick, byte[] line) {
    Optional<TimingEntry> entry = TimingEntry.parse(new String(line, StandardCharsets.UTF_8));
    if (quick.read(line, 0, line.length)) {
      Duration delay = Duration.ofNanos(quick.micros() * 1000);
      Oracle.same(
          Optional.of(new TimingEntry.Output(delay, quick.bytes())), entry, "the quick way");
    }
    entry.ifPresent(
        read -> Oracle.same(entry, TimingEntry.parse(read.line()), "written and read again"));
  }

  private static void readersAgree(Recording recording, int limit) throws IOException {
    Given read = new Given();
    try (OpenRecording open = OpenRecording.of(recording)) {
      try {
        open.cursor().readAll(read, () -> true);
      } catch (CorruptRecordingException e) {
        read.whole = false;
        Oracle.printable(String.valueOf(e.getMessage()));
      }
      readersAgree(open, read, limit);
    }
  }

  private static void readersAgree(OpenRecording open, Given read, int limit) throws IOException {
    Given run = new Given();
    RecordingCursor cursor = open.cursor();
    try {
      boolean more = true;
      while (more) {
        more = cursor.read(run, limit);
      }
    } catch (CorruptRecordingException e) {
      run.whole = false;
    }
    Oracle.same(read.toString(), run.toString(), "read in small pieces");
    RecordingExtent extent = open.extent();
    Oracle.holds(!read.whole || extent.output() == read.bytes, "the extent");
    Oracle.holds(!read.whole || extent.problem().isEmpty(), "a problem of the extent");
    extent.problem().ifPresent(Oracle::printable);
  }

  /** Where output ends: before what looks like script's last line; nothing without a first line. */
  private static long end(Recording recording, long read) throws IOException {
    try (FileChannel typescript = FileChannel.open(recording.typescript())) {
      long firstLine = TypescriptEnds.firstLineLength(typescript).orElse(-1);
      return firstLine < 0 || read == 0
          ? read
          : typescript.size() - TypescriptEnds.lastLine(typescript, read).length();
    }
  }

  private static void recovers(Recording recording, byte[] typescript) throws IOException {
    try (RecordingWriter writer = RecordingRecovery.resume(recording, "boot", NOW)) {
      writer.arrived(NOW + 1_000_000);
    }
    byte[] kept = Files.readAllBytes(recording.typescript());
    if (typescript.length == 0 && kept.length > 0) {
      Oracle.holds(new String(kept, StandardCharsets.UTF_8).matches(OWN_FIRST_LINE), "first line");
    } else {
      Oracle.holds(Arrays.equals(typescript, kept), "the typescript");
    }
    recording.session();
    Given read = new Given();
    try (OpenRecording open = OpenRecording.of(recording)) {
      RecordingCursor reader = open.cursor();
      reader.readAll(read, () -> true);
      Oracle.same(end(recording, reader.position()), reader.position(), "read up to");
    }
  }
}
