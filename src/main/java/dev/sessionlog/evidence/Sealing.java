package dev.sessionlog.evidence;

import dev.sessionlog.store.RecordingStore;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Seals the recordings of a collector in its own thread {@code seal}, at the start and then at each
 * interval. It reads only the files, and nothing waits for it. After a failure, recordings are
 * sealed once it works again.
 */
public final class Sealing implements AutoCloseable {
  private static final Duration LONGEST_END = Duration.ofSeconds(3);
  private static final int ID_BYTES = 8;
  private static final int MOST_TOLD = 100;

  private final Path logDir;
  private final Terms terms;
  private final Signer signer;
  private final InstantSource clock;
  private final Listener listener;
  private final Thread thread = new Thread(this::run, "seal");
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Set<String> troubles = new HashSet<>();
  private Set<String> before = Set.of();

  /**
   * The settings of sealing.
   *
   * @param interval the interval; empty for never, which is noted in an existing ledger
   * @param host the name of the machine, for the name of a new ledger
   * @param version of the program
   * @param boot the id of this boot of the kernel
   * @param configuration all keys with their values, to be noted when they change
   * @param signing the command that starts the {@link SigningProgram}
   */
  public record Terms(
      Optional<Duration> interval,
      String host,
      String version,
      String boot,
      String configuration,
      List<String> signing) {
    /** Copies the list. */
    public Terms {
      signing = List.copyOf(signing);
    }
  }

  /** Receives events of sealing, from the thread {@code seal}. */
  public interface Listener {
    /** Receives a checkpoint that is on the disk, to be kept out of reach of this host's root. */
    void sealed(SignedNote checkpoint);

    /** Receives the reason that prevents sealing, once. */
    void trouble(String what);
  }

  private Sealing(Path logDir, Terms terms, InstantSource clock, Listener listener) {
    this.logDir = logDir;
    this.terms = terms;
    this.signer = new SigningProcess(terms.signing());
    this.clock = clock;
    this.listener = listener;
  }

  /** Starts sealing. */
  public static Sealing start(Path logDir, Terms terms, InstantSource clock, Listener listener) {
    Sealing sealing = new Sealing(logDir, terms, clock, listener);
    sealing.thread.setDaemon(true);
    sealing.thread.start();
    return sealing;
  }

  private void run() {
    Sealer sealer = null;
    boolean last = false;
    boolean first = true;
    while (!last) {
      last = await(first ? Duration.ZERO : interval());
      first = false;
      before = Set.copyOf(troubles);
      troubles.clear();
      try {
        if (sealer == null && nothingToDo()) {
          return;
        }
        if (sealer == null) {
          sealer = open();
        }
        sealer.seal(clock.instant()).ifPresent(listener::sealed);
      } catch (MissingKeyException | DamagedLedgerException e) {
        tell(
            e.getMessage()
                + ". Nothing is sealed. Check it with 'sessionlog verify'. To begin another"
                + " ledger, move "
                + LedgerFolder.in(logDir).path()
                + " away");
        sealer = closed(sealer);
      } catch (IOException | RuntimeException | LinkageError | OutOfMemoryError e) {
        String why = e instanceof IOException ? String.valueOf(e.getMessage()) : e.toString();
        tell("nothing is sealed: " + why);
        sealer = closed(sealer);
      } finally {
        signer.rest();
      }
    }
    closed(sealer);
  }

  private Duration interval() {
    return terms.interval().orElse(Duration.ofHours(1));
  }

  /** Each problem is reported once, until a full turn succeeded without it. */
  private void tell(String what) {
    if (troubles.size() < MOST_TOLD && troubles.add(what) && !before.contains(what)) {
      listener.trouble(what);
    }
  }

  /** If it is off, only an existing ledger needs a note. */
  private boolean nothingToDo() throws IOException {
    return terms.interval().isEmpty() && LedgerFolder.in(logDir).segments().isEmpty();
  }

  private static @Nullable Sealer closed(@Nullable Sealer sealer) {
    try {
      if (sealer != null) {
        sealer.close();
      }
    } catch (IOException e) {
      return null;
    }
    return null;
  }

  private Sealer open() throws IOException {
    Instant now = clock.instant();
    SessionSeals sessions =
        new SessionSeals(new RecordingStore(logDir), new Adoptions(logDir), this::tell);
    LogSeals logs = new LogSeals(logDir, this::tell);
    AuditSeals audit = new AuditSeals(new Removals(logDir), sessions::removed, logs::removed);
    ConfigurationSeals configuration = new ConfigurationSeals(terms.configuration());
    List<Sealer.Source> sources =
        terms.interval().isEmpty()
            ? List.of(configuration)
            : List.of(configuration, audit, sessions, logs);
    Ledger ledger =
        Ledger.open(
            logDir,
            "sessionlog/" + terms.host().replaceAll("[^A-Za-z0-9._-]", "_") + "/" + random(),
            signer,
            now,
            entry -> sources.forEach(source -> source.past(entry)));
    Sealer sealer = new Sealer(ledger, signer, sources);
    sealer.note(new LedgerEntry.Start(now, terms.version(), terms.boot()));
    sealer.note(new LedgerEntry.Interval(now, terms.interval().orElse(Duration.ZERO).toSeconds()));
    return sealer;
  }

  private static String random() {
    byte[] bytes = new byte[ID_BYTES];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** Waits; returns true if it must end. */
  private boolean await(Duration time) {
    try {
      return closing.await(time.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      return true;
    }
  }

  /** Returns true if the thread ended by itself within a timeout. */
  boolean awaitEnd(long millis) throws InterruptedException {
    thread.join(millis);
    return !thread.isAlive();
  }

  /** Seals everything once more, and ends; waits at most 3 s. */
  @Override
  public void close() {
    closing.countDown();
    try {
      thread.join(LONGEST_END.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
