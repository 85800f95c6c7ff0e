package dev.sessionlog.archive;

import dev.sessionlog.archive.ArchiveException.Kind;
import dev.sessionlog.files.Machine;
import dev.sessionlog.files.StoreFiles;
import dev.sessionlog.session.SessionId;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * Brings what is recorded in a log dir to an archive, turn after turn, in the thread that runs it.
 * It reads what lies there, and nobody tells it anything or waits for it. What fails is tried
 * again, later each time; what the archive does not take is told, and never put in another's place.
 */
public final class Archiver {
  private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);
  private static final int MOST_TOLD = 100;

  private final Terms terms;
  private final Opening opening;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final Listener listener;
  private final ArchiveFolder folder;
  private final Set<String> told = new HashSet<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final String former;
  private ArchiverState state;

  /** Whether the archive took all of a turn since it was opened. */
  private boolean worked;

  /**
   * On what terms it works.
   *
   * @param logDir where what is recorded lies
   * @param url where the archive is
   * @param interval how often what is new is brought there
   * @param pattern of the lines of logs, {@code transcript.pattern}
   * @param settings what tells these settings from others, for those who ask whether they are those
   *     of the configuration
   */
  public record Terms(
      Path logDir, ArchiveUrl url, Duration interval, String pattern, String settings) {}

  /** Who is told of it. Called by the thread that runs it. */
  public interface Listener {
    /** Takes what keeps it from bringing more, once. */
    void trouble(String what);

    /** Takes what an administrator must look into: somebody may have changed something. */
    void severe(String what);
  }

  /** Opens the archive. */
  public interface Opening {
    /**
     * Opens it to be written.
     *
     * @param writer the host's name in it
     */
    ArchiveStore open(ArchiveUrl url, String writer) throws IOException;
  }

  /** Creates one; {@link #run} runs it. */
  public Archiver(
      Terms terms, Opening opening, InstantSource clock, RandomGenerator random, Listener listener)
      throws IOException {
    this.terms = terms;
    this.opening = opening;
    this.clock = clock;
    this.random = random;
    this.listener = listener;
    this.folder = new ArchiveFolder(terms.logDir());
    Optional<ArchiverState> before = ArchiverState.read(terms.logDir());
    this.former = before.map(ArchiverState::archive).orElse("");
    this.state = before(terms, before, clock.instant());
  }

  private static ArchiverState before(Terms terms, Optional<ArchiverState> before, Instant now) {
    String url = terms.url().toString();
    return before
        .filter(known -> known.url().equals(url))
        .orElse(
            new ArchiverState(
                url,
                "",
                "",
                Instant.EPOCH,
                Optional.empty(),
                "",
                Optional.empty(),
                0,
                terms.settings(),
                before.map(ArchiverState::noted).orElse(url),
                new ArchiverState.Stored(0, 0, Optional.of(now))));
  }

  /** Works until it is {@linkplain #stop stopped}. */
  public void run() {
    Duration pause = Duration.ZERO;
    Duration failed = SHORTEST_PAUSE;
    while (await(pause)) {
      worked = false;
      Optional<String> trouble = connection();
      if (worked) {
        failed = SHORTEST_PAUSE; // what was wrong last week makes nobody wait today
      }
      if (trouble.isEmpty()) {
        pause = terms.interval();
      } else {
        pause = jittered(failed);
        failed = min(failed.multipliedBy(2), LONGEST_PAUSE);
      }
    }
  }

  /** A thousand hosts whose store was away do not come back in the same second. */
  private Duration jittered(Duration pause) {
    return Duration.ofMillis((long) (pause.toMillis() * (0.5 + random.nextDouble())));
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  /** Ends it, soon: what is being put is put again by the next. */
  public void stop() {
    closing.countDown();
  }

  /** Waits; returns false when it is to end. */
  private boolean await(Duration time) {
    try {
      return !closing.await(time.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      return false;
    }
  }

  private boolean isClosing() {
    return closing.getCount() == 0;
  }

  /** Opens the archive and works until something fails; returns what did. */
  private Optional<String> connection() {
    try (FileChannel file = lockFile()) {
      if (file.tryLock() == null) {
        throw new IOException(folder.path() + ": another archiver is at work");
      }
      sayByWhichSettings();
      HostIdentity identity =
          HostIdentity.of(folder, Machine.here(), random, clock.instant(), this::tellSevere);
      try (ArchiveStore store = opening.open(terms.url(), identity.host().toString())) {
        requireSameArchive(store, identity);
        identity.claim(store, random, clock.instant());
        work(store, identity);
      }
      return Optional.empty();
    } catch (IOException | RuntimeException | LinkageError e) {
      String what = e instanceof IOException ? String.valueOf(e.getMessage()) : e.toString();
      fail(what);
      return Optional.of(what);
    }
  }

  /** Whoever asks meanwhile is not to take those of the archiver before for this one's. */
  private void sayByWhichSettings() throws IOException {
    if (ArchiverState.read(terms.logDir())
        .filter(told -> told.settings().equals(terms.settings()))
        .isEmpty()) {
      state = state(state.archive(), state.trouble());
      keep();
    }
  }

  private FileChannel lockFile() throws IOException {
    folder.make();
    return StoreFiles.lockFile(folder.path().resolve("lock"));
  }

  /** What is to be mounted may not be: then this is an empty folder, which must stay so. */
  private void requireSameArchive(ArchiveStore store, HostIdentity identity) throws IOException {
    String id;
    try {
      id =
          state.archive().isEmpty()
              ? ArchiveMark.readOrWrite(store, random).id()
              : ArchiveMark.read(store).map(ArchiveMark::id).orElse("");
    } catch (ArchiveException e) {
      if (e.kind() != Kind.DENIED || terms.url() instanceof ArchiveUrl.Folder) {
        throw e;
      }
      requireSamePlace(identity); // credentials that may only add
      return;
    }
    if (!state.archive().isEmpty() && !state.archive().equals(id)) {
      throw new ArchiveException(
          Kind.ANOTHER_ARCHIVE,
          store.place()
              + ": this is not the archive that was there before; mount it. If that is gone for"
              + " good, remove "
              + folder.state()
              + ", and all is brought anew");
    }
    if (state.archive().isEmpty() && !former.equals(id)) {
      folder.forget();
      identity.forget();
    }
    state = state(id, state.trouble()).withNotesOfThisPlace();
  }

  private void requireSamePlace(HostIdentity identity) throws IOException {
    if (!state.noted().equals(state.url())) {
      folder.forget();
      identity.forget();
    }
    state = state("", state.trouble()).withNotesOfThisPlace();
  }

  private ArchiverState state(String archive, String trouble) {
    return new ArchiverState(
        terms.url().toString(),
        archive,
        state.host(),
        clock.instant(),
        state.current(),
        trouble,
        since(trouble),
        state.conflicts(),
        terms.settings(),
        state.noted(),
        state.stored());
  }

  private Optional<Instant> since(String trouble) {
    return trouble.isEmpty()
        ? Optional.empty()
        : state.since().or(() -> Optional.of(clock.instant()));
  }

  /** Takes turns until something fails, or this host becomes another. */
  private void work(ArchiveStore store, HostIdentity identity) throws IOException {
    ArchiverTurns turns =
        new ArchiverTurns(terms, folder, identity.host(), new Putting(store), this::conflict);
    Instant looked = clock.instant();
    Duration pause = Duration.ZERO;
    while (await(pause)) {
      long objects = turns.putting().objects();
      long bytes = turns.putting().bytes();
      ArchiverTurns.Outcome outcome = null;
      try {
        requireSameArchive(store, identity);
        outcome = turns.take(clock.instant(), this::isClosing);
        worked = true;
      } finally {
        ArchiverState.Stored stored =
            state
                .stored()
                .plus(turns.putting().objects() - objects, turns.putting().bytes() - bytes);
        say(identity.host(), turns, Optional.ofNullable(outcome), stored);
      }
      told.retainAll(turns.troubles());
      turns.troubles().forEach(this::tell);
      pause = outcome == ArchiverTurns.Outcome.BEHIND ? Duration.ZERO : terms.interval();
      if (clock.instant().isAfter(looked.plus(Duration.ofHours(1)))) {
        looked = clock.instant();
        if (identity.look(store, random, looked)) {
          return;
        }
      }
    }
  }

  /**
   * Says how things stand after a turn.
   *
   * @param outcome empty when it failed, which is told apart
   */
  private void say(
      HostKey host,
      ArchiverTurns turns,
      Optional<ArchiverTurns.Outcome> outcome,
      ArchiverState.Stored stored) {
    Instant now = clock.instant();
    boolean current = outcome.filter(ArchiverTurns.Outcome.CURRENT::equals).isPresent();
    String trouble = outcome.isPresent() ? lacking(turns.troubles()) : state.trouble();
    state =
        new ArchiverState(
            state.url(),
            state.archive(),
            host.toString(),
            now,
            current ? Optional.of(now) : state.current(),
            trouble,
            since(trouble),
            turns.conflicts(),
            terms.settings(),
            state.noted(),
            stored);
    keep();
  }

  /** What could not be brought is told with the first of it. */
  private static String lacking(List<String> troubles) {
    int more = troubles.size() - 1;
    return troubles.isEmpty()
        ? ""
        : troubles.get(0) + (more > 0 ? "; and " + more + " more, see the collector's log" : "");
  }

  private void fail(String what) {
    state = state(state.archive(), what);
    keep();
    tell(what);
  }

  private void keep() {
    try {
      folder.replace(folder.state(), state.encode());
    } catch (IOException full) {
      tell("how it fares cannot be noted: " + full.getMessage());
    }
  }

  private void conflict(ConflictException e) {
    tellSevere("archive: CONFLICT: " + e.getMessage() + "; nothing there was changed");
  }

  private void tellSevere(String what) {
    listener.severe(what);
  }

  private void tell(String what) {
    if (told.size() < MOST_TOLD && told.add(what)) {
      listener.trouble("archive: " + what);
    }
  }

  /** What a turn may be ended by. */
  interface Ending {
    boolean isDue();
  }

  /** Who is told of conflicts. */
  interface Conflicts {
    void found(ConflictException conflict) throws IOException;
  }

  /** The name of what waits, for messages. */
  static String nameOf(SessionId id) {
    return "session " + id;
  }
}
