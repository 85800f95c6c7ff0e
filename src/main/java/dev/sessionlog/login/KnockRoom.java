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
 * Checks whether logins can still create knocks. A file that a user created there and keeps open
 * uses an inode until it is closed, even after its removal, and the kernel limits this only on a
 * file system with quotas. So if few inodes are left, this reports which user holds how many. For
 * one thread.
 */
final class KnockRoom {
  private static final int FEW = 10;
  private static final Duration PAUSE = Duration.ofMinutes(1);

  /** The most descriptors that are read, of all processes together. */
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
    /** Returns their number, and the number of free ones. */
    long[] of(Path path) throws IOException;
  }

  KnockRoom(Path knocks, Path proc, Inodes inodes, Consumer<String> trouble, LongSupplier nanos) {
    this.knocks = knocks;
    this.proc = proc;
    this.inodes = inodes;
    this.trouble = trouble;
    this.nanos = nanos;
  }

  /** Reports at most once a minute that few inodes are left, and who holds them. */
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
              + " inodes are free in the file system of the run dir, so logins may go on unrecorded; "
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
                    + " deleted knocks open; end the processes of that user")
        .orElse("no process holds deleted knocks open");
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
      // The processes counted until the limit are sufficient.
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
