package dev.sessionlog.recording;

import dev.sessionlog.files.DurableFile;
import dev.sessionlog.files.StoreFiles;
import dev.sessionlog.session.Gap;
import dev.sessionlog.session.Session;
import dev.sessionlog.session.SessionState;
import dev.sessionlog.session.TerminalSize;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes the files beside the typescript: the timing of its bytes and the facts of the session.
 * Others write the bytes themselves to the typescript, and then report them to this class.
 * Thread-safe. Times are those of {@link System#nanoTime}.
 */
public final class RecordingWriter implements Closeable {
  private final Recording recording;
  private FileChannel typescript;
  private TimingFile timing;
  private RecordingPieces pieces;
  private final long startNanos;
  private final Object sessionFileTurn = new Object();
  private Session session;

  /** True if {@code session.json} differs from {@link #session}. */
  private boolean stale;

  private boolean hungUp;

  /** The length of the typescript's first line; -1 until it is there. */
  private long firstLine = -1;

  /** The bytes of the typescript's body that the timing file covers. */
  private long timed;

  /** The time of the last entry, in microseconds since the session began. */
  private long lastMicros;

  RecordingWriter(
      Recording recording,
      Session session,
      FileChannel typescript,
      FileChannel timing,
      long startNanos) {
    this.recording = recording;
    this.session = session;
    this.typescript = typescript;
    this.timing = new TimingFile(timing, 0);
    this.pieces = new RecordingPieces("", "");
    this.startNanos = startNanos;
  }

  /**
   * Begins a recording in an empty folder. A login waits for this, so it does not wait for the
   * disk; {@link #sync} does.
   *
   * @param owner the collector that records it; {@code nowNanos} belongs to its boot of the kernel
   */
  public static RecordingWriter create(
      Recording recording, Session session, RecordingOwner owner, long nowNanos)
      throws IOException {
    return begin(recording, session, RecordingStart.lines(session, owner, nowNanos), nowNanos);
  }

  /** Begins a recording like the other method, but without an owner. */
  public static RecordingWriter create(
      Recording recording, Session session, String bootId, long nowNanos) throws IOException {
    return begin(recording, session, RecordingStart.lines(session, bootId, nowNanos), nowNanos);
  }

  private static RecordingWriter begin(
      Recording recording, Session session, String start, long nowNanos) throws IOException {
    FileChannel typescript = StoreFiles.create(recording.typescript());
    FileChannel timing = null;
    try {
      timing = StoreFiles.create(recording.timing());
      RecordingWriter writer =
          new RecordingWriter(recording, session, typescript, timing, nowNanos);
      writer.timing.append(start);
      DurableFile.replaceSoon(recording.sessionFile(), SessionFile.encode(session));
      writer.stale = true;
      writer.pieces = RecordingPieces.of(recording);
      return writer;
    } catch (IOException e) {
      typescript.close();
      if (timing != null) {
        timing.close();
      }
      throw e;
    }
  }

  void writeStart(String bootId) throws IOException {
    timing.append(RecordingStart.lines(session, bootId, startNanos));
  }

  /** Continues a recording as {@link RecordingRecovery} found it on the disk. */
  void resumeAt(RecordingRecovery.Progress progress) {
    firstLine = progress.firstLine();
    timed = progress.timed();
    lastMicros = progress.lastMicros();
    timing = new TimingFile(timing.channel(), progress.timingEnd());
    pieces = RecordingPieces.of(recording);
  }

  /** Returns the recording that is written. */
  public Recording recording() {
    return recording;
  }

  /** Returns the session as it is now. */
  public synchronized Session session() {
    return session;
  }

  /** Returns the length of the typescript in bytes. */
  public synchronized long length() throws IOException {
    return typescript.size();
  }

  /** Returns the total length of the growing files of the recording. */
  public synchronized long written() throws IOException {
    return typescript.size() + timing.end();
  }

  /** Returns true if the timing file was truncated from outside. */
  public synchronized boolean timingWasCut() throws IOException {
    return timing.wasCut();
  }

  /** Returns true if the names of the recording lead to the files that are written. */
  public synchronized boolean isInPlace() {
    return pieces.stillAt(recording);
  }

  /**
   * Restores the recording under its names from the open files, and writes there from then on. Its
   * folder must exist, and nothing may be added to the typescript meanwhile.
   *
   * @throws IOException if that fails; then nothing changes
   */
  public synchronized void putBack() throws IOException {
    FileChannel nextTypescript = DurableFile.replaceByCopy(recording.typescript(), typescript);
    TimingFile nextTiming;
    try {
      nextTiming = timing.copyTo(recording.timing());
    } catch (IOException e) {
      nextTypescript.close();
      throw e;
    }
    List<FileChannel> before = List.of(typescript, timing.channel());
    typescript = nextTypescript;
    timing = nextTiming;
    pieces = RecordingPieces.of(recording);
    stale = true;
    for (FileChannel channel : before) {
      channel.close();
    }
  }

  /** Returns true if the last line of {@code script} is there, so it ended and nothing follows. */
  boolean hasLastLine() throws IOException {
    return TypescriptEnds.lastLine(typescript, Math.max(0, firstLine)).present();
  }

  /** Returns true if {@code script} is older than 2.34, which waits for ever for a killed shell. */
  public synchronized boolean byOldScript() {
    return firstLine > 0 && TypescriptEnds.saysNoMoreThanADate(typescript);
  }

  /** Returns the time since the session began. */
  public Duration elapsed(long nowNanos) {
    return Duration.ofNanos(Math.max(0, nowNanos - startNanos));
  }

  /**
   * Notes that the typescript has grown. If the entry cannot be written, the next one covers these
   * bytes, too. Bytes that look like the last line of {@code script} wait for the next call: if
   * none comes, they are that line, not output.
   */
  public synchronized void arrived(long nowNanos) throws IOException {
    if (firstLine < 0) {
      OptionalLong length = TypescriptEnds.firstLineLength(typescript);
      if (length.isEmpty()) {
        return;
      }
      firstLine = length.getAsLong();
    }
    long noted = firstLine + timed;
    long untimed = typescript.size() - noted - TypescriptEnds.lastLine(typescript, noted).length();
    if (untimed > 0) {
      appendOutput(untimed, nowNanos);
    }
  }

  private void appendOutput(long bytes, long nowNanos) throws IOException {
    Duration delay = delay(nowNanos);
    append(new TimingEntry.Output(delay, bytes));
    advance(delay);
    timed += bytes;
  }

  /**
   * Notes a new size of the terminal. Half a line is written before the time is read, so that a
   * reader that finds no such half knows that the next entry will be later.
   */
  public synchronized void resized(TerminalSize size, LongSupplier nanos) throws IOException {
    timing.beginLine();
    Duration delay = delay(nanos.getAsLong());
    append(new TimingEntry.Resize(delay, size));
    advance(delay);
  }

  /**
   * Notes lost bytes in the timing file and, with the next {@link #sync}, in {@code session.json}.
   * If this throws, nothing is noted.
   */
  public synchronized void gap(Gap gap) throws IOException {
    append(HeaderEntries.gap(gap));
    session = session.withGap(gap);
    stale = true;
  }

  /**
   * Replaces everything that follows in the timing file with a gap of bytes that can no longer be
   * read; if it throws, nothing changes. Lines may have been made from these bytes, see {@link
   * #cut}.
   */
  synchronized void gapInPlaceOfTheRest(Gap gap) throws IOException {
    timing.replaceRest(lines(HeaderEntries.cut(gap.bytes()), HeaderEntries.gap(gap)));
    session = session.withGap(gap);
    stale = true;
  }

  /**
   * Notes that lines may have been made from up to {@code bytes} that can no longer be read. The
   * numbers of later lines continue after them.
   */
  synchronized void cut(long bytes) throws IOException {
    append(HeaderEntries.cut(bytes));
  }

  /** Notes an event, for example a change of user, at this place of the recording. */
  public synchronized void marker(String text) throws IOException {
    append(HeaderEntries.marker(text));
  }

  /**
   * Sets a new state, for example {@link SessionState#ORPHANED}, which the next {@link #sync}
   * writes.
   */
  public synchronized void state(SessionState state) {
    session = session.withState(state);
    stale = true;
  }

  /** Notes that the terminal is gone, so {@code script} could not write its last line. */
  public synchronized void hungUp() {
    hungUp = true;
  }

  /**
   * Ends the recording, and waits until it is on the disk. The session is complete if the last line
   * of {@code script} is there, or its terminal was gone, and otherwise truncated. May be called
   * again after it threw.
   */
  public Session finish(long nowNanos) throws IOException {
    synchronized (this) {
      if (!session.hasEnded()) {
        writeEnd(nowNanos);
      }
    }
    sync();
    return session();
  }

  private void writeEnd(long nowNanos) throws IOException {
    arrived(nowNanos);
    TypescriptEnds.LastLine last = TypescriptEnds.lastLine(typescript, Math.max(0, firstLine));
    Duration timed = Duration.ofNanos(lastMicros * 1000);
    Duration elapsed = elapsed(nowNanos).compareTo(timed) < 0 ? timed : elapsed(nowNanos);
    List<TimingEntry> end = new ArrayList<>(List.of(HeaderEntries.duration(elapsed)));
    last.exitCode().ifPresent(code -> end.add(HeaderEntries.exitCode(code)));
    timing.append(lines(end.toArray(TimingEntry[]::new)));
    session =
        session.ended(
            last.present() || hungUp ? SessionState.COMPLETE : SessionState.TRUNCATED,
            session.started().plus(elapsed),
            last.exitCode(),
            typescript.size());
    stale = true;
  }

  /**
   * Forces everything written to the disk, {@code session.json} after the files that it describes.
   * The writer of output does not wait for this.
   */
  public void sync() throws IOException {
    FileChannel output;
    FileChannel notes;
    synchronized (this) {
      output = typescript;
      notes = timing.channel();
    }
    output.force(false);
    notes.force(false);
    synchronized (sessionFileTurn) {
      Session current;
      synchronized (this) {
        if (!stale) {
          return;
        }
        stale = false;
        current = session;
      }
      writeSession(current);
    }
  }

  private void writeSession(Session current) throws IOException {
    try {
      SessionFile.write(recording.sessionFile(), current);
    } catch (IOException e) {
      synchronized (this) {
        stale = true;
      }
      throw e;
    }
  }

  private Duration delay(long nowNanos) {
    long micros = elapsed(nowNanos).toNanos() / 1000;
    return Duration.ofNanos(Math.max(0, micros - lastMicros) * 1000);
  }

  private void advance(Duration delay) {
    lastMicros += delay.toNanos() / 1000;
  }

  private void append(TimingEntry entry) throws IOException {
    timing.append(lines(entry));
  }

  private static String lines(TimingEntry... entries) {
    return Stream.of(entries).map(entry -> entry.line() + "\n").collect(Collectors.joining());
  }

  @Override
  public synchronized void close() throws IOException {
    try {
      typescript.close();
    } finally {
      timing.channel().close();
    }
  }
}
