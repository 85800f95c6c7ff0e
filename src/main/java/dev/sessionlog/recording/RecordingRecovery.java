package dev.sessionlog.recording;

import dev.sessionlog.files.CorruptRecordingException;
import dev.sessionlog.files.DurableFile;
import dev.sessionlog.files.StoreFiles;
import dev.sessionlog.session.Gap;
import dev.sessionlog.session.Session;
import dev.sessionlog.session.SessionState;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Takes up a recording again whose writer died. The typescript is right as it is; the timing file
 * may lack its last entries or end in half a line, and is brought into line with the typescript. A
 * file that is damaged otherwise is kept beside the new one, its name ending in {@code .damaged}.
 */
public final class RecordingRecovery {
  private static final String DAMAGED = ".damaged";
  private static final String GONE =
      "its pipe was gone when a collector came; what followed is not recorded";

  private RecordingRecovery() {}

  /**
   * How far a recording had come.
   *
   * @param timed how many bytes the good entries tell of
   * @param timingEnd the length of the timing file that holds good
   * @param promised how many bytes all entries tell of that can be read, also those that go beyond
   *     the typescript
   * @param damaged whether there is more in the timing file than that, other than half a line
   */
  record Progress(
      long firstLine,
      long timed,
      long lastMicros,
      long timingEnd,
      long promised,
      boolean damaged,
      Map<String, String> headers) {
    /** Returns how many bytes are gone from the typescript. */
    long lost() {
      return promised - timed;
    }

    /** Returns true when something is gone that was written: a crash alone takes nothing. */
    boolean cut(long typescriptLength) {
      return lost() > 0 || timingLost(typescriptLength);
    }

    boolean timingLost(long typescriptLength) {
      return timingEnd == 0 && typescriptLength > 0;
    }
  }

  /**
   * Opens a recording to go on with it; bytes that no entry tells of are taken to have come when
   * the typescript last grew. When the typescript is shorter than it once was, as after a loss of
   * power, that is noted as a gap.
   *
   * @param bootId the name of this run of the kernel
   * @throws NewerRecordingException when a later version wrote it: nothing is changed
   * @throws IOException when the files cannot be opened for writing
   */
  public static RecordingWriter resume(Recording recording, String bootId, long nowNanos)
      throws IOException {
    recording.requireKnownVersion();
    FileChannel typescript = StoreFiles.updateOrCreate(recording.typescript());
    FileChannel timing = null;
    try {
      timing = StoreFiles.updateOrCreate(recording.timing());
      Progress progress = progress(recording, typescript);
      if (progress.promised() > 0 && typescript.size() == 0) {
        LostRecording.writeFirstLine(typescript, Instant.now());
        progress = progress(recording, typescript);
      }
      Session session = session(recording, progress.headers());
      if (progress.damaged()) {
        keepAside(recording.timing());
      }
      if (progress.lost() == 0) {
        timing.truncate(progress.timingEnd());
      }
      if (progress.cut(typescript.size())) {
        timing = anew(timing, recording);
      }
      RecordingWriter writer =
          new RecordingWriter(
              recording, session, typescript, timing, startNanos(progress, bootId, nowNanos));
      writer.resumeAt(progress);
      noteWhatIsLost(writer, progress, nowNanos);
      noteWhatIsKnown(writer, progress, bootId, nowNanos);
      return writer;
    } catch (IOException e) {
      typescript.close();
      if (timing != null) {
        timing.close();
      }
      throw e;
    }
  }

  /**
   * Makes the timing file another one: who reads along sees by that that it is to be read anew. A
   * full disk must not keep a session from being taken up.
   */
  private static FileChannel anew(FileChannel timing, Recording recording) throws IOException {
    FileChannel next;
    try {
      next = DurableFile.replaceByCopy(recording.timing(), timing);
    } catch (IOException full) {
      return timing;
    }
    timing.close();
    return next;
  }

  /**
   * Ends a recording that nobody can write any more: its pipe is gone, or the machine went down. It
   * ended when its last byte came. In the run of the kernel in which it was made, a session whose
   * {@code script} did not end goes on without being recorded, which is a gap.
   *
   * @param now the time of day, at {@code nowNanos}
   * @return the session as it ended; empty when no byte ever came, and nothing was done
   */
  public static Optional<Session> end(
      Recording recording, String bootId, long nowNanos, Instant now) throws IOException {
    Optional<String> gap =
        mayGoOn(recording, bootId, nowNanos, now) ? Optional.of(GONE) : Optional.empty();
    return end(recording, bootId, nowNanos, now, gap);
  }

  /** One of which nothing is known may go on, too. */
  private static boolean mayGoOn(Recording recording, String bootId, long nowNanos, Instant now)
      throws IOException {
    try {
      return RecordingOrigin.of(recording)
          .map(origin -> origin.isOf(recording.id(), bootId, nowNanos, now))
          .orElse(true);
    } catch (NoSuchFileException unknown) {
      return true;
    }
  }

  /**
   * Ends a recording as the other method does, of a session that goes on: whoever calls this has
   * seen its pipe kept open.
   *
   * @param why what the gap says
   */
  public static Optional<Session> endOfLive(
      Recording recording, String bootId, long nowNanos, Instant now, String why)
      throws IOException {
    return end(recording, bootId, nowNanos, now, Optional.of(why));
  }

  private static Optional<Session> end(
      Recording recording, String bootId, long nowNanos, Instant now, Optional<String> gap)
      throws IOException {
    Instant last =
        Files.exists(recording.typescript())
            ? Files.getLastModifiedTime(recording.typescript()).toInstant()
            : now;
    Instant then = last.isBefore(now) ? last : now;
    long at = nowNanos - Duration.between(then, now).toNanos();
    try (RecordingWriter writer = resume(recording, bootId, at)) {
      if (writer.length() == 0) {
        return Optional.empty();
      }
      if (gap.isPresent() && !writer.hasLastLine()) {
        writer.gap(new Gap(then, now, writer.length(), -1, gap.get()));
      }
      return Optional.of(writer.finish(at));
    }
  }

  /**
   * The entries of what is lost are the only ones that tell of it: they go when the gap stands in
   * their place, which needs no room, and stay when it cannot be written.
   */
  private static void noteWhatIsLost(RecordingWriter writer, Progress progress, long nowNanos)
      throws IOException {
    if (progress.lost() > 0) {
      Instant now = writer.session().started().plus(writer.elapsed(nowNanos));
      writer.gapInPlaceOfTheRest(
          new Gap(
              now,
              now,
              writer.length(),
              progress.lost(),
              "the typescript is shorter than its timing says"));
    }
  }

  /** A full disk must not keep a session from being taken up: these notes can come later. */
  private static void noteWhatIsKnown(
      RecordingWriter writer, Progress progress, String bootId, long nowNanos) {
    try {
      if (progress.timingEnd() == 0) {
        writer.writeStart(bootId);
      }
      if (progress.timingLost(writer.length())) {
        writer.arrived(nowNanos);
        writer.cut(writer.length());
      }
      writer.arrived(nowNanos - sinceGrowth(writer.recording().typescript()).toNanos());
    } catch (IOException later) {
      return;
    }
  }

  /** Bytes of which no entry tells came when the typescript last grew, however long ago that is. */
  private static Duration sinceGrowth(Path typescript) throws IOException {
    Instant grown = Files.getLastModifiedTime(typescript).toInstant();
    Duration since = Duration.between(grown, Instant.now());
    return since.isNegative() ? Duration.ZERO : since;
  }

  /** Returns what is known of a session, also when {@code session.json} does not tell it. */
  private static Session session(Recording recording, Map<String, String> headers)
      throws IOException {
    try {
      Session session = recording.session();
      if (session.state() != SessionState.UNKNOWN) {
        return session;
      }
    } catch (NoSuchFileException | CorruptRecordingException e) {
      // Made anew of what the timing file tells.
    }
    Session session = RecordingStart.session(recording, headers);
    keepAside(recording.sessionFile());
    SessionFile.write(recording.sessionFile(), session);
    return session;
  }

  /** Returns where {@code file} is kept when it is damaged. */
  static Path setAside(Path file) {
    return file.resolveSibling(file.getFileName() + DAMAGED);
  }

  private static void keepAside(Path file) throws IOException {
    if (Files.exists(file)) {
      Path damaged = setAside(file);
      Files.deleteIfExists(damaged);
      try (FileChannel from = StoreFiles.read(file);
          OutputStream to = StoreFiles.output(damaged)) {
        Channels.newInputStream(from).transferTo(to);
      }
    }
  }

  /**
   * After a boot the monotonic clock began anew: the session's time goes on from its last entry.
   */
  private static long startNanos(Progress progress, String bootId, long nowNanos) {
    long atLeast = nowNanos - progress.lastMicros() * 1000;
    if (!bootId.equals(progress.headers().get(RecordingStart.BOOT_ID))) {
      return atLeast;
    }
    try {
      return Math.min(atLeast, Long.parseLong(progress.headers().get(RecordingStart.BOOT_NANOS)));
    } catch (NumberFormatException e) {
      return atLeast;
    }
  }

  /** Reads as far as the entries are whole, and tell of no more bytes than there are. */
  private static Progress progress(Recording recording, FileChannel typescript) throws IOException {
    long firstLine = TypescriptEnds.firstLineLength(typescript).orElse(-1);
    long body = typescript.size() - Math.max(0, firstLine);
    Map<String, String> headers = new HashMap<>();
    long timed = 0;
    long micros = 0;
    long end = 0;
    long promised = 0;
    boolean damaged = false;
    try (TimingScanner scanner = TimingScanner.open(recording.timing())) {
      for (TimingEntry entry = scanner.next();
          entry != null && !endsRecording(entry);
          entry = scanner.next()) {
        promised += entry instanceof TimingEntry.Output output ? output.bytes() : 0;
        if (promised > body) {
          continue;
        }
        timed = promised;
        micros += entry.delay().toNanos() / 1000;
        end = scanner.end();
        if (entry instanceof TimingEntry.Header header) {
          headers.putIfAbsent(header.name(), header.value());
        }
      }
    } catch (CorruptRecordingException e) {
      damaged = true;
    }
    return new Progress(firstLine, timed, micros, end, promised, damaged, headers);
  }

  /** The writer died between its last entries and the new session.json: they are written again. */
  static boolean endsRecording(TimingEntry entry) {
    return entry instanceof TimingEntry.Header header
        && (header.name().equals("DURATION") || header.name().equals("EXIT_CODE"));
  }
}
