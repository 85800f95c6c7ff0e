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
 * Which seats of a log dir a collector may have. A lock that is free proves nothing about another
 * machine: its collector may be starting anew this very moment, or locks may not reach so far. So a
 * seat that somebody else signed is taken only when whoever signed it cannot come back, or has been
 * silent for long and has nothing there.
 */
final class SeatChoice {
  /** How often a collector gives a sign of life. */
  static final Duration SIGN = Duration.ofSeconds(30);

  /**
   * After that a collector is gone: the pipes of sessions that it left are kept open for a minute.
   */
  static final Duration SILENT = Elsewhere.SILENT;

  private static final int MOST_OF_A_NAME = 9;
  private static final long FIRST_PROCESS = 1;

  private SeatChoice() {}

  /**
   * Returns the seats to try, the best first; one where they cannot be shared out. Where this
   * machine left something, it goes on; else it stays with its name.
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
   * Returns who signed a seat last. Only before this process has a lock: to close the file would
   * give it back.
   */
  static Optional<LockOwner> signed(Seat seat) {
    try (FileChannel file = FileChannel.open(seat.lock(), LinkOption.NOFOLLOW_LINKS)) {
      return LockOwner.read(file);
    } catch (IOException none) {
      return Optional.empty();
    }
  }

  /**
   * Tells whether a collector may have a seat whose lock it got. Where there is no other to have,
   * the lock alone decides between processes of one machine: a container may show them different
   * names of the same run of the kernel.
   *
   * @param before who signed it last
   * @param only whether there is no other to have
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
   * What another run of this machine left is older than this run; a sign that is not comes from a
   * machine of the same name. A sign of a time that is yet to come was given before the clock was
   * set back.
   */
  private static boolean isOfBefore(Duration silence) throws IOException {
    return silence.isNegative() || silence.compareTo(uptime()) > 0;
  }

  /**
   * For how long this table of processes has been there, which in a container is not the kernel.
   */
  private static Duration uptime() throws IOException {
    Optional<ProcessIdentity> first = ProcessIdentity.of(FIRST_PROCESS);
    Duration age = first.isPresent() ? first.get().age() : Duration.ZERO;
    return age.isNegative() ? Duration.ZERO : age;
  }
}
