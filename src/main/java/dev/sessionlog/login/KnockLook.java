package dev.sessionlog.login;

import dev.sessionlog.unix.KnownFacts;
import dev.sessionlog.unix.KnownFacts.Known;
import dev.sessionlog.unix.Unix;
import dev.sessionlog.unix.UnixException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Examines files in the knock folder. Users can mount a file system of their own (FUSE) there,
 * which can block, so only facts cached in the kernel are read. For one thread.
 */
final class KnockLook {
  private final KnownFacts facts;
  private final long device;

  private KnockLook(KnownFacts facts, long device) {
    this.facts = facts;
    this.device = device;
  }

  /** Creates one for {@code folder}. */
  static KnockLook in(Path folder, Unix unix) throws IOException {
    KnownFacts facts = unix.knownFacts();
    return new KnockLook(facts, facts.of(folder).device());
  }

  /** Returns the facts of the file at a path; empty if it is gone. Never blocks. */
  Optional<Known> at(Path path) throws IOException {
    try {
      return Optional.of(facts.of(path));
    } catch (UnixException e) {
      if (e.absent()) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Returns true for a mounted file system, which must not be read any further. */
  boolean isMounted(Known there) {
    return there.device() != device;
  }
}
