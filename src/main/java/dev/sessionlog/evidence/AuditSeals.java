package dev.sessionlog.evidence;

import dev.sessionlog.files.Sha256;
import dev.sessionlog.files.StoreFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Seals the growing audit log, and extracts removals and holds from it. For one thread. */
final class AuditSeals implements Sealer.Source {
  private static final String NAME = "audit/audit.log";

  private final Removals removals;
  private final Consumer<LedgerEntry.Gone> removed;
  private final Consumer<LedgerEntry.FileGone> removedLogs;
  private Prefix sealed = new Prefix(0, Sha256.of());
  private @Nullable PrefixDigest digest;

  /**
   * Creates it.
   *
   * @param removed receives each removal, too
   * @param removedLogs is given each log that was removed, and says so in the ledger
   */
  AuditSeals(
      Removals removals,
      Consumer<LedgerEntry.Gone> removed,
      Consumer<LedgerEntry.FileGone> removedLogs) {
    this.removals = removals;
    this.removed = removed;
    this.removedLogs = removedLogs;
  }

  @Override
  public void past(LedgerEntry entry) {
    if (entry instanceof LedgerEntry.File file && file.name().equals(NAME)) {
      sealed = file.content();
    }
  }

  @Override
  public void look(Instant now, Consumer<LedgerEntry> entries) throws IOException {
    long length;
    try (FileChannel channel = StoreFiles.read(removals.auditLog())) {
      length = channel.size();
      if (length == sealed.bytes() && digest != null) {
        return;
      }
      channel.force(false);
    } catch (NoSuchFileException nothingNotedYet) {
      length = 0;
    }
    PrefixDigest known = known(length, now, entries);
    long end = removals.read(known.length(), length, noted -> take(noted, now, entries));
    if (end > known.length()) {
      known.to(end);
      sealed = known.prefix();
      entries.accept(new LedgerEntry.File(now, NAME, sealed));
    }
    digest = known;
  }

  private void take(LedgerEntry noted, Instant now, Consumer<LedgerEntry> entries) {
    if (noted instanceof LedgerEntry.Gone gone) {
      removed.accept(gone);
      entries.accept(new LedgerEntry.Gone(now, gone.session(), gone.by(), gone.why()));
    } else if (noted instanceof LedgerEntry.FileGone gone) {
      removedLogs.accept(gone);
    } else if (noted instanceof LedgerEntry.Note hold) {
      entries.accept(new LedgerEntry.Note(now, hold.what(), hold.text(), hold.by()));
    }
  }

  /** Notes a log that no longer begins with the sealed bytes, and reads it from its beginning. */
  private PrefixDigest known(long length, Instant now, Consumer<LedgerEntry> entries)
      throws IOException {
    if (digest != null && digest.length() <= length) {
      return digest;
    }
    PrefixDigest anew = new PrefixDigest(removals.auditLog());
    if (sealed.bytes() == 0) {
      return anew;
    }
    if (length >= sealed.bytes() && anew.to(sealed.bytes()) && anew.prefix().equals(sealed)) {
      return anew;
    }
    entries.accept(
        new LedgerEntry.Changed(
            now, NAME, "it no longer begins with the " + sealed.bytes() + " bytes sealed"));
    return new PrefixDigest(removals.auditLog());
  }
}
