package dev.sessionlog.collector;

import dev.sessionlog.pipe.EndNote;
import dev.sessionlog.pipe.PipeFolder;
import java.io.IOException;
import java.nio.file.Path;

/** The files beside a pipe in the run dir that are useless after its session. */
final class PipeNotes {
  private PipeNotes() {}

  /** Removes the existing ones. */
  static void remove(Path pipe) throws IOException {
    EachStep.run(
        () -> PipeFolder.remove(OpenGap.file(pipe)),
        () -> PipeFolder.remove(PipeFolder.sessionFile(pipe)),
        () -> EndNote.remove(pipe));
  }
}
