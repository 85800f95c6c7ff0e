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
 * Removes files from the knock folder. Between the check of a file and its removal, users can
 * replace it with another, possibly the knock of another user. So a file is first moved to a closed
 * folder and checked again there, where it can no longer be exchanged. Thread-safe.
 */
final class KnockRemoval {
  private final Path folder;

  /**
   * The identity of a file.
   *
   * @param device its device
   * @param inode its inode number
   */
  record Identity(long device, long inode) {}

  /** Creates one that moves files to {@code folder}, which nobody else may open. */
  KnockRemoval(Path folder) {
    this.folder = folder;
  }

  /** Returns an unused path in the folder. */
  Path nextPlace() {
    return folder.resolve(Long.toHexString(ThreadLocalRandom.current().nextLong()));
  }

  /**
   * Removes {@code meant} from {@code path}. A directory stays where it was moved to, for {@link
   * RefusedKnocks#empty}. If it is another file by now, that is moved back, to be seen as a knock
   * of its own.
   */
  void remove(Path path, Identity meant) throws IOException {
    Path place = nextPlace();
    try {
      Files.move(path, place, StandardCopyOption.ATOMIC_MOVE);
    } catch (NoSuchFileException gone) {
      return;
    }
    try {
      settle(path, place, meant);
    } catch (NoSuchFileException emptied) {
      return; // by who empties the folder of refused files just then
    }
  }

  private static void settle(Path path, Path place, Identity meant) throws IOException {
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
