package dev.sessionlog.login;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Tells knocks from what is none by one look at the name and the file's own facts, and puts them
 * into the queue. What is none, or too many, is removed at once. For one thread.
 */
final class KnockSorter implements Consumer<Path> {
  /** A pid, and behind a dot whatever makes the name one that nobody could lay something at. */
  static final Pattern NAME = Pattern.compile("([1-9]\\d{0,17})(?:\\.[A-Za-z0-9]{1,16})?");

  private static final int TYPE = 0170000;
  private static final int FIFO = 0010000;

  private final KnockQueue queue;
  private final RefusedKnocks refused;
  private final Consumer<Path> answer;

  /** A knock may be seen twice, as an event and by a look at the folder. */
  private final Set<Seen> pending = ConcurrentHashMap.newKeySet();

  private record Seen(String name, Object inode, Object changed) {}

  KnockSorter(KnockQueue queue, RefusedKnocks refused, Consumer<Path> answer) {
    this.queue = queue;
    this.refused = refused;
    this.answer = answer;
  }

  @Override
  public void accept(Path path) {
    Map<String, Object> facts;
    try {
      facts =
          Files.readAttributes(path, "unix:uid,mode,nlink,ino,ctime", LinkOption.NOFOLLOW_LINKS);
    } catch (IOException gone) {
      return;
    }
    long uid = Integer.toUnsignedLong((Integer) facts.get("uid"));
    String name = path.getFileName().toString();
    boolean knock =
        ((Integer) facts.get("mode") & TYPE) == FIFO
            && facts.get("nlink").equals(1)
            && NAME.matcher(name).matches();
    if (!knock) {
      refused.refuse(path, uid);
      return;
    }
    Seen seen = new Seen(name, facts.get("ino"), facts.get("ctime"));
    if (pending.add(seen) && !queue.offer(uid, () -> answer(path, seen))) {
      pending.remove(seen);
      refused.refuse(path, uid);
    }
  }

  private void answer(Path path, Seen seen) {
    try {
      answer.accept(path);
    } finally {
      pending.remove(seen);
    }
  }
}
