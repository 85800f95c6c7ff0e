package dev.sessionlog.replay;

import java.io.IOError;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.NonBlockingReader;
import org.jline.utils.Signals;

/**
 * The process's own terminal, through JLine: every key is read at once, and its settings are
 * restored, whether it is closed or a signal ends the process. JLine uses stty(1), so that no
 * native library is needed. Any thread may close it.
 */
final class JlineDisplay implements Display {
  private final Terminal terminal;
  private final OutputStream out;
  private final Attributes before;
  private final AtomicBoolean resized = new AtomicBoolean(true);
  private final Thread restoring;
  private Size size;
  private boolean closed;

  private JlineDisplay(Terminal terminal, OutputStream out, Attributes before) {
    this.terminal = terminal;
    this.out = out;
    this.before = before;
    this.size = terminal.getSize();
    this.restoring = new Thread(this::restore, "restore-terminal");
  }

  /**
   * Takes over the terminal's screen and keys; empty if the standard input or output is not a
   * terminal.
   *
   * @param out the standard output; output through JLine would be lost if a signal ends the
   *     process, because JLine's own hook closes it
   */
  static Optional<JlineDisplay> open(OutputStream out) throws IOException {
    Terminal terminal;
    try {
      terminal = build();
    } catch (IllegalStateException none) {
      return Optional.empty();
    }
    JlineDisplay display = new JlineDisplay(terminal, out, terminal.enterRawMode());
    try {
      Runtime.getRuntime().addShutdownHook(display.restoring);
    } catch (IllegalStateException ending) {
      display.restore();
      throw ending;
    }
    // ^C and ^Z are read as keys, so that nothing stops this process while it owns the screen.
    Attributes raw = terminal.getAttributes();
    raw.setLocalFlag(Attributes.LocalFlag.ISIG, false);
    terminal.setAttributes(raw);
    // Only this signal is handled; those that end the process run our hook.
    Signals.register("WINCH", () -> display.resized.set(true));
    display.write(ScreenPainter.ENTER);
    return Optional.of(display);
  }

  /** Returns true if a signal is ending the process, because JLine may be closed then. */
  static boolean isProcessEnding() {
    Thread none = new Thread(() -> {});
    try {
      Runtime.getRuntime().addShutdownHook(none);
      Runtime.getRuntime().removeShutdownHook(none);
      return false;
    } catch (IllegalStateException ending) {
      return true;
    }
  }

  private static Terminal build() throws IOException {
    return TerminalBuilder.builder()
        .provider(TerminalBuilder.PROP_PROVIDER_EXEC)
        .system(true)
        .dumb(false)
        .type("ansi")
        .encoding(StandardCharsets.UTF_8)
        .nativeSignals(false)
        .graphemeCluster(false) // otherwise JLine queries the terminal
        .build();
  }

  @Override
  public int columns() {
    return size.getColumns();
  }

  @Override
  public int rows() {
    return size.getRows();
  }

  @Override
  public boolean wasResized() {
    boolean was = resized.getAndSet(false);
    if (was) {
      size = terminal.getSize();
    }
    return was;
  }

  @Override
  public synchronized void write(String text) throws IOException {
    if (!closed) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
      out.flush();
    }
  }

  @Override
  public int read(long millis) throws IOException {
    int c;
    try {
      c = terminal.reader().read(Math.max(1, millis));
    } catch (InterruptedIOException ending) {
      // A signal is ending the process: JLine's hook has closed the terminal, and ours restores it.
      return GONE;
    }
    return switch (c) {
      case NonBlockingReader.READ_EXPIRED -> NOTHING;
      case NonBlockingReader.EOF -> GONE;
      default -> c;
    };
  }

  @Override
  public void close() throws IOException {
    restore();
    try {
      Runtime.getRuntime().removeShutdownHook(restoring);
    } catch (IllegalStateException shuttingDown) {
      return;
    }
    terminal.close();
  }

  private synchronized void restore() {
    if (closed) {
      return;
    }
    try {
      write(ScreenPainter.LEAVE);
    } catch (IOException gone) {
      // The viewer hung up, but the terminal may still be in use.
    }
    closed = true;
    try {
      terminal.setAttributes(before);
    } catch (IllegalStateException | IOError byJline) {
      // It is closed already, and has restored the settings.
    }
  }
}
