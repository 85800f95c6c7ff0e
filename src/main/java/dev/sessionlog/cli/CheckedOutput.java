package dev.sessionlog.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The standard output, which remembers the first write error. A {@link java.io.PrintWriter} would
 * hide it, and a list truncated by a full disk would look complete. Used by one thread at a time.
 */
final class CheckedOutput extends FilterOutputStream {
  private final OutputStream standard;
  private @Nullable IOException failure;

  CheckedOutput(OutputStream out) {
    super(out);
    this.standard = out;
  }

  /** Sends all further output to {@code pager}, which may stop reading at any time. */
  void redirect(OutputStream pager) {
    out = pager;
  }

  /** Returns true if a pager gets the output. */
  boolean isRedirected() {
    return out != standard;
  }

  /** Closes the pager's stream and goes back to the standard output. */
  void endRedirection() {
    try {
      out.close();
    } catch (IOException ignored) {
      // The pager has gone.
    }
    out = standard;
    failure = null;
  }

  /** Returns the first error, if there was one. */
  Optional<IOException> failure() {
    return Optional.ofNullable(failure);
  }

  @Override
  public void write(int b) throws IOException {
    keepingFailure(() -> out.write(b));
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    keepingFailure(() -> out.write(bytes, offset, length));
  }

  @Override
  public void flush() throws IOException {
    keepingFailure(out::flush);
  }

  private interface Step {
    void run() throws IOException;
  }

  private void keepingFailure(Step step) throws IOException {
    try {
      step.run();
    } catch (IOException e) {
      if (failure == null) {
        failure = e;
      }
      throw e;
    }
  }
}
