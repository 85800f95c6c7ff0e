package dev.sessionlog.archive;

import dev.sessionlog.archive.ArchiveStore.Outcome;
import java.io.IOException;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Tries whether a place is fit for an archive, and leaves nothing there but its mark. */
public final class ArchiveTrial {
  private ArchiveTrial() {}

  /**
   * Writes, reads back, and writes again what must not be overwritten.
   *
   * @return what it came to, for people
   * @throws ArchiveException when it is not fit
   */
  public static String of(ArchiveStore store, RandomGenerator random) throws IOException {
    Optional<String> lack = store.lack();
    if (lack.isPresent()) {
      throw new ArchiveException(ArchiveException.Kind.UNFIT, store.place() + ": " + lack.get());
    }
    ArchiveMark mark;
    try {
      mark = ArchiveMark.readOrWrite(store, random);
    } catch (ArchiveException e) {
      if (e.kind() != ArchiveException.Kind.DENIED) {
        throw e;
      }
      return addingOnly(store, random);
    }
    Outcome again = new Putting(store).plain(ArchiveNames.MARK, mark.encode());
    if (again == Outcome.STORED) {
      throw overwrites(store);
    }
    if (again == Outcome.TAKEN) {
      return addsOnly(store); // it is the first one there, and founded the archive
    }
    if (again == Outcome.CONFLICT || !ArchiveMark.read(store).equals(Optional.of(mark))) {
      throw new ArchiveException(
          ArchiveException.Kind.UNFIT,
          store.place() + ": gives back something else than was written; use another store");
    }
    return store.place()
        + ": written, read back, not overwritten; archive "
        + mark.id()
        + ", layout "
        + mark.layout();
  }

  private static ArchiveException overwrites(ArchiveStore store) {
    return new ArchiveException(
        ArchiveException.Kind.UNFIT,
        store.place()
            + ": overwrites what is there, although it was asked not to; use another store");
  }

  /** The mark is there, or it could be put: nothing else may be known. */
  private static String addingOnly(ArchiveStore store, RandomGenerator random) throws IOException {
    Outcome outcome =
        new Putting(store).plain(ArchiveNames.MARK, ArchiveMark.create(random).encode());
    if (outcome == Outcome.STORED) {
      throw overwrites(store);
    }
    return addsOnly(store);
  }

  private static String addsOnly(ArchiveStore store) {
    return store.place() + ": not overwritten; the credentials may add, and not read";
  }
}
