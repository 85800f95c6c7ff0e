package dev.sessionlog.export;

import dev.sessionlog.fuzz.FuzzFolder;
import dev.sessionlog.fuzz.FuzzInput;
import dev.sessionlog.fuzz.Oracle;
import dev.sessionlog.recording.OpenRecording;
import dev.sessionlog.recording.Recording;
import dev.sessionlog.session.TerminalSize;
import dev.sessionlog.transcript.SessionTranscript;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A file of another program: it is refused in one printable line and leaves nothing, or what comes
 * into the store can be read to its end and rendered. An input is a byte for the format, then the
 * file; of a typescript its timing file, {@code FE}, and the typescript.
 */
public final class ImportFuzz {
  /** More is for the fuzz target that asks what large terminals cost. */
  private static final int MOST_CELLS = 20_000;

  private ImportFuzz() {}

  /** Called by the fuzzer. */
  public static void fuzzerTestOneInput(byte[] bytes) {
    Oracle.within2Seconds(
        () -> {
          FuzzInput input = new FuzzInput(bytes);
          ImportFormat[] formats = ImportFormat.values();
          ImportFormat format = formats[input.next() % formats.length];
          check(new Foreign(FuzzFolder.empty()), format, input);
        });
  }

  private static void check(Foreign foreign, ImportFormat format, FuzzInput input)
      throws IOException {
    Path file;
    Path timing = null;
    if (format == ImportFormat.TYPESCRIPT) {
      timing = foreign.write("timing", input.part());
      file = foreign.write("typescript", input.rest());
    } else {
      file = foreign.write("file", input.rest());
    }
    ImportFormat.guess(file);
    Recording recording;
    try {
      recording = foreign.bring(format, file, timing);
    } catch (ForeignFormatException expected) {
      Oracle.printable(String.valueOf(expected.getMessage()));
      Oracle.holds(foreign.store().all().isEmpty(), "something is left in the store");
      Oracle.holds(foreign.store().active().isEmpty(), "something is left among the active");
      return;
    }
    render(recording);
  }

  private static void render(Recording recording) throws IOException {
    TerminalSize first = recording.session().size();
    boolean[] large = {isLarge(first)};
    SessionTranscript transcript =
        new SessionTranscript(
            recording.session(),
            Foreign.QUIET,
            (at, text) -> Oracle.holds(!text.contains("\n"), "a line that is two"));
    try (OpenRecording open = OpenRecording.of(recording)) {
      open.cursor()
          .readAll(
              new dev.sessionlog.recording.RecordingSink() {
                @Override
                public void output(Duration at, byte[] array, int offset, int length) {
                  transcript.output(at, array, offset, length);
                }

                @Override
                public void resize(Duration at, TerminalSize size) {
                  large[0] |= isLarge(size);
                  if (!large[0]) {
                    transcript.resize(at, size);
                  }
                }

                @Override
                public void header(Duration at, String name, String value) {
                  transcript.header(at, name, value);
                }
              },
              () -> !large[0]);
    }
    transcript.end(Duration.ofDays(1), recording.session());
  }

  private static boolean isLarge(TerminalSize size) {
    return size.columns() * size.rows() > MOST_CELLS;
  }
}
