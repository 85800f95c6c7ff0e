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
 * What belongs to a session that is being recorded.
 *
 * @param pipe where its bytes come from
 * @param facts which pipe that is
 * @param keepAlive keeps another read end of the pipe open
 * @param typescript where they go, open at its end
 * @param writer writes what belongs beside them
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
