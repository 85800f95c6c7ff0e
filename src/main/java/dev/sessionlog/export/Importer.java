package dev.sessionlog.export;

import dev.sessionlog.session.TerminalSize;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;

/**
 * Reads a file that another program made. Whatever the file holds, reading it ends with its end or
 * with a {@link ForeignFormatException}; memory is bounded. A file that was cut off is read as far
 * as it goes. For one thread.
 */
interface Importer extends Closeable {
  /** Reads what stands before the first event; to be called first, and once. */
  ForeignHeader header() throws IOException;

  /** Returns the first line of a typescript with its line end; empty where one must be made. */
  default byte[] firstLine() {
    return new byte[0];
  }

  /** Reads all events in their order, and gives them to {@code sink}. */
  void events(Sink sink) throws IOException;

  /** Takes what is read; times are since the session began and never go back. */
  interface Sink {
    /** Takes output; the array is reused after the call. */
    void output(Duration at, byte[] bytes, int offset, int length) throws IOException;

    /** Takes a new size of the terminal. */
    void resize(Duration at, TerminalSize size) throws IOException;

    /** Takes a fact, by the name that a timing file gives it. */
    void fact(Duration at, String name, String value) throws IOException;

    /** Takes what the command returned. */
    void exitCode(int code);

    /** Takes what stands behind the output of a typescript: its last line. */
    void lastLine(byte[] line) throws IOException;

    /** Says that the session went on until then without another event. */
    void passed(Duration at);

    /** Says, for people, what of the file is not kept, or is not known. */
    void note(String text);

    /** Says that the file ends before the session did, and how that shows. */
    void cut(String how);
  }
}
