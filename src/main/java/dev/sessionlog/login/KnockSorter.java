package dev.sessionlog.login;

import dev.sessionlog.unix.KnownFacts.Known;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Separates knocks from other files by the name and the facts of the file, and queues them for
 * answers. Anything else, and knocks above the limits, are removed at once. For one thread.
 */
final class KnockSorter implements Consumer<Path> {
  private static final int TYPE = 0170000;
  private static final int FIFO = 0010000;

  private final KnockLook look;
  private final SubordinateUids people;
  private final WaitingKnocks waiting;
  private final RefusedKnocks refused;

  /**
   * Creates a sorter.
   *
   * @param people returns the user to whom a uid was given, because each user has a share of the
   *     queue
   * @param waiting receives the knocks
   * @param refused receives the rest
   */
  KnockSorter(
      KnockLook look, SubordinateUids people, WaitingKnocks waiting, RefusedKnocks refused) {
    this.look = look;
    this.people = people;
    this.waiting = waiting;
    this.refused = refused;
  }

  @Override
  public void accept(Path path) {
    Optional<Known> there;
    try {
      there = look.at(path);
    } catch (IOException e) {
      refused.tell(path, String.valueOf(e.getMessage()));
      return;
    }
    if (there.isPresent() && look.isMounted(there.get())) {
      refused.tell(path, "a file system is mounted on it; unmount it");
    } else if (there.isPresent()) {
      sort(path, there.get());
    }
  }

  private void sort(Path path, Known there) {
    long uid = people.ownerOf(there.uid());
    KnockRemoval.Identity identity = new KnockRemoval.Identity(there.device(), there.inode());
    if (!isKnock(path, there)
        || waiting.take(new WaitingKnocks.Seen(path, identity, there.changed()), uid)
            == WaitingKnocks.Taken.TOO_MANY) {
      refused.refuse(path, identity, uid);
    }
  }

  private static boolean isKnock(Path path, Known there) {
    return (there.mode() & TYPE) == FIFO
        && there.links() == 1
        && Knock.NAME.matcher(path.getFileName().toString()).matches();
  }
}
