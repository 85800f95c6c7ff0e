package dev.sessionlog.evidence;

import java.util.Optional;

/**
 * All that the ledger says of one log. Nobody writes into a rolled one, so what is sealed of it
 * first counts. For one thread.
 */
final class LogHistory {
  private final SealedPrefixes prefixes = new SealedPrefixes();
  private boolean rolled;
  private Optional<LedgerEntry.FileGone> gone = Optional.empty();

  /** Takes what was sealed of a log under its name. */
  void add(LogName name, Prefix content) {
    if (!rolled) {
      prefixes.add(content);
      rolled = name.rolled();
    }
  }

  /** Takes what was sealed of a log that was renamed to this one. */
  void add(LogHistory before, Prefix content) {
    prefixes.addAll(before.prefixes);
    prefixes.add(content);
    rolled = true;
  }

  void add(LedgerEntry.FileGone removal) {
    gone = Optional.of(removal);
  }

  SealedPrefixes prefixes() {
    return prefixes;
  }

  /** Returns how its removal was noted. */
  Optional<LedgerEntry.FileGone> gone() {
    return gone;
  }
}
