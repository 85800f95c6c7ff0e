package dev.sessionlog.archive;

import dev.sessionlog.archive.ArchiveCatalog.Found;
import dev.sessionlog.archive.ArchiveException.Kind;
import dev.sessionlog.files.CorruptRecordingException;
import java.io.IOException;
import java.io.InputStream;

/** Reads the facts of sessions from an archive; what does not fit its name is no facts. */
final class ArchivedFacts {
  /** A recording of 64 GiB has some 3 MiB of parts to tell of. */
  static final int LARGEST = 1 << 23;

  private final ArchiveStore store;

  ArchivedFacts(ArchiveStore store) {
    this.store = store;
  }

  /** Reads those of a session from the archive itself. */
  ArchivedSession read(Found found) throws IOException {
    try (InputStream in = store.read(found.object())) {
      return decode(found, in.readNBytes(LARGEST));
    }
  }

  /**
   * Returns what the object of a session says.
   *
   * @throws ArchiveException when it is not the facts of that session
   */
  ArchivedSession decode(Found found, byte[] content) throws IOException {
    ArchivedSession facts;
    try {
      facts = ArchivedSession.decode(found.object(), content);
    } catch (CorruptRecordingException e) {
      throw unfit(found, "not the facts of a session");
    }
    boolean fits =
        facts.session().id().equals(found.name().id())
            && facts.session().user().equals(found.name().user());
    if (!fits) {
      throw unfit(found, "the facts of another session");
    }
    return facts;
  }

  /** Returns the files of a recording that is there whole. */
  ArchivedSession.Files files(Found found, ArchivedSession facts) throws ArchiveException {
    return facts.recording().orElseThrow(() -> unfit(found, "it tells no recording"));
  }

  private ArchiveException unfit(Found found, String why) {
    return new ArchiveException(
        Kind.UNFIT, store.place() + "/" + found.object() + ": " + why + ", passed over");
  }
}
