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
 * How full things are, and how fast they grow.
 *
 * @param sessions how many recordings are kept
 * @param size how many bytes of the disk recordings and logs take, in blocks of 4 KiB
 * @param growth how many bytes a day came of late: what began in the last week and is still kept,
 *     by the days of it in which there was anything, at least one
 */
public record DiskUse(long sessions, long size, long growth) {
  private static final Duration WEEK = Duration.ofDays(7);

  /**
   * Looks at a log dir; opens no recording, but asks the size of those that the index does not
   * know.
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
   * Returns in how long {@code max_size} or {@code min_free}, or the end of the disk where that is
   * not set, is reached when it goes on so; empty when nothing grows.
   *
   * @param free how many bytes of the disk are free
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
