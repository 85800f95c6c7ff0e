package dev.sessionlog.recording;

import dev.sessionlog.files.CorruptRecordingException;
import dev.sessionlog.fuzz.Oracle;
import dev.sessionlog.session.Session;
import java.io.IOException;
import java.nio.file.Path;

/** A {@code session.json}: read it as one or refuse it; what was read is written and read alike. */
public final class SessionFileFuzz {
  private static final Path FILE = Path.of("session.json");

  private SessionFileFuzz() {}

  /** Called by the fuzzer. */
  public static void fuzzerTestOneInput(byte[] bytes) {
    Oracle.within2Seconds(() -> check(bytes));
  }

  private static void check(byte[] bytes) throws IOException {
    Session session;
    try {
      session = SessionFile.decode(FILE, bytes);
    } catch (CorruptRecordingException | NewerRecordingException expected) {
      Oracle.printable(String.valueOf(expected.getMessage()));
      return;
    }
    Oracle.same(session, SessionFile.decode(FILE, SessionFile.encode(session)), "written");
    Oracle.same(
        session, SessionFile.decode(FILE, SessionFile.encodeInOneLine(session)), "in one line");
  }
}
