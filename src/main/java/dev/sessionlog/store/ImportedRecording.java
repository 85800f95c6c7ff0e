package dev.sessionlog.store;

import dev.sessionlog.files.DurableFile;
import dev.sessionlog.files.StoreFiles;
import dev.sessionlog.recording.Recording;
import dev.sessionlog.recording.SessionFile;
import dev.sessionlog.recording.TimingEntry;
import dev.sessionlog.session.Session;
import dev.sessionlog.session.SessionState;
import dev.sessionlog.session.TerminalSize;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalInt;

/**
 * A recording that is imported into the store. It counts as active until the next collector has
 * written its transcript. A collector ignores it until {@code session.json} exists, so an
 * interrupted import leaves nothing. For one thread.
 */
public final class ImportedRecording implements Closeable {
  /** The longest delay of an entry in microseconds: its seconds have nine digits at most. */
  private static final long LONGEST_DELAY = 999_999_999_999_999L;

  private final RecordingStore store;
  private final Session session;
  private final Recording recording;
  private final OutputStream typescript;
  private final OutputStream timing;
  private long bytes;
  private long lastMicros;
  private boolean finished;

  private ImportedRecording(
      RecordingStore store,
      Session session,
      Recording recording,
      OutputStream typescript,
      OutputStream timing) {
    this.store = store;
    this.session = session;
    this.recording = recording;
    this.typescript = typescript;
    this.timing = timing;
  }

  /**
   * Begins a recording.
   *
   * @param session the session; only its id and its user matter now
   */
  public static ImportedRecording begin(RecordingStore store, Session session) throws IOException {
    Recording recording = store.create(session);
    OutputStream typescript = null;
    try {
      typescript = create(recording.typescript());
      return new ImportedRecording(
          store, session, recording, typescript, create(recording.timing()));
    } catch (IOException e) {
      if (typescript != null) {
        typescript.close();
      }
      store.discard(recording);
      throw e;
    }
  }

  private static OutputStream create(Path file) throws IOException {
    return new BufferedOutputStream(StoreFiles.output(file), 1 << 16);
  }

  /** Returns the session as it was given at the start. */
  public Session session() {
    return session;
  }

  /** Returns the recording that is written. */
  public Recording recording() {
    return recording;
  }

  /** Writes bytes to the typescript without a timing entry: its first or last line. */
  public void line(byte[] line) throws IOException {
    typescript.write(line);
    bytes += line.length;
  }

  /** Writes facts without a time, for example those at the start. */
  public void facts(Map<String, String> facts) throws IOException {
    for (Map.Entry<String, String> fact : facts.entrySet()) {
      append(new TimingEntry.Header(fact.getKey(), oneLine(fact.getValue())));
    }
  }

  /** Writes output; {@code at} is the time since the session began. */
  public void output(Duration at, byte[] array, int offset, int length) throws IOException {
    typescript.write(array, offset, length);
    bytes += length;
    append(new TimingEntry.Output(delay(at), length));
  }

  /** Writes a new size. */
  public void resize(Duration at, TerminalSize size) throws IOException {
    append(new TimingEntry.Resize(delay(at), size));
  }

  /** Writes a fact that happened at {@code at}. */
  public void fact(Duration at, String name, String value) throws IOException {
    Duration delay = delay(at);
    if (!delay.isZero()) {
      append(new TimingEntry.Output(delay, 0));
    }
    facts(Map.of(name, value));
  }

  private static String oneLine(String text) {
    return text.replace('\n', ' ').replace('\r', ' ');
  }

  /** Returns the time since the entry before; what is longer than an entry can say is passed. */
  private Duration delay(Duration at) throws IOException {
    long micros = at.toNanos() / 1000;
    long delay = Math.max(0, micros - lastMicros);
    lastMicros += delay;
    while (delay > LONGEST_DELAY) {
      append(new TimingEntry.Output(Duration.ofNanos(LONGEST_DELAY * 1000), 0));
      delay -= LONGEST_DELAY;
    }
    return Duration.ofNanos(delay * 1000);
  }

  private void append(TimingEntry entry) throws IOException {
    timing.write((entry.line() + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /** Ends it as complete; see {@link #finish(Session, SessionState, Instant, OptionalInt)}. */
  public Session finish(Session session, Instant ended, OptionalInt exitCode) throws IOException {
    return finish(session, SessionState.COMPLETE, ended, exitCode);
  }

  /**
   * Ends it and gives it to the store.
   *
   * @param session the session as it is known now
   * @param state how it ended: complete, or truncated
   * @param ended when it ended
   */
  public Session finish(Session session, SessionState state, Instant ended, OptionalInt exitCode)
      throws IOException {
    typescript.close();
    timing.close();
    Session whole = session.ended(state, ended, exitCode, bytes);
    SessionFile.write(recording.sessionFile(), whole);
    DurableFile.syncFolder(recording.folder());
    finished = true;
    return whole;
  }

  /** Removes what is not finished. */
  @Override
  public void close() throws IOException {
    typescript.close();
    timing.close();
    if (!finished) {
      store.discard(recording);
    }
  }
}
