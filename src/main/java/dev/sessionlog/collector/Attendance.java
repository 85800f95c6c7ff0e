package dev.sessionlog.collector;

import dev.sessionlog.store.Seat;
import dev.sessionlog.unix.ProcessIdentity.Fate;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

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
              .flatMap(seat -> SeatChoice.signed(seat).stream())
              .filter(LockOwner::isHere)
              .toList();
      boolean gone = here.stream().allMatch(owner -> owner.process().fate() == Fate.GONE);
      return !here.isEmpty() && gone ? UNATTENDED : ATTENDED;
    } catch (IOException unreadable) {
      return ATTENDED;
    }
  }
}
