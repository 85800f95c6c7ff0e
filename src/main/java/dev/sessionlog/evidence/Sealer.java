package dev.sessionlog.evidence;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Writes seals of recordings to the ledger. Only the collector that serves the log dir has one, in
 * its own thread; nothing waits for it.
 */
final class Sealer implements Closeable {
  /** The interval of notes that nothing happened. */
  static final Duration BEAT = Duration.ofHours(1);

  private final Ledger ledger;
  private final Signer signer;
  private final List<Source> sources;
  private final List<LedgerEntry> pending = new ArrayList<>();
  private Optional<Instant> last = Optional.empty();

  /** A source of new entries. */
  interface Source {
    /** Receives an entry of an earlier run. */
    void past(LedgerEntry entry);

    /**
     * Returns new entries.
     *
     * @throws IOException if it cannot be read; the next call returns it
     */
    void look(Instant now, Consumer<LedgerEntry> entries) throws IOException;
  }

  Sealer(Ledger ledger, Signer signer, List<Source> sources) {
    this.ledger = ledger;
    this.signer = signer;
    this.sources = List.copyOf(sources);
  }

  /** Adds a note to the next checkpoint. */
  void note(LedgerEntry entry) {
    pending.add(entry);
  }

  /**
   * Seals what is new.
   *
   * @return the checkpoint; empty if there was nothing for less than an hour
   * @throws IOException if it fails; the entries are sealed the next time
   */
  Optional<SignedNote> seal(Instant now) throws IOException {
    for (Source source : sources) {
      source.look(now, pending::add);
    }
    if (pending.isEmpty() && ledger.sealed() == ledger.size()) {
      if (last.isPresent() && now.isBefore(last.get().plus(BEAT)) && !now.isBefore(last.get())) {
        return Optional.empty();
      }
      pending.add(new LedgerEntry.Beat(now));
    }
    ledger.append(List.copyOf(pending));
    pending.clear();
    SignedNote note = ledger.seal(signer, now);
    last = Optional.of(now);
    return Optional.of(note);
  }

  @Override
  public void close() throws IOException {
    ledger.close();
  }
}
