package dev.sessionlog.export;

import dev.sessionlog.session.TerminalSize;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;

/**
 * Reads a file of another program. Reading ends at the end of the file or with a {@link
 * ForeignFormatException}, whatever the file contains; memory is bounded. A truncated file is read
 * up to its end. For one thread.
 */
interface Importer extends Closeable {
  /** Reads the part before the first event; to be called first, and once. */
  ForeignHeader header() throws IOException;

  /** Returns the first line of a typescript including its end; empty if one must be created. */
  default byte[] firstLine() {
    return new byte[0];
  }

  /** Reads all events in order, and passes them to {@code sink}. */
  void events(Sink sink) throws IOException;

  /** Receives the events; times are relative to the start of the session and never go back. */
  interface Sink {
    /** Takes output; the array is reused after the call. */
    void output(Duration at, byte[] bytes, int offset, int length) throws IOException;

    /** Takes a new size of the terminal. */
    void resize(Duration at, TerminalSize size) throws IOException;

    /** Takes a fact, with its name in a timing file. */
    void fact(Duration at, String name, String value) throws IOException;

    /** Takes the exit code of the command. */
    void exitCode(int code);

    /** Takes the part after the output of a typescript: its last line. */
    void lastLine(byte[] line) throws IOException;

    /** Notes that the session continued until then without another event. */
    void passed(Duration at);

    /** Notes, for people, what is not kept of the file, or unknown. */
    void note(String text);

    /** Notes that the file ends before the session did, and how that is visible. */
    void cut(String how);
  }
}
