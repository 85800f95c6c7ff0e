package dev.sessionlog.evidence;

import dev.sessionlog.recording.Recording;
import dev.sessionlog.session.SessionId;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A sealed log dir with its checkpoint or a bundle, for tests of commands. */
public final class CheckpointAsFile {
  private CheckpointAsFile() {}

  /** Seals once, and returns the checkpoint. */
  public static SignedNote make(Path logDir) throws IOException {
    return new SealedStore(logDir, "web1").seal();
  }

  /** Seals a session that ended, and writes its bundle. */
  public static void bundle(Path logDir, Path file) throws IOException {
    SealedStore store = new SealedStore(logDir, "web1");
    SessionId id = store.begin("alice", "2222");
    store.output("alice", id, "what was typed");
    store.end("alice", id);
    store.seal();
    try (OutputStream out = Files.newOutputStream(file)) {
      EvidenceBundle.of(logDir, new Recording(id, store.folder("alice", id)), List.of(), 100)
          .orElseThrow()
          .write(out);
    }
  }
}
