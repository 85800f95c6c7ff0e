package dev.sessionlog.evidence;

import dev.sessionlog.files.CorruptRecordingException;
import dev.sessionlog.files.StoreFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Compares the ledger with the present key: a truncated ledger announces an older key. The key is
 * read before the ledger, which a collector may be writing, so that the ledger is never behind the
 * key.
 */
final class KeyCheck {
  private static final String CUT =
      "only root can read the key; without it, only an anchor shows whether the end of the ledger"
          + " was cut off";

  private final LedgerFolder folder;
  private final NavigableMap<Long, byte[]> before;
  private final Optional<String> unreadable;
  private final Optional<String> wrong;

  private KeyCheck(
      LedgerFolder folder,
      NavigableMap<Long, byte[]> before,
      Optional<String> unreadable,
      Optional<String> wrong) {
    this.folder = folder;
    this.before = before;
    this.unreadable = unreadable;
    this.wrong = wrong;
  }

  /** Reads the present key. */
  static KeyCheck begin(LedgerFolder folder) throws IOException {
    try {
      return new KeyCheck(folder, keys(folder), Optional.empty(), Optional.empty());
    } catch (AccessDeniedException e) {
      return new KeyCheck(folder, new TreeMap<>(), Optional.of(CUT), Optional.empty());
    } catch (CorruptRecordingException e) { // a link, a named pipe
      Optional<String> why = Optional.of(String.valueOf(e.getMessage()));
      return new KeyCheck(folder, new TreeMap<>(), Optional.empty(), why);
    }
  }

  private static NavigableMap<Long, byte[]> keys(LedgerFolder folder) throws IOException {
    try (FileChannel file = StoreFiles.read(folder.keys())) {
      return new KeyFile(file).keys();
    } catch (NoSuchFileException e) {
      return new TreeMap<>();
    }
  }

  /** Compares a ledger that was read after that. */
  void check(LedgerReader.Chain chain, Consumer<String> problems, Consumer<String> notes)
      throws IOException {
    if (unreadable.isPresent()) {
      notes.accept(unreadable.get());
      return;
    }
    if (wrong.isPresent()) {
      problems.accept(wrong.get());
      return;
    }
    if (before.isEmpty()) {
      problems.accept("the key is gone: " + folder.keys());
      return;
    }
    if (chain.epoch() < before.firstKey()) {
      problems.accept(
          "its last checkpoint is number "
              + chain.epoch()
              + ", and the key is of number "
              + (before.firstKey() + 1)
              + ": checkpoints were removed");
      return;
    }
    NavigableMap<Long, byte[]> now =
        before.lastKey() < chain.epoch() ? keys(folder) : before; // it continued in the meantime
    if (now.isEmpty() || now.lastKey() < chain.epoch()) {
      problems.accept(
          "the key in " + folder.keys() + " is older than the ledger: nothing more can be sealed");
    } else if (now.containsKey(chain.epoch())
        && !Arrays.equals(now.get(chain.epoch()), chain.key().bytes())) {
      problems.accept("the key in " + folder.keys() + " is not the one that the ledger announces");
    }
  }
}
