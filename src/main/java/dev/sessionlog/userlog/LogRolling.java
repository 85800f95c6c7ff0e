package dev.sessionlog.userlog;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.rolling.RolloverFailure;
import ch.qos.logback.core.rolling.SizeAndTimeBasedRollingPolicy;
import ch.qos.logback.core.util.FileSize;
import java.io.File;
import java.io.IOException;
import java.time.InstantSource;
import java.time.LocalDate;

/**
 * Decides like logback when a log is rotated, by size and at midnight, but lets {@link LogArchive}
 * move, compress and remove the files. Logback itself would ignore a failed rename, leave half a
 * compressed file after a crash, overwrite a file that was not compressed in time, and remove files
 * of other users ({@code j.smith}, {@code j-smith}), because it uses names as regular expressions.
 */
final class LogRolling extends SizeAndTimeBasedRollingPolicy<ILoggingEvent> {
  private static final int DATE_LENGTH = "2026-11-23".length();

  private final LogArchive archive;
  private final InstantSource clock;

  LogRolling(LogArchive archive, LogSettings settings, InstantSource clock) {
    this.archive = archive;
    this.clock = clock;
    setMaxFileSize(new FileSize(settings.maxFileSize()));
    setFileNamePattern("%d{yyyy-MM-dd}.%i");
  }

  @Override
  public boolean isTriggeringEvent(File activeFile, ILoggingEvent event) {
    getTimeBasedFileNamingAndTriggeringPolicy().setCurrentTime(clock.millis());
    return super.isTriggeringEvent(activeFile, event);
  }

  @Override
  public void rollover() throws RolloverFailure {
    String name = getTimeBasedFileNamingAndTriggeringPolicy().getElapsedPeriodsFileName();
    try {
      archive.roll(LocalDate.parse(name.substring(0, DATE_LENGTH)));
    } catch (IOException e) {
      throw new RolloverFailure("cannot rotate a log: " + e, e);
    }
  }
}
