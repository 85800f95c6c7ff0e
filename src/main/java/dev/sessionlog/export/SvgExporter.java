package dev.sessionlog.export;

import dev.sessionlog.session.Session;
import dev.sessionlog.session.TerminalSize;
import dev.sessionlog.terminal.Terminal;
import dev.sessionlog.terminal.TerminalListener;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A self-contained picture of the terminal, without scripts and fonts: of one moment, or moving. A
 * moving one has shortened pauses and starts again after its end.
 */
final class SvgExporter implements Exporter {
  /** The shortest time of a picture. */
  private static final long FRAME_MILLIS = 60;

  /** The longest pause, and the time of the last picture. */
  private static final long LONGEST_PAUSE_MILLIS = 2_000;

  private static final long REST_MILLIS = 3_000;

  private final OutputStream out;
  private final Optional<Duration> still;
  private final SvgFilm film = new SvgFilm();
  private @Nullable Terminal terminal;
  private String title = "";

  /** The time of the pending picture, and the time by which pauses were shortened so far. */
  private long last;

  private long shortened;

  /** Whether something came that is later than the one moment. */
  private boolean over;

  private SvgExporter(OutputStream out, Optional<Duration> still) {
    this.out = out;
    this.still = still;
  }

  /** Opens a moving one. */
  static Exporter animated(Destination destination) throws IOException {
    return new SvgExporter(destination.open("session.svg"), Optional.empty());
  }

  /** Opens a still one of the moment {@code at}. */
  static SvgExporter still(Destination destination, Duration at) throws IOException {
    return new SvgExporter(destination.open("session.svg"), Optional.of(at));
  }

  @Override
  public void begin(SessionHeader header) throws IOException {
    Session session = header.session();
    TerminalSize size = session.size();
    terminal = new Terminal(size.columns(), size.rows(), new TerminalListener() {});
    title = header.title().orElse("Terminal of " + session.user() + "@" + session.host());
  }

  @Override
  public void output(Duration at, byte[] bytes, int offset, int length) throws IOException {
    if (isWanted(at)) {
      screenAt(at).feed(bytes, offset, length);
    }
  }

  @Override
  public void resize(Duration at, TerminalSize size) throws IOException {
    if (isWanted(at)) {
      screenAt(at).resize(size.columns(), size.rows());
    }
  }

  @Override
  public void fact(Duration at, String name, String value) {
    over |= !isWanted(at);
  }

  private boolean isWanted(Duration at) {
    boolean wanted = still.isEmpty() || at.compareTo(still.get()) <= 0;
    over |= !wanted;
    return wanted;
  }

  /** Returns true if nothing that may still come changes the picture. */
  boolean isOver() {
    return over;
  }

  private Terminal screenAt(Duration at) throws IOException {
    Terminal screen = screen();
    long millis = at.toMillis();
    if (still.isEmpty() && millis - last >= FRAME_MILLIS) {
      film.add(last - shortened, screen.snapshot());
      shortened += Math.max(0, millis - last - LONGEST_PAUSE_MILLIS);
      last = millis;
    }
    return screen;
  }

  private Terminal screen() {
    if (terminal == null) {
      throw new IllegalStateException("not begun");
    }
    return terminal;
  }

  @Override
  public void end(Duration at) throws IOException {
    long begin = still.isPresent() ? 0 : last - shortened;
    film.add(begin, screen().snapshot());
    long length = still.isPresent() ? 0 : begin + REST_MILLIS;
    out.write(film.document(title, length).getBytes(StandardCharsets.UTF_8));
    out.close();
  }
}
