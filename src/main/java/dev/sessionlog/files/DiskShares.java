package dev.sessionlog.files;

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * How much each user may still write when little is left of a disk that all share. Above the
 * reserve everybody writes as they like. Below it a user may go on until what they took of it is a
 * sixteenth of what is still free. So each who writes without end takes a seventeenth of it at the
 * most, N of them leave (16/17)<sup>N</sup>, and who took nothing has a share of that. Who was
 * refused may go on when what they took is less than half a share, so that there are few gaps and
 * long ones.
 *
 * <p>What was taken is forgotten when the disk has more than the reserve again. Thread-safe.
 */
public final class DiskShares {
  /** A user's share is this part of what is free. */
  static final int PART = 16;

  /** The reserve is at the most this part of the disk. */
  private static final int MOST_PART = 4;

  private static final long LOOK_NANOS = Duration.ofMillis(250).toNanos();

  /** The disk is looked at again when so much of what was free may be taken. */
  private static final int LOOK_PART = 256;

  private final LongSupplier configured;
  private final Disk disk;
  private final LongSupplier nanos;
  private final Consumer<String> warn;
  private final Map<String, Share> shares = new HashMap<>();
  private long lookedAt;
  private long seenFree;
  private long sinceLook;
  private long reserve;
  private boolean looked;
  private boolean low;

  /** A file system. */
  interface Disk {
    /** Returns how many bytes anybody but root may still write. */
    long free();

    /** Returns how large it is, in bytes; 0 when that cannot be told. */
    long size();
  }

  private static final class Share {
    private long taken;
    private boolean over;
  }

  DiskShares(LongSupplier configured, Disk disk, LongSupplier nanos, Consumer<String> warn) {
    this.configured = configured;
    this.disk = disk;
    this.nanos = nanos;
    this.warn = warn;
  }

  /**
   * Returns the shares in the disk that {@code folder} is on.
   *
   * @param reserve tells how many bytes to keep for all; 0 for none
   * @param nanos tells the monotonic time
   * @param warn is told when the disk falls below the reserve, and when it is above it again
   */
  public static DiskShares of(
      Path folder, LongSupplier reserve, LongSupplier nanos, Consumer<String> warn) {
    File file = folder.toFile();
    Disk disk =
        new Disk() {
          @Override
          public long free() {
            return file.getUsableSpace();
          }

          @Override
          public long size() {
            return file.getTotalSpace();
          }
        };
    return new DiskShares(reserve, disk, nanos, warn);
  }

  /** Returns shares that refuse nothing to anybody. */
  public static DiskShares none() {
    return of(Path.of("/"), () -> 0, System::nanoTime, text -> {});
  }

  /** Returns how many bytes {@code user} may add now; 0 when the user's share is used up. */
  public synchronized long room(String user) {
    look();
    if (reserve == 0) {
      return Long.MAX_VALUE;
    }
    long free = free();
    Share share = shares.get(user);
    long taken = share == null ? 0 : share.taken;
    boolean over = share != null && share.over;
    if (over && taken > free / (2 * PART)) {
      return 0;
    }
    long below = Math.min(free, reserve);
    // What is added is no longer free: after x more, taken + x is a sixteenth of free - x.
    long room = Math.max(0, below - PART * taken) / (PART + 1);
    if (share != null) {
      share.over = room == 0;
    }
    return room == 0 ? 0 : room + Math.max(0, free - reserve);
  }

  /** Counts bytes that {@code user} added. */
  public synchronized void added(String user, long bytes) {
    long above = Math.max(0, free() - reserve);
    sinceLook += bytes;
    if (reserve > 0 && bytes > above) {
      Share share = shares.computeIfAbsent(user, name -> new Share());
      share.taken += bytes - above;
    }
  }

  /**
   * Returns whether {@code user} may begin something new that takes room, such as a recording: this
   * goes on until twice a share is used up.
   */
  public synchronized boolean mayBegin(String user) {
    look();
    Share share = shares.get(user);
    return share == null || share.taken <= free() / PART * 2;
  }

  /** Returns in words why {@code user} is refused. */
  public String refusal(String user) {
    return "less than recording.reserve is free, and " + user + "'s share of it is used up";
  }

  private long free() {
    return Math.max(0, seenFree - sinceLook);
  }

  private void look() {
    long now = nanos.getAsLong();
    if (looked && now - lookedAt < LOOK_NANOS && sinceLook < seenFree / LOOK_PART) {
      return;
    }
    long wanted = configured.getAsLong();
    long size = wanted == 0 ? 0 : disk.size();
    looked = true;
    lookedAt = now;
    sinceLook = 0;
    seenFree = size == 0 ? Long.MAX_VALUE : disk.free();
    reserve = Math.min(wanted, size / MOST_PART);
    tell(size);
  }

  private void tell(long size) {
    if (!low && reserve > 0 && seenFree < reserve) {
      low = true;
      warn.accept(
          "the disk of the logs has "
              + (seenFree >> 20)
              + " of "
              + (size >> 20)
              + " MiB free, less than recording.reserve: no user gets more than a share of that;"
              + " make room");
    } else if (low && seenFree >= reserve + reserve / PART) {
      low = false;
      shares.clear();
      warn.accept("the disk of the logs has more free than recording.reserve again");
    }
  }
}
