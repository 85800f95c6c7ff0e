package dev.sessionlog.collector;

import dev.sessionlog.collector.LockOwner.Relation;
import dev.sessionlog.files.Machine;
import dev.sessionlog.store.Elsewhere;
import dev.sessionlog.store.RecordingStore;
import dev.sessionlog.store.Seat;
import dev.sessionlog.unix.ProcessIdentity;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Decides which seats of a log dir a collector may take. A free lock proves nothing about another
 * machine, because its collector may be restarting, or locks may not work across machines. So a
 * seat with another owner is taken only if that owner cannot come back, or has been silent for long
 * and has nothing there.
 */
final class SeatChoice {
  /** The interval of a collector's heartbeats. */
  static final Duration SIGN = Duration.ofSeconds(30);

  /**
   * After that a collector is gone: the pipes of sessions that it left are kept open for a minute.
   */
  static final Duration SILENT = Elsewhere.SILENT;

  private static final int MOST_OF_A_NAME = 9;
  private static final long FIRST_PROCESS = 1;

  private SeatChoice() {}

  /**
   * Returns the seats to try, the best first; only one if there is no choice. A seat with remains
   * of this machine comes first, otherwise one with its name.
   */
  static List<Seat> candidates(Path logDir, boolean shared) {
    List<Seat> seats = new ArrayList<>(List.of(Seat.first(logDir)));
    if (shared) {
      String host = Machine.here().host();
      seats.add(Seat.named(logDir, host));
      for (int i = 2; i <= MOST_OF_A_NAME; i++) {
        seats.add(Seat.named(logDir, host + "." + i));
      }
    }
    seats.sort(Comparator.comparing(SeatChoice::rank));
    return seats;
  }

  private static int rank(Seat seat) {
    Optional<LockOwner> signed = signed(seat);
    if (signed.isPresent() && signed.get().isHere()) {
      return 0;
    }
    if (signed.isPresent() && signed.get().relation() == Relation.OTHER_BOOT) {
      return 1;
    }
    return !seat.isFirst() && Files.isDirectory(seat.folder()) ? 2 : 3;
  }

  /**
   * Returns the last owner of a seat. Only before this process has a lock, because closing the file
   * would release it.
   */
  static Optional<LockOwner> signed(Seat seat) {
    try (FileChannel file = FileChannel.open(seat.lock(), LinkOption.NOFOLLOW_LINKS)) {
      return LockOwner.read(file);
    } catch (IOException none) {
      return Optional.empty();
    }
  }

  /**
   * Returns true if a collector may have a seat whose lock it got. If there is no other seat, the
   * lock alone decides between processes of one machine, because a container may show them
   * different boot ids.
   *
   * @param before its last owner
   * @param only true if there is no other seat
   */
  static boolean isFree(Seat seat, Optional<LockOwner> before, boolean only) {
    try {
      return before.isEmpty()
          || switch (before.get().relation()) {
            case SAME -> true;
            case OTHER_BOOT -> only || isOfBefore(seat.silence());
            case OTHER_CONTAINER -> isSilent(seat);
            case STRANGER ->
                isSilent(seat) && (only || new RecordingStore(seat).activeNames().isEmpty());
          };
    } catch (IOException unknown) {
      return false;
    }
  }

  private static boolean isSilent(Seat seat) throws IOException {
    return seat.silence().compareTo(SILENT) >= 0;
  }

  /**
   * Remains from before a boot are older than this boot; a newer heartbeat comes from another
   * machine of the same name. A heartbeat in the future was written before the clock was set back.
   */
  private static boolean isOfBefore(Duration silence) throws IOException {
    return silence.isNegative() || silence.compareTo(uptime()) > 0;
  }

  /** The age of this pid namespace, which in a container differs from that of the kernel. */
  private static Duration uptime() throws IOException {
    Optional<ProcessIdentity> first = ProcessIdentity.of(FIRST_PROCESS);
    Duration age = first.isPresent() ? first.get().age() : Duration.ZERO;
    return age.isNegative() ? Duration.ZERO : age;
  }
}
