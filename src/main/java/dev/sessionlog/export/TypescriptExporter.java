package dev.sessionlog.export;

import dev.sessionlog.recording.TimingEntry;
import dev.sessionlog.session.TerminalSize;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The typescript as it is, and its timing file in a format of scriptreplay(1): classic, with only
 * output, or advanced, with sizes and facts.
 */
final class TypescriptExporter implements Exporter {
  /** Facts that are meaningful only on the machine of the recording. */
  private static final String OWN = "BOOT_";

  private final OutputStream typescript;
  private final OutputStream timing;
  private final boolean classic;
  private @Nullable SessionHeader header;
  private long body;
  private long lastMicros;

  private TypescriptExporter(Destination to, boolean classic) throws IOException {
    this.typescript = to.open("typescript");
    this.timing = to.open("timing");
    this.classic = classic;
  }

  static Exporter classic(Destination destination) throws IOException {
    return new TypescriptExporter(destination, true);
  }

  static Exporter advanced(Destination destination) throws IOException {
    return new TypescriptExporter(destination, false);
  }

  @Override
  public void begin(SessionHeader session) throws IOException {
    header = session;
    typescript.write(session.recording().firstLine());
  }

  @Override
  public void output(Duration at, byte[] bytes, int offset, int length) throws IOException {
    typescript.write(bytes, offset, length);
    body += length;
    String line = new TimingEntry.Output(delay(at), length).line();
    write(classic ? line.substring("O ".length()) : line);
  }

  @Override
  public void resize(Duration at, TerminalSize size) throws IOException {
    if (!classic) {
      write(new TimingEntry.Resize(delay(at), size).line());
    }
  }

  @Override
  public void fact(Duration at, String name, String value) throws IOException {
    if (!classic && !name.startsWith(OWN)) {
      passTime(at);
      write(new TimingEntry.Header(name, value).line());
    }
  }

  /** A fact has no time of its own, so an entry without bytes advances the clock before it. */
  private void passTime(Duration at) throws IOException {
    Duration delay = delay(at);
    if (!delay.isZero()) {
      write(new TimingEntry.Output(delay, 0).line());
    }
  }

  private Duration delay(Duration at) {
    long micros = at.toNanos() / 1000;
    long delay = Math.max(0, micros - lastMicros);
    lastMicros += delay;
    return Duration.ofNanos(delay * 1000);
  }

  private void write(String line) throws IOException {
    timing.write((line + "\n").getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void end(Duration at) throws IOException {
    if (header != null && header.session().hasEnded()) {
      header.recording().copyRest(body, typescript);
    }
    typescript.close();
    timing.close();
  }
}
