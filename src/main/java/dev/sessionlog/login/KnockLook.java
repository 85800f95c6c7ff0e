package dev.sessionlog.login;

import dev.sessionlog.unix.KnownFacts;
import dev.sessionlog.unix.KnownFacts.Known;
import dev.sessionlog.unix.Unix;
import dev.sessionlog.unix.UnixException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Looks at what stands where logins knock. A user can have mounted a file system of their own
 * (FUSE) at a name there, which answers when it likes: so nothing is asked but what the kernel
 * knows. For one thread.
 */
final class KnockLook {
  private final KnownFacts facts;
  private final long device;

  private KnockLook(KnownFacts facts, long device) {
    this.facts = facts;
    this.device = device;
  }

  /** Returns one for what is in {@code folder}. */
  static KnockLook in(Path folder, Unix unix) throws IOException {
    KnownFacts facts = unix.knownFacts();
    return new KnockLook(facts, facts.of(folder).device());
  }

  /** Returns what stands at a path, empty when it is gone; never waits for anybody. */
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

  /** Returns true when it is a file system of its own, of which no more is to be asked. */
  boolean isMounted(Known there) {
    return there.device() != device;
  }
}
