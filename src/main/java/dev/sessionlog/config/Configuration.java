package dev.sessionlog.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * The configuration in force. It is immutable; a collector that reloads its file creates another
 * one. The keys, their meaning and their defaults are in {@code docs/sessionlog.toml}.
 *
 * @param mode the mode of the collector
 * @param files the files that were read
 * @param runDirCandidates the possible run dirs of a collector, in order of preference; one if the
 *     mode or the user determines it
 * @param loginRunDirCandidates the same for logins, which users cannot redirect away from a system
 *     collector
 * @param systemStateDir the directory in which a system collector keeps, across boots, what logins
 *     do without it; the installation creates it
 * @param logDir the directory of the users' logs and recordings
 * @param seat the collector's part of the log dir: the log dir itself or, if other machines share
 *     it, a folder below
 * @param logGroup the group that may read the logs, in system mode; empty for none
 * @param pipe the pipes
 * @param login the logins
 * @param collector the collector
 * @param recording the recordings
 * @param transcript the users' logs
 * @param retention the removal of old sessions
 * @param seal how what is recorded is sealed
 * @param archive where what is recorded is brought
 * @param settings every key with its value and its origin, in the order of the file
 */
public record Configuration(
    Mode mode,
    ConfigurationFiles files,
    List<Path> runDirCandidates,
    List<Path> loginRunDirCandidates,
    Path systemStateDir,
    Path logDir,
    Path seat,
    Optional<String> logGroup,
    PipeSettings pipe,
    LoginSettings login,
    CollectorSettings collector,
    RecordingSettings recording,
    TranscriptSettings transcript,
    RetentionSettings retention,
    SealSettings seal,
    ArchiveSettings archive,
    List<Setting> settings) {
  private static final int GROUP_WRITE = 0020;

  public Configuration {
    runDirCandidates = List.copyOf(runDirCandidates);
    loginRunDirCandidates = List.copyOf(loginRunDirCandidates);
    settings = List.copyOf(settings);
  }

  /**
   * Reads the configuration: the file that the command line or {@code SESSIONLOG_CONFIG} names, or
   * otherwise the file of the mode, if it exists; and then the drop-ins beside it.
   *
   * @throws ConfigurationException if the named file is missing, or anything in it is wrong
   */
  public static Configuration load(ConfigurationSource source) throws ConfigurationException {
    ConfigurationFiles files = ConfigurationFiles.find(source);
    Settings settings =
        Settings.resolve(source, files.all().stream().map(ConfigurationFile::read).toList());
    if (source.mode() == Mode.SYSTEM) {
      requireThatUsersCanWrite(settings);
    }
    requireArchive(settings);
    return new Configuration(
        source.mode(),
        files,
        source.runDirCandidates(),
        source.loginRunDirCandidates(),
        source.systemPaths().stateDir(),
        settings.get(Keys.LOG_DIR),
        settings.get(Keys.LOG_DIR),
        Optional.of(settings.get(Keys.LOG_GROUP)).filter(group -> !group.isEmpty()),
        new PipeSettings(settings.get(Keys.PIPE_MODE), settings.get(Keys.PIPE_SIZE)),
        login(settings),
        new CollectorSettings(unlessZero(settings.get(Keys.IDLE_EXIT)), settings.get(Keys.HOLD)),
        recording(settings),
        transcript(settings),
        retention(settings),
        new SealSettings(
            unlessZero(settings.get(Keys.SEAL_INTERVAL)), settings.get(Keys.SEAL_ANCHOR)),
        archive(settings),
        settings.list());
  }

  /** Returns the main file that was read; empty when there was none. */
  public Optional<Path> file() {
    return files.main();
  }

  /** Returns the same for a collector whose seat is {@code folder}. */
  public Configuration at(Path folder) {
    return with(folder, archive, settings);
  }

  /** Returns the same with the archive of another configuration. */
  public Configuration withArchiveOf(Configuration other) {
    List<Setting> mixed =
        settings.stream()
            .filter(setting -> !ofArchive(setting))
            .collect(Collectors.toCollection(ArrayList::new));
    other.settings.stream().filter(Configuration::ofArchive).forEach(mixed::add);
    return with(seat, other.archive, mixed);
  }

  private static boolean ofArchive(Setting setting) {
    return setting.key().startsWith("archive.");
  }

  private Configuration with(Path newSeat, ArchiveSettings newArchive, List<Setting> newSettings) {
    return new Configuration(
        mode,
        files,
        runDirCandidates,
        loginRunDirCandidates,
        systemStateDir,
        logDir,
        newSeat,
        logGroup,
        pipe,
        login,
        collector,
        recording,
        transcript,
        retention,
        seal,
        newArchive,
        newSettings);
  }

  private static void requireThatUsersCanWrite(Settings settings) throws ConfigurationException {
    if ((settings.get(Keys.PIPE_MODE).bits() & GROUP_WRITE) == 0) {
      throw new ConfigurationException(
          List.of(
              settings.where(Keys.PIPE_MODE)
                  + ": in system mode the group's bits are those of the session's user, expected"
                  + " them to have w, as in \"0620\""));
    }
  }

  /** Otherwise nothing would ever go, whatever the limits. */
  private static void requireArchive(Settings settings) throws ConfigurationException {
    if (settings.get(Keys.ONLY_ARCHIVED) && settings.get(Keys.ARCHIVE_URL).isEmpty()) {
      throw new ConfigurationException(
          List.of(
              settings.where(Keys.ONLY_ARCHIVED)
                  + ": true without an archive, expected archive.url with it"));
    }
  }

  private static LoginSettings login(Settings settings) {
    return new LoginSettings(
        settings.get(Keys.ANSWER_TIMEOUT),
        settings.get(Keys.OPEN_TIMEOUT),
        settings.get(Keys.ON_UNAVAILABLE),
        settings.get(Keys.NOTICE),
        settings.get(Keys.CONSENT),
        settings.get(Keys.MARKS),
        settings.get(Keys.EXEMPT_USERS),
        settings.get(Keys.EXEMPT_GROUPS),
        settings.get(Keys.RECORD_USERS),
        settings.get(Keys.RECORD_GROUPS),
        new SessionLimitSettings(
            settings.get(Keys.MAX_SESSIONS_PER_USER),
            settings.get(Keys.MAX_SESSIONS),
            settings.get(Keys.MAX_NEW_SESSIONS_PER_MINUTE)));
  }

  private static RecordingSettings recording(Settings settings) {
    return new RecordingSettings(
        settings.get(Keys.SYNC_INTERVAL),
        settings.get(Keys.ON_DISK_FULL),
        unlessZero(settings.get(Keys.MAX_BYTES)),
        unlessZero(settings.get(Keys.MAX_RATE)),
        settings.get(Keys.ON_LIMIT),
        settings.get(Keys.RESERVE));
  }

  private static TranscriptSettings transcript(Settings settings) {
    long days = settings.get(Keys.MAX_HISTORY).toDays();
    return new TranscriptSettings(
        settings.get(Keys.PATTERN),
        settings.get(Keys.JSON),
        settings.get(Keys.MAX_FILE_SIZE),
        days == 0 ? OptionalInt.empty() : OptionalInt.of(Math.toIntExact(days)),
        unlessZero(settings.get(Keys.TOTAL_SIZE_CAP)),
        settings.get(Keys.COMPRESS),
        settings.get(Keys.QUIET),
        settings.get(Keys.LOGBACK));
  }

  private static RetentionSettings retention(Settings settings) {
    int sessions = settings.get(Keys.KEPT_SESSIONS_PER_USER);
    return new RetentionSettings(
        unlessZero(settings.get(Keys.MAX_AGE)),
        sessions == 0 ? OptionalInt.empty() : OptionalInt.of(sessions),
        unlessZero(settings.get(Keys.KEPT_SIZE_PER_USER)),
        unlessZero(settings.get(Keys.KEPT_SIZE)),
        unlessZero(settings.get(Keys.MIN_FREE)),
        unlessZero(settings.get(Keys.COMPRESS_AFTER)),
        settings.get(Keys.ONLY_ARCHIVED));
  }

  private static ArchiveSettings archive(Settings settings) {
    return new ArchiveSettings(
        unlessEmpty(settings.get(Keys.ARCHIVE_URL)),
        settings.get(Keys.ARCHIVE_INTERVAL),
        settings.get(Keys.ARCHIVE_CREDENTIALS),
        unlessEmpty(settings.get(Keys.ARCHIVE_ENDPOINT)),
        unlessEmpty(settings.get(Keys.ARCHIVE_REGION)),
        settings.get(Keys.ARCHIVE_PATH_STYLE),
        unlessEmpty(settings.get(Keys.ARCHIVE_STORAGE_CLASS)),
        unlessZero(settings.get(Keys.ARCHIVE_LOCK)),
        unlessEmpty(settings.get(Keys.ARCHIVE_ENCRYPTION)),
        settings.get(Keys.ARCHIVE_CACHE_SIZE));
  }

  private static Optional<String> unlessEmpty(String text) {
    return Optional.of(text).filter(known -> !known.isEmpty());
  }

  private static Optional<Duration> unlessZero(Duration duration) {
    return Optional.of(duration).filter(d -> !d.isZero());
  }

  private static OptionalLong unlessZero(long size) {
    return size == 0 ? OptionalLong.empty() : OptionalLong.of(size);
  }
}
