package dev.sessionlog.export;

import dev.sessionlog.files.CorruptRecordingException;
import dev.sessionlog.recording.OpenRecording;
import dev.sessionlog.recording.Recording;
import dev.sessionlog.recording.RecordingSink;
import dev.sessionlog.session.Session;
import dev.sessionlog.session.TerminalSize;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/** Writes recordings in the formats of other programs. */
public final class Export {
  /**
   * The largest time that formats can express; times of a damaged timing file are limited to it.
   */
  static final Duration LONGEST = Duration.ofDays(36_500);

  private Export() {}

  /**
   * Writes a recording, up to now, to {@code destination} and commits it.
   *
   * @param quiet the time without output after which the session is quiet, for its transcript
   * @param progress receives the number of processed bytes of output
   * @return why the recording could not be read to its end, as one line for people; the part before
   *     that is exported
   */
  public static Optional<String> run(
      Recording recording,
      ExportFormat format,
      Destination destination,
      Duration quiet,
      LongConsumer progress)
      throws IOException {
    return run(recording, format, destination, quiet, Optional.empty(), progress);
  }

  /**
   * Writes a recording without the text that {@code redaction} finds; otherwise like the other
   * method.
   *
   * @param redaction for a format that {@linkplain ExportFormat#canBeRedacted can be redacted}
   */
  public static Optional<String> run(
      Recording recording,
      ExportFormat format,
      Destination destination,
      Duration quiet,
      Optional<Redaction> redaction,
      LongConsumer progress)
      throws IOException {
    Exporter exporter =
        redaction.isPresent()
            ? format.open(destination, redaction.get())
            : format.open(destination);
    return run(recording, exporter, destination, quiet, progress, () -> true);
  }

  /**
   * Writes an SVG picture of the screen at {@code at}; otherwise like the other methods. What comes
   * later is not read, but for the end of a line that is to be redacted.
   *
   * @return why the recording could not be read as far as that
   */
  public static Optional<String> still(
      Recording recording,
      Duration at,
      Destination destination,
      Duration quiet,
      Optional<Redaction> redaction,
      LongConsumer progress)
      throws IOException {
    SvgExporter picture = SvgExporter.still(destination, at);
    Exporter exporter =
        redaction.isPresent() ? new RedactingExporter(picture, redaction.get()) : picture;
    return run(recording, exporter, destination, quiet, progress, () -> !picture.isOver());
  }

  private static Optional<String> run(
      Recording recording,
      Exporter exporter,
      Destination destination,
      Duration quiet,
      LongConsumer progress,
      BooleanSupplier more)
      throws IOException {
    Session session = recording.session();
    try (OpenRecording open = OpenRecording.of(recording)) {
      exporter.begin(new SessionHeader(open, session, facts(open), quiet));
      Events events = new Events(exporter, progress);
      Optional<String> problem = copy(open, events, more);
      try {
        exporter.end(events.last);
      } catch (UncheckedIOException e) {
        throw e.getCause();
      }
      destination.commit();
      return problem;
    }
  }

  private static Optional<String> copy(OpenRecording recording, Events events, BooleanSupplier more)
      throws IOException {
    try {
      recording.cursor().readAll(events, more);
      return Optional.empty();
    } catch (CorruptRecordingException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** Reads the facts before the first event. Damage in this part is reported later. */
  private static Map<String, String> facts(OpenRecording recording) throws IOException {
    Head head = new Head();
    try {
      recording.cursor().readAll(head, () -> !head.over);
    } catch (CorruptRecordingException e) {
      return head.facts;
    }
    return head.facts;
  }

  private static final class Head implements RecordingSink {
    private final Map<String, String> facts = new LinkedHashMap<>();
    private boolean over;

    @Override
    public void output(Duration at, byte[] bytes, int offset, int length) {
      over = true;
    }

    @Override
    public void resize(Duration at, TerminalSize size) {
      over = true;
    }

    @Override
    public void header(Duration at, String name, String value) {
      over |= !at.isZero();
      if (!over) {
        facts.put(name, value);
      }
    }
  }

  /** Passes the events on, with times that every format accepts. */
  private static final class Events implements RecordingSink {
    private final Exporter exporter;
    private final LongConsumer progress;
    private Duration last = Duration.ZERO;
    private long bytes;

    Events(Exporter exporter, LongConsumer progress) {
      this.exporter = exporter;
      this.progress = progress;
    }

    @Override
    public void output(Duration at, byte[] array, int offset, int length) {
      write(at, time -> exporter.output(time, array, offset, length));
      bytes += length;
      progress.accept(bytes);
    }

    @Override
    public void resize(Duration at, TerminalSize size) {
      write(at, time -> exporter.resize(time, size));
    }

    @Override
    public void header(Duration at, String name, String value) {
      write(at, time -> exporter.fact(time, name, value));
    }

    private interface Event {
      void write(Duration at) throws IOException;
    }

    private void write(Duration at, Event event) {
      last = at.compareTo(LONGEST) > 0 ? LONGEST : at;
      try {
        event.write(last);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
