package dev.sessionlog.collector;

import dev.sessionlog.store.Seat;
import dev.sessionlog.unix.ProcessIdentity.Fate;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/** Whether the sessions of this machine that count as active have a collector. */
public enum Attendance {
  /** They have, or nobody can tell from here. */
  ATTENDED,
  /** It is gone, and none has come in its place: what they print waits, or is recorded no more. */
  UNATTENDED;

  /** Returns what the locks of a log dir say. */
  public static Attendance in(Path logDir) {
    try {
      List<LockOwner> here =
          Seat.all(logDir).stream()
              .flatMap(seat -> owner(seat).stream())
              .filter(LockOwner::isHere)
              .toList();
      boolean gone = here.stream().allMatch(owner -> owner.process().fate() == Fate.GONE);
      return !here.isEmpty() && gone ? UNATTENDED : ATTENDED;
    } catch (IOException unreadable) {
      return ATTENDED;
    }
  }

  private static Optional<LockOwner> owner(Seat seat) {
    try (FileChannel lock = FileChannel.open(seat.lock(), StandardOpenOption.READ)) {
      return LockOwner.read(lock);
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }
}
