package dev.sessionlog.export;

import dev.sessionlog.fuzz.FuzzFolder;
import dev.sessionlog.fuzz.FuzzInput;
import dev.sessionlog.fuzz.Oracle;
import dev.sessionlog.recording.Recording;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * What is exported for people to look at holds no control characters, and what is exported for
 * programs can be imported again. An input is a timing file, {@code FE}, what stood on the
 * terminal.
 */
public final class ExportFuzz {
  private ExportFuzz() {}

  /** Called by the fuzzer. */
  public static void fuzzerTestOneInput(byte[] bytes) {
    Oracle.within2Seconds(
        () -> {
          FuzzInput input = new FuzzInput(bytes);
          String timing = input.text();
          if (timing.contains("SIGWINCH")) {
            return; // what large terminals cost is for another target
          }
          try {
            Foreign foreign = new Foreign(FuzzFolder.empty());
            check(foreign, foreign.typescript(input.rest(), timing));
          } catch (ForeignFormatException noRecording) {
            Oracle.printable(String.valueOf(noRecording.getMessage()));
          }
        });
  }

  private static void check(Foreign foreign, Recording recording) throws IOException {
    for (ExportFormat format : new ExportFormat[] {ExportFormat.TEXT, ExportFormat.HTML}) {
      String shown = new String(Foreign.export(recording, format), StandardCharsets.UTF_8);
      shown.lines().forEach(Oracle::printable);
      Oracle.holds(!shown.contains("\r"), "a carriage return");
    }
    Path cast = foreign.write("a.cast", Foreign.export(recording, ExportFormat.ASCIICAST_V3));
    foreign.bring(ImportFormat.ASCIICAST, cast, null);
    Path rec = foreign.write("a.rec", Foreign.export(recording, ExportFormat.TTYREC));
    foreign.bring(ImportFormat.TTYREC, rec, null);
  }
}
