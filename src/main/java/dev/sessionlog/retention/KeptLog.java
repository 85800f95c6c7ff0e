package dev.sessionlog.retention;

import dev.sessionlog.userlog.UserLogFile;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * A file of a user's log on the disk.
 *
 * @param file the file
 * @param since the end of the day of its lines; in the future for the one being written
 * @param size its disk space in bytes
 * @param held true if it must be kept, because it may have lines of a held session
 * @param waits true if it must be kept until the archive has it
 * @param newest true if it is the newest rotated file of its user, which is needed to continue
 *     after a crash and to name the next one
 */
public record KeptLog(
    UserLogFile file, Instant since, long size, boolean held, boolean waits, boolean newest)
    implements Kept {
  KeptLog(UserLogFile file, Instant since, long size, boolean held, boolean newest) {
    this(file, since, size, held, false, newest);
  }

  /** Returns the end of the day of the lines in {@code file}. */
  static Instant endOf(UserLogFile file, ZoneId zone) {
    return file.date()
        .map(LocalDate::toEpochDay)
        .map(day -> LocalDate.ofEpochDay(day + 1).atStartOfDay(zone).toInstant())
        .orElse(Instant.MAX);
  }

  @Override
  public String user() {
    return file.user();
  }

  @Override
  public boolean mayGo() {
    return file.date().isPresent() && !held && !waits;
  }

  @Override
  public boolean mayMakeRoom() {
    return mayGo() && !newest;
  }

  @Override
  public Removal removal(String why) {
    return new Removal.OfLog(file, why, size);
  }
}
