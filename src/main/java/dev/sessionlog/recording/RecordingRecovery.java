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
 * Recovers a recording whose writer died. The typescript is correct as it is. The timing file may
 * lack its last entries or end in half a line, and is completed from the typescript. A file with
 * other damage is kept beside the new one, with {@code .damaged} appended to its name.
 */
public final class RecordingRecovery {
  private static final String DAMAGED = ".damaged";
  private static final String GONE =
      "its pipe was gone when a collector came; what followed is not recorded";

  private RecordingRecovery() {}

  /**
   * The state of a recording that was found.
   *
   * @param timed the bytes that the valid entries cover
   * @param timingEnd the length of the valid part of the timing file
   * @param promised the bytes that all readable entries cover, including those beyond the end of
   *     the typescript
   * @param damaged true if the timing file has more than that, other than half a line
   */
  record Progress(
      long firstLine,
      long timed,
      long lastMicros,
      long timingEnd,
      long promised,
      boolean damaged,
      Map<String, String> headers) {
    /** Returns how many bytes are missing from the typescript. */
    long lost() {
      return promised - timed;
    }

    /** Returns true if written data is missing, which a crash alone does not cause. */
    boolean cut(long typescriptLength) {
      return lost() > 0 || timingLost(typescriptLength);
    }

    boolean timingLost(long typescriptLength) {
      return timingEnd == 0 && typescriptLength > 0;
    }
  }

  /**
   * Opens a recording to continue it. Bytes without an entry get the time at which the typescript
   * last grew. If the typescript is shorter than it was, for example after a loss of power, a gap
   * is noted.
   *
   * @param bootId the id of this boot of the kernel
   * @throws NewerRecordingException if a later version wrote it; nothing is changed then
   * @throws IOException if the files cannot be opened for writing
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
   * Replaces the timing file with another one, so that readers notice that they must read it again.
   * A full disk must not prevent recovery.
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
   * Ends a recording that can no longer be written, because its pipe is gone or the machine went
   * down. It ended with its last byte. If the kernel has not been booted since and {@code script}
   * did not end, the session continues unrecorded, which is noted as a gap.
   *
   * @param now the time of day, at {@code nowNanos}
   * @return the ended session; empty if it never had a byte, and nothing was done
   */
  public static Optional<Session> end(
      Recording recording, String bootId, long nowNanos, Instant now) throws IOException {
    Optional<String> gap =
        mayGoOn(recording, bootId, nowNanos, now) ? Optional.of(GONE) : Optional.empty();
    return end(recording, bootId, nowNanos, now, gap);
  }

  /** A session about which nothing is known may continue, too. */
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
   * Ends the recording of a session that continues; the caller has seen that its pipe is open.
   *
   * @param why the reason for the gap
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
   * Only the entries of the lost bytes record the loss. So they are replaced with the gap in place,
   * which needs no room, and stay if that fails.
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

  /** A full disk must not prevent recovery; these notes can be written later. */
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

  /**
   * Bytes without an entry get the time at which the typescript last grew, however long ago that
   * is.
   */
  private static Duration sinceGrowth(Path typescript) throws IOException {
    Instant grown = Files.getLastModifiedTime(typescript).toInstant();
    Duration since = Duration.between(grown, Instant.now());
    return since.isNegative() ? Duration.ZERO : since;
  }

  /** Returns the session, even if {@code session.json} is damaged. */
  private static Session session(Recording recording, Map<String, String> headers)
      throws IOException {
    try {
      Session session = recording.session();
      if (session.state() != SessionState.UNKNOWN) {
        return session;
      }
    } catch (NoSuchFileException | CorruptRecordingException e) {
      // Reconstructed from the timing file.
    }
    Session session = RecordingStart.session(recording, headers);
    keepAside(recording.sessionFile());
    SessionFile.write(recording.sessionFile(), session);
    return session;
  }

  /** Returns the name under which a damaged {@code file} is kept. */
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
   * After a boot the monotonic clock starts again, so the time of the session continues from its
   * last entry.
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

  /** Reads entries as long as they are complete and cover existing bytes. */
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

  /**
   * The writer died between its last entries and the new session.json, so they are written again.
   */
  static boolean endsRecording(TimingEntry entry) {
    return entry instanceof TimingEntry.Header header
        && (header.name().equals("DURATION") || header.name().equals("EXIT_CODE"));
  }
}
