package dev.sessionlog.config;

import dev.sessionlog.config.LoginSettings.OnUnavailable;
import dev.sessionlog.config.RecordingSettings.OnDiskFull;
import dev.sessionlog.config.RecordingSettings.OnLimit;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** All keys of the configuration, with their types and defaults. */
final class Keys {
  private static final ValueType<Long> ANY_SIZE = ValueType.size("1KiB", "8192TiB", "no limit");

  static final Key<Path> LOG_DIR = new Key<>("log.dir", ValueType.pathWithHost(), "");

  static final Key<String> LOG_GROUP =
      new Key<>("log.group", ValueType.groupOrNone(), "sessionlog");

  static final Key<PipeMode> PIPE_MODE = new Key<>("pipe.mode", ValueType.pipeMode(), "0620");
  static final Key<Long> PIPE_SIZE =
      new Key<>("pipe.size", ValueType.size("64KiB", "1GiB", ""), "1MiB");

  static final Key<Duration> ANSWER_TIMEOUT =
      new Key<>("login.answer_timeout", ValueType.duration("100ms", "1m", ""), "2s");
  static final Key<Duration> OPEN_TIMEOUT =
      new Key<>("login.open_timeout", ValueType.duration("1s", "1h", ""), "10s");
  static final Key<OnUnavailable> ON_UNAVAILABLE =
      new Key<>("login.on_unavailable", ValueType.choice(OnUnavailable.class), "allow");
  static final Key<String> NOTICE =
      new Key<>("login.notice", ValueType.text(), "This session is recorded by sessionlog.");
  static final Key<String> CONSENT = new Key<>("login.consent", ValueType.text(), "");
  static final Key<Boolean> MARKS = new Key<>("login.marks", ValueType.bool(), false);
  static final Key<Set<String>> EXEMPT_USERS = names("login.exempt_users");
  static final Key<Set<String>> EXEMPT_GROUPS = names("login.exempt_groups");
  static final Key<Set<String>> RECORD_USERS = names("login.record_users");
  static final Key<Set<String>> RECORD_GROUPS = names("login.record_groups");
  static final Key<Integer> MAX_SESSIONS_PER_USER =
      new Key<>("login.max_sessions_per_user", ValueType.integer(0, 100_000), 64L);
  static final Key<Integer> MAX_SESSIONS =
      new Key<>("login.max_sessions", ValueType.integer(0, 100_000), 1000L);
  static final Key<Integer> MAX_NEW_SESSIONS_PER_MINUTE =
      new Key<>("login.max_new_sessions_per_minute", ValueType.integer(0, 100_000), 300L);

  static final Key<Duration> IDLE_EXIT =
      new Key<>("collector.idle_exit", ValueType.duration("1s", "3650d", "never"), "");
  static final Key<Duration> HOLD =
      new Key<>("collector.hold", ValueType.duration("1s", "1d", "not at all"), "60s");

  static final Key<Duration> SYNC_INTERVAL =
      new Key<>("recording.sync_interval", ValueType.duration("10ms", "1h", ""), "1s");
  static final Key<OnDiskFull> ON_DISK_FULL =
      new Key<>("recording.on_disk_full", ValueType.choice(OnDiskFull.class), "continue");
  static final Key<Long> MAX_BYTES =
      new Key<>("recording.max_bytes", ValueType.size("4KiB", "8192TiB", "no limit"), "0");
  static final Key<Long> MAX_RATE =
      new Key<>("recording.max_rate", ValueType.size("1KiB", "1TiB", "no limit"), "0");
  static final Key<OnLimit> ON_LIMIT =
      new Key<>("recording.on_limit", ValueType.choice(OnLimit.class), "pass");
  static final Key<Long> RESERVE = new Key<>("recording.reserve", ANY_SIZE, "1GiB");

  static final Key<Duration> SEAL_INTERVAL =
      new Key<>("seal.interval", ValueType.duration("1s", "1d", "never"), "1m");
  static final Key<Optional<Path>> SEAL_ANCHOR =
      new Key<>("seal.anchor", ValueType.pathOrNone(), "");

  static final Key<String> ARCHIVE_URL = new Key<>("archive.url", ValueType.text(), "");
  static final Key<Duration> ARCHIVE_INTERVAL =
      new Key<>("archive.interval", ValueType.duration("1s", "1d", ""), "1m");
  static final Key<Optional<Path>> ARCHIVE_CREDENTIALS =
      new Key<>("archive.credentials", ValueType.pathOrNone(), "");
  static final Key<String> ARCHIVE_ENDPOINT =
      new Key<>("archive.endpoint", ValueType.addressOrNone(), "");
  static final Key<String> ARCHIVE_REGION =
      new Key<>("archive.region", ValueType.wordOrNone("eu-central-1"), "");
  static final Key<Boolean> ARCHIVE_PATH_STYLE =
      new Key<>("archive.path_style", ValueType.bool(), false);
  static final Key<String> ARCHIVE_STORAGE_CLASS =
      new Key<>("archive.storage_class", ValueType.wordOrNone("STANDARD_IA"), "");
  static final Key<Duration> ARCHIVE_LOCK =
      new Key<>("archive.lock", ValueType.days("36500d", "not at all"), "0");
  static final Key<String> ARCHIVE_ENCRYPTION =
      new Key<>("archive.encryption", ValueType.wordOrNone("AES256"), "");
  static final Key<Long> ARCHIVE_CACHE_SIZE =
      new Key<>("archive.cache_size", ValueType.size("1MiB", "1TiB", ""), "10GiB");

  /**
   * The keys that protect the users of one machine from each other, with their defaults in user
   * mode, where there is only one user and seals would protect nobody. By the names of the keys: to
   * hash a record costs each start some milliseconds.
   */
  static final Map<String, Object> AMONG_USERS =
      Map.of(
          MAX_SESSIONS_PER_USER.name(),
          0L,
          MAX_SESSIONS.name(),
          0L,
          MAX_NEW_SESSIONS_PER_MINUTE.name(),
          0L,
          RESERVE.name(),
          "0",
          SEAL_INTERVAL.name(),
          "0");

  /**
   * Time on screen with the offset from UTC, place, terminal and text, for example {@code
   * 2026-11-23T06:25:10.123+00:00 20261123T062510-k3f9:17 pts/3 $ git commit -m fix}. It lacks the
   * user, because the file belongs to one user.
   */
  static final Key<String> PATTERN =
      new Key<>(
          "transcript.pattern",
          ValueType.textNotEmpty("a logback pattern"),
          "%d{yyyy-MM-dd'T'HH:mm:ss.SSSxxx} %session:%line %tty %text");

  static final Key<Boolean> JSON = new Key<>("transcript.json", ValueType.bool(), false);
  static final Key<Long> MAX_FILE_SIZE =
      new Key<>("transcript.max_file_size", ValueType.size("1KiB", "1TiB", ""), "10MiB");
  static final Key<Duration> MAX_HISTORY =
      new Key<>("transcript.max_history", ValueType.days("36500d", "ever"), "90d");
  static final Key<Long> TOTAL_SIZE_CAP = new Key<>("transcript.total_size_cap", ANY_SIZE, "1GiB");
  static final Key<Boolean> COMPRESS = new Key<>("transcript.compress", ValueType.bool(), true);
  static final Key<Duration> QUIET =
      new Key<>("transcript.quiet", ValueType.duration("100ms", "1h", ""), "2s");
  static final Key<Optional<Path>> LOGBACK =
      new Key<>("transcript.logback", ValueType.pathOrNone(), "");

  static final Key<Duration> MAX_AGE =
      new Key<>("retention.max_age", ValueType.duration("1s", "36500d", "ever"), "90d");
  static final Key<Integer> KEPT_SESSIONS_PER_USER =
      new Key<>("retention.max_sessions_per_user", ValueType.integer(0, 100_000_000), 0L);
  static final Key<Long> KEPT_SIZE_PER_USER =
      new Key<>("retention.max_size_per_user", ANY_SIZE, "0");
  static final Key<Long> KEPT_SIZE = new Key<>("retention.max_size", ANY_SIZE, "0");
  static final Key<Long> MIN_FREE = new Key<>("retention.min_free", ANY_SIZE, "0");
  static final Key<Duration> COMPRESS_AFTER =
      new Key<>("retention.compress_after", ValueType.duration("1s", "36500d", "never"), "30d");

  static final Key<Boolean> ONLY_ARCHIVED =
      new Key<>("retention.only_archived", ValueType.bool(), false);

  /** All of them, in the order in which they are shown. */
  static final List<Key<?>> ALL =
      List.of(
          LOG_DIR,
          LOG_GROUP,
          PIPE_MODE,
          PIPE_SIZE,
          ANSWER_TIMEOUT,
          OPEN_TIMEOUT,
          ON_UNAVAILABLE,
          NOTICE,
          CONSENT,
          MARKS,
          EXEMPT_USERS,
          EXEMPT_GROUPS,
          RECORD_USERS,
          RECORD_GROUPS,
          MAX_SESSIONS_PER_USER,
          MAX_SESSIONS,
          MAX_NEW_SESSIONS_PER_MINUTE,
          IDLE_EXIT,
          HOLD,
          SYNC_INTERVAL,
          ON_DISK_FULL,
          MAX_BYTES,
          MAX_RATE,
          ON_LIMIT,
          RESERVE,
          PATTERN,
          JSON,
          MAX_FILE_SIZE,
          MAX_HISTORY,
          TOTAL_SIZE_CAP,
          COMPRESS,
          QUIET,
          LOGBACK,
          MAX_AGE,
          KEPT_SESSIONS_PER_USER,
          KEPT_SIZE_PER_USER,
          KEPT_SIZE,
          MIN_FREE,
          COMPRESS_AFTER,
          ONLY_ARCHIVED,
          SEAL_INTERVAL,
          SEAL_ANCHOR,
          ARCHIVE_URL,
          ARCHIVE_INTERVAL,
          ARCHIVE_CREDENTIALS,
          ARCHIVE_ENDPOINT,
          ARCHIVE_REGION,
          ARCHIVE_PATH_STYLE,
          ARCHIVE_STORAGE_CLASS,
          ARCHIVE_LOCK,
          ARCHIVE_ENCRYPTION,
          ARCHIVE_CACHE_SIZE);

  private Keys() {}

  /**
   * Returns the key with this full name.
   *
   * @throws IllegalArgumentException if there is none
   */
  static Key<?> named(String name) {
    for (Key<?> key : ALL) {
      if (key.name().equals(name)) {
        return key;
      }
    }
    throw new IllegalArgumentException("no such key: " + name);
  }

  private static Key<Set<String>> names(String name) {
    return new Key<>(name, ValueType.names(), List.of());
  }
}
