package dev.sessionlog.export;

import dev.sessionlog.commands.CommandFinder;
import dev.sessionlog.commands.ShellCommand;
import dev.sessionlog.session.Session;
import dev.sessionlog.session.TerminalSize;
import dev.sessionlog.terminal.Terminal;
import dev.sessionlog.terminal.TerminalListener;
import dev.sessionlog.transcript.LineKind;
import dev.sessionlog.transcript.LineText;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * One page with a player that needs no network. The content of a recording cannot act in it. The
 * screen is drawn here, by {@link Terminal}; the page contains pictures of it, as text and colours,
 * in base64, and adds them to its document as text; and its policy allows only its own script.
 */
final class HtmlExporter implements Exporter {
  /** The shortest time of a picture: 25 a second. */
  private static final long FRAME_MILLIS = 40;

  private final OutputStream out;
  private final UnaryOperator<String> lines;
  private @Nullable HtmlFrames frames;
  private @Nullable TranscriptLines transcript;
  private @Nullable Terminal terminal;
  private @Nullable CommandFinder commands;
  private final List<ShellCommand> found = new ArrayList<>();
  private long last;
  private boolean changed;
  private boolean ended;

  private HtmlExporter(OutputStream out, UnaryOperator<String> lines) {
    this.out = out;
    this.lines = lines;
  }

  /**
   * Opens one.
   *
   * @param lines is applied to each line of the transcript before it is written
   */
  static Exporter open(Destination destination, UnaryOperator<String> lines) throws IOException {
    return new HtmlExporter(destination.open("session.html"), lines);
  }

  @Override
  public void begin(SessionHeader header) throws IOException {
    Session session = header.session();
    TerminalSize size = session.size();
    terminal = new Terminal(size.columns(), size.rows(), new TerminalListener() {});
    out.write(HtmlPage.before().getBytes(StandardCharsets.UTF_8));
    OutputStream base64 = Base64.getEncoder().wrap(new Unclosed(out));
    frames = new HtmlFrames(new GZIPOutputStream(base64, 1 << 16));
    frames.head(header, ZoneId.systemDefault());
    transcript = TranscriptLines.begin(header, this::line);
    commands = new CommandFinder(size, found::add);
    ended = session.hasEnded();
    changed = true;
  }

  /** Of the lines of sessionlog itself, the page has only the markers of the recording. */
  private void line(Duration at, LineText line) throws IOException {
    if (frames != null && line.kind() == LineKind.SCREEN && !line.text().isBlank()) {
      frames.line(at.toMillis(), lines.apply(line.text()));
    }
  }

  @Override
  public void output(Duration at, byte[] bytes, int offset, int length) throws IOException {
    screenAt(at).feed(bytes, offset, length);
    transcript().output(at, bytes, offset, length);
    if (commands != null) {
      commands.output(at, bytes, offset, length);
      writeCommands();
    }
    changed = true;
  }

  @Override
  public void resize(Duration at, TerminalSize size) throws IOException {
    screenAt(at).resize(size.columns(), size.rows());
    transcript().resize(at, size);
    if (commands != null) {
      commands.resize(at, size);
    }
    changed = true;
  }

  /** Writes the commands that were found: as they stood on the screen, not as the shell told. */
  private void writeCommands() throws IOException {
    for (ShellCommand command : found) {
      String text = command.text().lines().map(lines).collect(Collectors.joining("\n"));
      if (frames != null) {
        frames.command(command, text + (command.isCut() ? "\u2026" : ""));
      }
    }
    found.clear();
  }

  @Override
  public void fact(Duration at, String name, String value) throws IOException {
    transcript().fact(at, name, value);
    if (frames != null && name.equals("MARKER")) {
      frames.marker(at.toMillis(), value);
    } else if (frames != null && name.equals("GAP")) {
      frames.marker(at.toMillis(), "gap: " + value);
    }
  }

  /** Returns the screen before {@code at}, after taking its picture if one is due. */
  private Terminal screenAt(Duration at) throws IOException {
    if (terminal == null) {
      throw new IllegalStateException("not begun");
    }
    long millis = at.toMillis();
    if (millis - last >= FRAME_MILLIS) {
      takePicture();
      last = millis;
    }
    return terminal;
  }

  private TranscriptLines transcript() {
    if (transcript == null) {
      throw new IllegalStateException("not begun");
    }
    return transcript;
  }

  private void takePicture() throws IOException {
    if (changed && terminal != null && frames != null) {
      frames.add(last, terminal.snapshot());
      changed = false;
    }
  }

  @Override
  public void end(Duration at) throws IOException {
    takePicture();
    transcript().end(at);
    if (commands != null) {
      commands.end(at, ended);
      writeCommands();
    }
    if (frames != null) {
      frames.end(at.toMillis());
    }
    out.write(HtmlPage.after().getBytes(StandardCharsets.UTF_8));
    out.close();
  }
}
