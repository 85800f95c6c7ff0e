package dev.sessionlog.collector;

import dev.sessionlog.pipe.NamedPipe;
import dev.sessionlog.recording.RecordingWriter;
import dev.sessionlog.session.Session;
import dev.sessionlog.session.SessionId;
import dev.sessionlog.unix.FileFacts;
import dev.sessionlog.unix.UnixFile;
import java.io.Closeable;
import java.io.IOException;

/**
 * The resources of a session that is being recorded.
 *
 * @param pipe the source of its bytes
 * @param facts the identity of the pipe
 * @param keepAlive keeps another read end of the pipe open
 * @param typescript their target, open at its end
 * @param writer writes the files beside the typescript
 */
record LiveSession(
    NamedPipe pipe,
    FileFacts facts,
    RenewedKeepAlive keepAlive,
    UnixFile typescript,
    RecordingWriter writer)
    implements Closeable {

  SessionId id() {
    return writer.recording().id();
  }

  Session session() {
    return writer.session();
  }

  /** Lets go of everything; the pipe and its keep-alive process stay for the next collector. */
  @Override
  public void close() throws IOException {
    keepAlive.leave();
    try (pipe;
        typescript) {
      writer.close();
    }
  }
}
