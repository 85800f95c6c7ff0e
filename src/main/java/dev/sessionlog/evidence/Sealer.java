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
 * Brings what is recorded into the ledger. Only the collector that serves the log dir has one, in a
 * thread of its own; nobody waits for it.
 */
final class Sealer implements Closeable {
  /** When nothing happens, this is noted so often. */
  static final Duration BEAT = Duration.ofHours(1);

  private final Ledger ledger;
  private final Signer signer;
  private final List<Source> sources;
  private final List<LedgerEntry> pending = new ArrayList<>();
  private Optional<Instant> last = Optional.empty();

  /** Something of which there is more and more. */
  interface Source {
    /** Takes an entry that an earlier run wrote. */
    void past(LedgerEntry entry);

    /**
     * Gives what is new.
     *
     * @throws IOException when it cannot be looked at; the next look gives it
     */
    void look(Instant now, Consumer<LedgerEntry> entries) throws IOException;
  }

  Sealer(Ledger ledger, Signer signer, List<Source> sources) {
    this.ledger = ledger;
    this.signer = signer;
    this.sources = List.copyOf(sources);
  }

  /** Has something noted with the next checkpoint. */
  void note(LedgerEntry entry) {
    pending.add(entry);
  }

  /**
   * Seals what is new.
   *
   * @return the checkpoint; empty when there is nothing, and has not been for less than an hour
   * @throws IOException when it fails; what was found is sealed the next time
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
