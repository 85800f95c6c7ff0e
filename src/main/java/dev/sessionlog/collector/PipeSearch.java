package dev.sessionlog.collector;

import dev.sessionlog.login.RunDir;
import dev.sessionlog.login.RunDirFolders;
import dev.sessionlog.pipe.KeptPipes;
import dev.sessionlog.pipe.NamedPipe;
import dev.sessionlog.session.SessionId;
import dev.sessionlog.unix.Unix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Finds the pipes of active sessions: by their names in the run dir or, if those are gone or the
 * session began in another run dir, by their keep-alive processes. Thread-safe.
 */
final class PipeSearch {
  private static final long PAUSE_NANOS = Duration.ofSeconds(1).toNanos();

  private static final String NUMBERS = "unix:dev,ino";

  private final Unix unix;
  private final RunDir runDir;
  private final LongSupplier nanos;
  private Map<String, KeptPipes.Kept> kept = Map.of();
  private long looked;

  PipeSearch(Unix unix, RunDir runDir, LongSupplier nanos) {
    this.unix = unix;
    this.runDir = runDir;
    this.nanos = nanos;
    this.looked = nanos.getAsLong() - PAUSE_NANOS;
  }

  /**
   * A pipe.
   *
   * @param path its path, real or assumed
   * @param kept the process that keeps it open; empty if its name was sufficient
   */
  record Found(Path path, Optional<KeptPipes.Kept> kept) {
    NamedPipe open(Unix unix) throws IOException {
      return kept.isPresent() ? NamedPipe.open(unix, kept.get(), path) : NamedPipe.open(unix, path);
    }

    OptionalLong keepAlive() {
      return kept.isPresent() ? OptionalLong.of(kept.get().keepAlive()) : OptionalLong.empty();
    }
  }

  /** Returns the pipe of a session; empty if it has no name and no process keeps it open. */
  Optional<Found> of(SessionId id) throws IOException {
    Path path = runDir.pipe(id);
    if (isThere(path)) {
      return Optional.of(new Found(path, Optional.empty()));
    }
    return Optional.ofNullable(kept().get(id.toString()))
        .map(found -> new Found(isAtItsName(found) ? found.name() : path, Optional.of(found)));
  }

  /** Returns the names of all sessions whose pipes this user's processes keep open. */
  Set<String> keptSessions() throws IOException {
    return kept().keySet();
  }

  /** As of a scan of all processes within the last second. */
  private synchronized Map<String, KeptPipes.Kept> kept() throws IOException {
    if (nanos.getAsLong() - looked >= PAUSE_NANOS) {
      kept = KeptPipes.find(unix);
      looked = nanos.getAsLong();
    }
    return kept;
  }

  /**
   * Returns true if the pipe is at the path that the kernel names, in a folder of this user. In
   * their own mounts, users can give a file any name, so the path here may lead to something that
   * they put there, and files are written and removed beside it.
   */
  private boolean isAtItsName(KeptPipes.Kept found) {
    try {
      RunDirFolders.requireOwn(found.name().getParent(), unix.uid());
      Path input = Path.of("/proc/" + found.keepAlive() + "/fd/0");
      return Files.readAttributes(input, NUMBERS)
          .equals(Files.readAttributes(found.name(), NUMBERS, LinkOption.NOFOLLOW_LINKS));
    } catch (IOException elsewhere) {
      return false;
    }
  }

  private static boolean isThere(Path path) {
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
  }
}
