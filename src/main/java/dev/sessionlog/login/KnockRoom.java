package dev.sessionlog.login;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Looks whether logins can still make their knocks. What a user laid there and has open takes an
 * inode of the file system until it is closed, also when it is removed: the kernel limits it only
 * where the file system has quotas. So when few are left, it is told who has how many. For one
 * thread.
 */
final class KnockRoom {
  private static final int FEW = 10;
  private static final Duration PAUSE = Duration.ofMinutes(1);

  /** How many descriptors are looked at, of all processes together. */
  private static final int MOST = 1_000_000;

  private final Path knocks;
  private final Path proc;
  private final Inodes inodes;
  private final Consumer<String> trouble;
  private final LongSupplier nanos;
  private long told;
  private boolean low;

  /** The inodes of a file system. */
  interface Inodes {
    /** Returns how many there are, and how many of them are free. */
    long[] of(Path path) throws IOException;
  }

  KnockRoom(Path knocks, Path proc, Inodes inodes, Consumer<String> trouble, LongSupplier nanos) {
    this.knocks = knocks;
    this.proc = proc;
    this.inodes = inodes;
    this.trouble = trouble;
    this.nanos = nanos;
  }

  /** Tells, once a minute at the most, that few inodes are left, and who holds them. */
  void look() {
    long[] room;
    try {
      room = inodes.of(knocks);
    } catch (IOException unknown) {
      return;
    }
    boolean few = room[0] > 0 && room[1] < room[0] / FEW;
    long now = nanos.getAsLong();
    if (few && (!low || now - told >= PAUSE.toNanos())) {
      told = now;
      trouble.accept(
          knocks
              + ": "
              + room[1]
              + " of "
              + room[0]
              + " inodes of its file system are free, so logins may go on unrecorded; "
              + whoseTheyAre());
    }
    low = few;
  }

  private String whoseTheyAre() {
    Map<Long, Integer> held = held();
    return held.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(
            most ->
                "uid "
                    + most.getKey()
                    + " holds "
                    + most.getValue()
                    + " files that were knocks; end that user's processes")
        .orElse("nobody holds files that were knocks");
  }

  private Map<Long, Integer> held() {
    Map<Long, Integer> held = new HashMap<>();
    int left = MOST;
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(proc, "[0-9]*")) {
      for (Path process : processes) {
        left -= count(process, left, held);
      }
    } catch (IOException | DirectoryIteratorException unseen) {
      return held;
    }
    return held;
  }

  private int count(Path process, int most, Map<Long, Integer> held) {
    int looked = 0;
    int found = 0;
    try (DirectoryStream<Path> open = Files.newDirectoryStream(process.resolve("fd"))) {
      for (Path descriptor : open) {
        if (looked >= most) {
          break;
        }
        looked++;
        found += Files.readSymbolicLink(descriptor).startsWith(knocks) ? 1 : 0;
      }
    } catch (IOException | DirectoryIteratorException gone) {
      // What was counted until it ended counts.
      looked++;
    }
    if (found > 0) {
      add(process, found, held);
    }
    return looked;
  }

  private static void add(Path process, int found, Map<Long, Integer> held) {
    try {
      int uid = (Integer) Files.getAttribute(process, "unix:uid", LinkOption.NOFOLLOW_LINKS);
      held.merge(Integer.toUnsignedLong(uid), found, Integer::sum);
    } catch (IOException gone) {
      return;
    }
  }
}
