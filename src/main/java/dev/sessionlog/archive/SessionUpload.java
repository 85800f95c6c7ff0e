package dev.sessionlog.archive;

import dev.sessionlog.archive.ArchiveNames.SessionName;
import dev.sessionlog.archive.ArchiveStore.Outcome;
import dev.sessionlog.files.GzipFile;
import dev.sessionlog.files.Sha256;
import dev.sessionlog.files.StoreFiles;
import dev.sessionlog.recording.Recording;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Brings one recording to the archive: parts while its session is live, and when it has ended the
 * rest and its facts, after which the archive has it whole. For one thread.
 */
final class SessionUpload {
  private static final String FACTS = "facts";
  private static final int LARGEST_FACTS = 1 << 20;

  /** The most that is unpacked of a compressed file. */
  private static final long LARGEST = 1L << 50;

  /** Then others have their turn. */
  private static final int PARTS_A_TURN = 8;

  private final Recording recording;
  private final SessionName name;
  private final Progress progress;
  private final GrowingFile typescript;
  private final GrowingFile timing;
  private boolean opened;

  private SessionUpload(Recording recording, SessionName name, Progress progress) {
    this.recording = recording;
    this.name = name;
    this.progress = progress;
    this.typescript =
        new GrowingFile(
            "typescript",
            progress,
            name::typescript,
            offset -> open(recording.typescript(), offset),
            GrowingFile.Cut.ANYWHERE);
    this.timing =
        new GrowingFile(
            "timing",
            progress,
            name::timing,
            offset -> open(recording.timing(), offset),
            GrowingFile.Cut.BEHIND_A_LINE);
    this.opened = !progress.parts("typescript").isEmpty();
  }

  /** How far it got. */
  enum Standing {
    /** The archive has it whole. */
    WHOLE,
    /** The archive has what there is, and the session goes on. */
    CURRENT,
    /** There is more to bring now. */
    BEHIND
  }

  static SessionUpload of(Recording recording, HostKey host, ArchiveFolder folder)
      throws IOException {
    Progress progress = Progress.read(folder.progress().resolve(recording.id().toString()));
    return new SessionUpload(
        recording, new SessionName(host, recording.id(), recording.user()), progress);
  }

  /**
   * Brings some of what is new.
   *
   * @throws NoSuchFileException when the recording is gone
   * @throws ConflictException when the archive has something else
   */
  Standing bring(Putting putting) throws IOException {
    byte[] facts = StoreFiles.bytes(recording.sessionFile(), LARGEST_FACTS);
    // Before the files are measured: one that has ended does not grow any more.
    boolean ended = recording.session().hasEnded();
    if (!ended && !opened) {
      putting.plain(name.opened(), ArchivedSession.encode(facts, Optional.empty()));
      opened = true;
    }
    // Timing first: the archive's typescript has all that its timing tells of.
    long told = length(recording.timing());
    boolean allBytes = bring(putting, typescript, length(recording.typescript()), ended);
    if (!allBytes || !bring(putting, timing, told, ended)) {
      return Standing.BEHIND;
    }
    if (!ended) {
      return Standing.CURRENT;
    }
    finish(putting, facts);
    return Standing.WHOLE;
  }

  /** Says that the archive has it and nothing need be remembered. */
  void forget() throws IOException {
    progress.remove();
  }

  private static boolean bring(Putting putting, GrowingFile file, long limit, boolean ended)
      throws IOException {
    return file.bring(putting, limit, PARTS_A_TURN, ended) == GrowingFile.Reached.ALL;
  }

  private void finish(Putting putting, byte[] facts) throws IOException {
    ArchivedSession.Files files =
        new ArchivedSession.Files(typescript.archived(), timing.archived());
    byte[] content = ArchivedSession.encode(facts, Optional.of(files));
    boolean triedBefore = !progress.parts(FACTS).isEmpty();
    if (!triedBefore) {
      progress.note(FACTS, new ArchivedFile.Part(0, content.length, Sha256.of(content)));
    }
    Outcome outcome = putting.plain(name.ended(), content);
    if ((outcome == Outcome.CONFLICT && !isSame(putting, files))
        || (outcome == Outcome.TAKEN && !triedBefore)) {
      throw new ConflictException(
          name.ended(), "the archive has another recording under this name");
    }
  }

  /** What counts is the recording; a later version may say more of it. */
  private boolean isSame(Putting putting, ArchivedSession.Files files) throws IOException {
    try (InputStream in = putting.store().read(name.ended())) {
      byte[] there = in.readNBytes(1 << 26);
      Optional<ArchivedSession.Files> other =
          ArchivedSession.decode(name.ended(), there).recording();
      return other.isPresent()
          && other.get().typescript().sha256().equals(files.typescript().sha256())
          && other.get().timing().sha256().equals(files.timing().sha256());
    } catch (dev.sessionlog.files.CorruptRecordingException damaged) {
      return false;
    }
  }

  private static InputStream open(Path plain, long offset) throws IOException {
    try {
      FileChannel channel = StoreFiles.read(plain);
      return Channels.newInputStream(channel.position(offset));
    } catch (NoSuchFileException compressed) {
      InputStream unpacked = GzipFile.open(GzipFile.of(plain), LARGEST);
      unpacked.skipNBytes(offset);
      return unpacked;
    }
  }

  /** Of a compressed file only its end tells. */
  private static long length(Path plain) throws IOException {
    if (Files.exists(plain, LinkOption.NOFOLLOW_LINKS)) {
      return Files.size(plain);
    }
    try (InputStream unpacked = GzipFile.open(GzipFile.of(plain), LARGEST)) {
      long length = 0;
      byte[] block = new byte[1 << 16];
      for (int n = unpacked.read(block); n >= 0; n = unpacked.read(block)) {
        length += n;
      }
      return length;
    }
  }
}
