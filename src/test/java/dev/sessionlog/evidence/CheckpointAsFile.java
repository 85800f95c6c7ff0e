package dev.sessionlog.evidence;

import java.io.IOException;
import java.nio.file.Path;

/** A sealed log dir with its checkpoint, for tests of commands. */
public final class CheckpointAsFile {
  private CheckpointAsFile() {}

  /** Seals once, and returns the checkpoint. */
  public static SignedNote make(Path logDir) throws IOException {
    return new SealedStore(logDir, "web1").seal();
  }
}
