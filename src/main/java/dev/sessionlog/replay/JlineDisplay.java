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
 * The process's own terminal, through JLine: every key comes at once, and it is given back as it
 * was, whether it is closed or a signal ends the process. JLine asks stty(1), so that no native
 * library is needed. Closing is for any thread.
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
   * Takes the terminal's screen and its keys; returns empty when the standard input or output is no
   * terminal.
   *
   * @param out the standard output; what goes through JLine would be lost when a signal ends the
   *     process, since JLine has a hook of its own that closes it
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
    // ^C and ^Z come as keys: nothing is to stop us while the screen is ours.
    Attributes raw = terminal.getAttributes();
    raw.setLocalFlag(Attributes.LocalFlag.ISIG, false);
    terminal.setAttributes(raw);
    // Of signals only this one: those that end the process are to end it, by way of our hook.
    Signals.register("WINCH", () -> display.resized.set(true));
    display.write(ScreenPainter.ENTER);
    return Optional.of(display);
  }

  /** Returns true when a signal has begun to end the process: JLine may be closed by then. */
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
        .graphemeCluster(false) // else JLine asks the terminal questions
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
      // A signal ends the process: JLine's hook has closed the terminal, and ours restores it.
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
      // Whoever looked has hung up; there may still be somebody who uses the terminal.
    }
    closed = true;
    try {
      terminal.setAttributes(before);
    } catch (IllegalStateException | IOError byJline) {
      // It is closed already, and gave the settings back.
    }
  }
}
