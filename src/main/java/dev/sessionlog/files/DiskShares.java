package dev.sessionlog.files;

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Limits how much each user may write when a shared disk is nearly full. Above the reserve there is
 * no limit. Below it, a user may write until they have taken a sixteenth of what is still free. A
 * user who writes without end therefore takes a seventeenth of the reserve at most, N such users
 * leave (16/17)<sup>N</sup> of it, and a user who took nothing gets a share of that. A user who was
 * refused may continue once they have less than half a share, so that gaps are few and long.
 *
 * <p>Shares start anew once the disk has more than the reserve free. Thread-safe.
 */
public final class DiskShares {
  /** A user's share is this fraction of the free space. */
  static final int PART = 16;

  /** The reserve is at most this fraction of the disk. */
  private static final int MOST_PART = 4;

  private static final long LOOK_NANOS = Duration.ofMillis(250).toNanos();

  /** The free space is measured again when this fraction of it may have been used. */
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
    /** Returns how many bytes users other than root may still write. */
    long free();

    /** Returns its size in bytes; 0 if unknown. */
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
   * @param reserve returns how many bytes to keep for everybody; 0 for none
   * @param nanos returns the monotonic time
   * @param warn receives a message when the disk falls below the reserve, and when it is above it
   *     again
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

  /** Returns shares that never refuse. */
  public static DiskShares none() {
    return of(Path.of("/"), () -> 0, System::nanoTime, text -> {});
  }

  /** Returns how many bytes {@code user} may add now; 0 if the user's share is used up. */
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
    // Added bytes are no longer free: after x more, taken + x is a sixteenth of free - x.
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
   * Returns true if {@code user} may begin something new that takes room, for example a recording.
   * This is refused only once two shares are used up.
   */
  public synchronized boolean mayBegin(String user) {
    look();
    Share share = shares.get(user);
    return share == null || share.taken <= free() / PART * 2;
  }

  /** Returns in words why {@code user} is refused. */
  public String refusal(String user) {
    return "less than recording.reserve is free, and " + user + " has used up a share of it";
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
          "the disk with the logs has "
              + (seenFree >> 20)
              + " of "
              + (size >> 20)
              + " MiB free, less than recording.reserve: no user gets more than a share of that;"
              + " make room");
    } else if (low && seenFree >= reserve + reserve / PART) {
      low = false;
      shares.clear();
      warn.accept("the disk with the logs has more than recording.reserve free again");
    }
  }
}
