package dev.sessionlog.evidence;

import dev.sessionlog.files.GzipFile;
import dev.sessionlog.files.StoreFiles;
import dev.sessionlog.recording.Recording;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A session that is not closed in the ledger, with the hashes of its files so far. */
final class SessionSeal {
  private static final int TAIL = 4096;

  /** The result of a check. */
  enum Outcome {
    GOES_ON,
    CLOSED
  }

  private SealedSession sealed;
  private @Nullable PrefixDigest typescript;
  private @Nullable PrefixDigest timing;

  SessionSeal(SealedSession sealed) {
    this.sealed = sealed;
  }

  void past(LedgerEntry.Part part) {
    sealed = sealed.with(part);
  }

  static boolean isEmpty(Recording recording) throws IOException {
    try {
      return Files.size(recording.typescript()) == 0;
    } catch (NoSuchFileException noneOrCompressed) {
      return !recording.isCompressed();
    }
  }

  /** Returns the entry about a session whose folder is gone. */
  LedgerEntry vanished(Instant now) {
    return sealed.typescript().bytes() == 0
        ? new LedgerEntry.Gone(now, sealed.id(), "the collector", "it holds nothing")
        : new LedgerEntry.Changed(now, sealed.id().toString(), "its recording is gone");
  }

  /** Checks the recording, and returns entries about new content. */
  Outcome look(Recording recording, Instant now, Consumer<LedgerEntry> entries) throws IOException {
    boolean ended = recording.session().hasEnded();
    // Before the sync, because later bytes need not be on the disk.
    long timingLength = ended ? Long.MAX_VALUE : wholeLines(recording.timing());
    long typescriptLength = ended ? Long.MAX_VALUE : length(recording.typescript());
    if (!ended
        && timingLength == sealed.timing().bytes()
        && typescriptLength == sealed.typescript().bytes()) {
      return Outcome.GOES_ON;
    }
    PrefixDigest.sync(recording.typescript());
    PrefixDigest.sync(recording.timing());
    typescript = hashed(typescript, recording.typescript(), sealed.typescript(), now, entries);
    timing = hashed(timing, recording.timing(), sealed.timing(), now, entries);
    goOn(typescript, recording.typescript(), typescriptLength);
    goOn(timing, recording.timing(), timingLength);
    LedgerEntry.Part part =
        new LedgerEntry.Part(now, sealed.id(), typescript.prefix(), timing.prefix());
    if (!ended) {
      sealed = sealed.with(part);
      entries.accept(part);
      return Outcome.GOES_ON;
    }
    entries.accept(close(recording, "ended", part, now));
    return Outcome.CLOSED;
  }

  /** Seals an unknown recording as it is; returns its bytes. */
  long close(Recording recording, String how, Instant now, Consumer<LedgerEntry> entries)
      throws IOException {
    PrefixDigest.sync(recording.typescript());
    PrefixDigest.sync(recording.timing());
    PrefixDigest all = new PrefixDigest(recording.typescript());
    PrefixDigest times = new PrefixDigest(recording.timing());
    all.to(Long.MAX_VALUE);
    times.to(Long.MAX_VALUE);
    LedgerEntry.Part part = new LedgerEntry.Part(now, sealed.id(), all.prefix(), times.prefix());
    entries.accept(close(recording, how, part, now));
    return all.length() + times.length();
  }

  private LedgerEntry.Close close(
      Recording recording, String how, LedgerEntry.Part part, Instant now) throws IOException {
    PrefixDigest.sync(recording.sessionFile());
    PrefixDigest session = new PrefixDigest(recording.sessionFile());
    session.to(length(recording.sessionFile()));
    return new LedgerEntry.Close(
        now,
        sealed.id(),
        recording.user(),
        how,
        part.typescript(),
        part.timing(),
        session.prefix());
  }

  /**
   * Returns the hash of the sealed part. If a file no longer matches, that is noted, and it is
   * hashed as it is now.
   */
  private PrefixDigest hashed(
      @Nullable PrefixDigest known,
      Path file,
      Prefix before,
      Instant now,
      Consumer<LedgerEntry> entries)
      throws IOException {
    if (known != null && known.length() <= length(file)) {
      return known;
    }
    PrefixDigest anew = new PrefixDigest(file);
    boolean whole = anew.to(before.bytes());
    if (!whole || !anew.prefix().equals(before)) {
      String found =
          whole
              ? "other bytes than the first " + before.bytes() + " that were sealed"
              : anew.length() + " bytes, where " + before.bytes() + " were sealed";
      entries.accept(
          new LedgerEntry.Changed(
              now, sealed.id() + "/" + file.getFileName(), "it holds " + found));
    }
    return anew;
  }

  private static void goOn(PrefixDigest digest, Path file, long length) throws IOException {
    boolean reached = length <= digest.length() || digest.to(length);
    if (!reached && length != Long.MAX_VALUE) {
      throw new IOException(file.getFileName() + " was cut while it was read");
    }
  }

  private static long length(Path file) throws IOException {
    try (FileChannel channel = StoreFiles.read(file)) {
      return channel.size();
    } catch (NoSuchFileException e) {
      if (Files.exists(GzipFile.of(file))) {
        return Long.MAX_VALUE; // known once it is unpacked
      }
      throw e;
    }
  }

  /**
   * Returns the length of a file up to its last complete line, because a line may be incomplete.
   */
  private static long wholeLines(Path file) throws IOException {
    try (FileChannel channel = StoreFiles.read(file)) {
      long end = channel.size();
      while (end > 0) {
        int length = (int) Math.min(TAIL, end);
        ByteBuffer tail = ByteBuffer.allocate(length);
        channel.read(tail, end - length);
        for (int i = tail.position() - 1; i >= 0; i--) {
          if (tail.get(i) == '\n') {
            return end - length + i + 1;
          }
        }
        end -= length;
      }
      return 0;
    }
  }
}
