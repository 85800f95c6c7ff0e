package dev.sessionlog.login;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Takes away what was laid where logins knock. Between the look at a file and its removal users can
 * put another in its place, which may be somebody else's knock: so it is moved first into a folder
 * that is open to nobody, and looked at again there, where nothing can be exchanged any more.
 * Thread-safe.
 */
final class KnockRemoval {
  private final Path folder;

  /**
   * A file, whatever its name is.
   *
   * @param device what it is on
   * @param inode its number there
   */
  record Identity(long device, long inode) {}

  /** Creates one that moves things into {@code folder}, which nobody else may open. */
  KnockRemoval(Path folder) {
    this.folder = folder;
  }

  /** Returns a path in the folder that nothing stands at. */
  Path nextPlace() {
    return folder.resolve(Long.toHexString(ThreadLocalRandom.current().nextLong()));
  }

  /**
   * Removes {@code meant} from {@code path}. A folder is left where it was moved to, for {@link
   * RefusedKnocks#empty}. When it is another by now, it is put back, to be seen as a knock of its
   * own.
   */
  void remove(Path path, Identity meant) throws IOException {
    Path place = nextPlace();
    try {
      Files.move(path, place, StandardCopyOption.ATOMIC_MOVE);
    } catch (NoSuchFileException gone) {
      return;
    }
    Map<String, Object> facts =
        Files.readAttributes(place, "unix:dev,ino,isDirectory", LinkOption.NOFOLLOW_LINKS);
    if (facts.get("isDirectory").equals(true)) {
      return;
    }
    if (meant.equals(new Identity((Long) facts.get("dev"), (Long) facts.get("ino")))) {
      Files.delete(place);
    } else {
      Files.move(place, path, StandardCopyOption.ATOMIC_MOVE);
    }
  }
}
