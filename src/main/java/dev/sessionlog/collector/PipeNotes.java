package dev.sessionlog.collector;

import dev.sessionlog.pipe.EndNote;
import dev.sessionlog.pipe.PipeFolder;
import java.io.IOException;
import java.nio.file.Path;

/** What stands beside a pipe in the run dir and is of no use when its session is over. */
final class PipeNotes {
  private PipeNotes() {}

  /** Removes all of it that is there. */
  static void remove(Path pipe) throws IOException {
    EachStep.run(
        () -> PipeFolder.remove(OpenGap.file(pipe)),
        () -> PipeFolder.remove(PipeFolder.sessionFile(pipe)),
        () -> EndNote.remove(pipe));
  }
}
