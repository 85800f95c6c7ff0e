package dev.sessionlog.collector;

import dev.sessionlog.store.Seat;
import dev.sessionlog.unix.ProcessIdentity.Fate;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Whether a collector serves the active sessions of this machine. */
public enum Attendance {
  /** It does, or that is unknown here. */
  ATTENDED,
  /** There is none: output of the sessions waits, or is no longer recorded. */
  UNATTENDED;

  /** Determines this from the locks of a log dir. */
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
