package dev.sessionlog.retention;

import dev.sessionlog.userlog.UserLogFile;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * A file of a user's log on the disk.
 *
 * @param file the file
 * @param since the end of the day whose lines it holds; a time to come for the one being written
 * @param size how many bytes of the disk it takes
 * @param held whether it must be kept, since it may hold lines of a session that is
 * @param waits whether it must be kept until the archive has it
 * @param newest whether it is the newest rolled one of its user: where to go on after a crash, and
 *     under which name to roll next, is looked up there
 */
public record KeptLog(
    UserLogFile file, Instant since, long size, boolean held, boolean waits, boolean newest)
    implements Kept {
  KeptLog(UserLogFile file, Instant since, long size, boolean held, boolean newest) {
    this(file, since, size, held, false, newest);
  }

  /** Returns the end of the day whose lines are in {@code file}. */
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
