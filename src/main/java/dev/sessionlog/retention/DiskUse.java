package dev.sessionlog.retention;

import dev.sessionlog.config.RetentionSettings;
import dev.sessionlog.files.StoredSize;
import dev.sessionlog.recording.Recording;
import dev.sessionlog.store.IndexDay;
import dev.sessionlog.store.RecordingStore;
import dev.sessionlog.store.Seat;
import dev.sessionlog.store.SessionIndex;
import dev.sessionlog.userlog.UserLogFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * How much of the disk is used, and how fast that grows.
 *
 * @param sessions the number of recordings
 * @param size the disk space of recordings and logs in bytes, in blocks of 4 KiB
 * @param growth the growth in bytes per day: the size of everything that began in the last week and
 *     still exists, divided by the number of days with anything in it, at least one
 */
public record DiskUse(long sessions, long size, long growth) {
  private static final Duration WEEK = Duration.ofDays(7);

  /**
   * Measures a log dir. It opens no recording, but reads the sizes of those missing in the index.
   */
  public static DiskUse of(Path logDir, Instant now, ZoneId zone) throws IOException {
    List<Recording> all = new RecordingStore(logDir).all();
    Instant weekAgo = now.minus(WEEK);
    SessionIndex index = new SessionIndex(logDir);
    long size = 0;
    long late = 0;
    for (Map.Entry<String, List<Recording>> day : SessionIndex.byDay(all).entrySet()) {
      IndexDay known = index.day(day.getKey());
      long[] sizes = day.getValue().parallelStream().mapToLong(known::diskSize).toArray();
      size += LongStream.of(sizes).sum();
      for (int i = 0; i < sizes.length; i++) {
        late += day.getValue().get(i).id().started().isAfter(weekAgo) ? sizes[i] : 0;
      }
    }
    for (String user : UserLogFile.users(logDir)) {
      for (UserLogFile file : logs(logDir, user)) {
        long bytes = StoredSize.of(file.path());
        size += bytes;
        late += KeptLog.endOf(file, zone).isAfter(weekAgo) ? bytes : 0;
      }
    }
    Instant oldest = all.isEmpty() ? now : all.get(all.size() - 1).id().started();
    long days = Math.max(1, Math.min(WEEK.toDays(), Duration.between(oldest, now).toDays()));
    return new DiskUse(all.size(), size, late / days);
  }

  private static List<UserLogFile> logs(Path logDir, String user) throws IOException {
    List<UserLogFile> files = new ArrayList<>();
    for (Seat seat : Seat.all(logDir)) {
      files.addAll(UserLogFile.rolled(seat.folder(), user));
      files.add(UserLogFile.current(seat.folder(), user));
    }
    return files;
  }

  /**
   * Returns the time until {@code max_size} or {@code min_free} or, if that is not set, the end of
   * the disk is reached at the current rate; empty without growth.
   *
   * @param free the free bytes of the disk
   */
  public Optional<Duration> untilLimit(RetentionSettings limits, long free) {
    if (growth <= 0) {
      return Optional.empty();
    }
    long room = free - limits.minFree().orElse(0);
    if (limits.maxSize().isPresent()) {
      room = Math.min(room, limits.maxSize().getAsLong() - size);
    }
    double days = Math.max(0, room) / (double) growth;
    return Optional.of(Duration.ofSeconds((long) Math.min(days * 86_400, 1e12)));
  }
}
