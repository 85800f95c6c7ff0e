package dev.sessionlog.evidence;

import dev.sessionlog.files.CorruptRecordingException;
import dev.sessionlog.files.GzipFile;
import dev.sessionlog.files.Sha256;
import dev.sessionlog.files.StoreFiles;
import dev.sessionlog.session.ReadableUnits;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.Consumer;

/**
 * Seals the users' logs while they grow and are rotated. Another process writes, rotates,
 * compresses and removes them meanwhile, so a file that is renamed while it is hashed is sealed at
 * the next turn. For one thread.
 */
final class LogSeals implements Sealer.Source {
  private static final String LIMITS = "the limits of users' logs";

  /**
   * The longest log. Their writer is not root, and could create a huge sparse file, which the
   * sealing thread would read for days.
   */
  private static final long LONGEST = 16L << 30;

  /** The most bytes of growing files that are hashed in one turn; the rest waits for the next. */
  private static final long AT_ONCE = 1L << 30;

  private static final int MOST_NOTED = 10_000;
  private static final int END = 4096;

  private final Path logDir;
  private final Consumer<String> trouble;

  /** Files that are not logs despite their names, as they were when that was found. */
  private final Map<LogName, Object> refused = new HashMap<>();

  private final Map<LogName, Prefix> sealed = new HashMap<>();
  private final Map<LogName, Growing> growing = new HashMap<>();

  /** What cleanup said that it removes, and that is not in the ledger yet. */
  private final Map<LogName, LedgerEntry.FileGone> noted = new HashMap<>();

  /** The bytes that may still be hashed in this turn. */
  private long left;

  /**
   * A log that is written.
   *
   * @param file which file it is: the number of its inode, which the next file may get once it is
   *     gone, as in a flood that rolls logs and compresses them
   * @param digest its hash so far
   * @param end the hash of its last bytes before that place, which another file does not have there
   */
  private record Growing(Object file, PrefixDigest digest, Sha256 end) {}

  /**
   * Creates it.
   *
   * @param trouble receives logs that cannot be read; the others continue
   */
  LogSeals(Path logDir, Consumer<String> trouble) {
    this.logDir = logDir;
    this.trouble = trouble;
  }

  @Override
  public void past(LedgerEntry entry) {
    if (entry instanceof LedgerEntry.File file && !file.name().contains("/")) {
      sealed.put(new LogName(file.name()), file.content());
    } else if (entry instanceof LedgerEntry.Rolled rolled) {
      sealed.remove(new LogName(rolled.from()));
      sealed.put(new LogName(rolled.to()), rolled.content());
    } else if (entry instanceof LedgerEntry.FileGone gone) {
      sealed.remove(new LogName(gone.name()));
    }
  }

  /** Notes that a log was removed regularly. */
  void removed(LedgerEntry.FileGone gone) {
    if (noted.size() < MOST_NOTED) {
      noted.put(new LogName(gone.name()), gone);
    }
  }

  @Override
  public void look(Instant now, Consumer<LedgerEntry> entries) throws IOException {
    SortedSet<LogName> there = LogName.in(logDir);
    refused.keySet().retainAll(there);
    left = AT_ONCE;
    for (LogName name : there) {
      try {
        if (!name.rolled()) {
          written(name, now, entries);
        }
      } catch (NoSuchFileException rolledMeanwhile) {
        growing.remove(name);
      } catch (IOException e) {
        trouble.accept(name + " cannot be sealed: " + e.getMessage());
      }
    }
    // Before rolled ones are sealed by themselves: one of them may be this one.
    for (LogName name : List.copyOf(sealed.keySet())) {
      if (!name.rolled() && !there.contains(name)) {
        lookForGone(name, now, entries);
      }
    }
    for (LogName name : there) {
      if (name.rolled() && !sealed.containsKey(name) && left > 0) {
        seal(name, whole(name), now, entries);
      }
    }
    for (LogName name : List.copyOf(sealed.keySet())) {
      if (name.rolled() && !there.contains(name)) {
        lookForGone(name, now, entries);
      }
    }
    noted.clear();
  }

  private void lookForGone(LogName name, Instant now, Consumer<LedgerEntry> entries) {
    try {
      gone(name, now, entries);
    } catch (IOException e) {
      trouble.accept(name + " cannot be sealed: " + e.getMessage());
    }
  }

  private void seal(
      LogName name, Optional<Prefix> content, Instant now, Consumer<LedgerEntry> entries) {
    content.ifPresent(
        prefix -> {
          sealed.put(name, prefix);
          entries.accept(new LedgerEntry.File(now, name.text(), prefix));
        });
  }

  /** Returns the hash of a file that is no longer written; empty if it is gone by now. */
  private Optional<Prefix> whole(LogName name) {
    PrefixDigest digest = new PrefixDigest(path(name), LONGEST);
    try {
      Object facts = facts(name);
      if (facts.equals(refused.get(name))) {
        return Optional.empty();
      }
      PrefixDigest.sync(path(name));
      if (digest.to(LONGEST)) {
        refused.put(name, facts);
        throw new IOException("it is longer than " + ReadableUnits.size(LONGEST));
      }
      left -= digest.length();
      return Optional.of(digest.prefix());
    } catch (NoSuchFileException gone) {
      return Optional.empty();
    } catch (CorruptRecordingException e) {
      left -= digest.length();
      refuse(name);
      trouble.accept(name + " cannot be sealed: " + e.getMessage());
      return Optional.empty();
    } catch (IOException e) {
      left -= digest.length();
      trouble.accept(name + " cannot be sealed: " + e.getMessage());
      return Optional.empty();
    }
  }

  private void refuse(LogName name) {
    try {
      refused.put(name, facts(name));
    } catch (IOException gone) {
      refused.remove(name);
    }
  }

  /** Which file it is, and whether it was written since. */
  private Object facts(LogName name) throws IOException {
    Path plain = path(name);
    Path file = Files.exists(plain, LinkOption.NOFOLLOW_LINKS) ? plain : GzipFile.of(plain);
    return Files.readAttributes(file, "unix:ino,size,ctime", LinkOption.NOFOLLOW_LINKS);
  }

  private Path path(LogName name) {
    return logDir.resolve(name.text());
  }

  private void written(LogName name, Instant now, Consumer<LedgerEntry> entries)
      throws IOException {
    Object file = file(name);
    long length = length(name);
    Prefix before = sealed.get(name);
    Growing known = growing.get(name);
    boolean same =
        known != null
            && known.file().equals(file)
            && known.end().equals(end(name, known.digest().length()));
    if (before != null && same && length == before.bytes()) {
      return;
    }
    PrefixDigest digest = same && known != null ? known.digest() : new PrefixDigest(path(name));
    if (before != null && !same && !begins(digest, before)) {
      rolled(name, before, now, entries);
      digest = new PrefixDigest(path(name));
    } else if (before != null && length < before.bytes()) {
      rolled(name, before, now, entries);
      digest = new PrefixDigest(path(name));
    }
    if (length > LONGEST) {
      throw new IOException("it is longer than " + ReadableUnits.size(LONGEST));
    }
    long from = digest.length();
    digest.to(Math.max(Math.min(length, from + Math.max(0, left)), from));
    left -= digest.length() - from;
    Sha256 end = end(name, digest.length());
    if (!file.equals(file(name))) {
      return; // rotated meanwhile, so the hash may be of two files
    }
    growing.put(name, new Growing(file, digest, end));
    if (digest.length() > 0) {
      seal(name, Optional.of(digest.prefix()), now, entries);
    }
  }

  /** Returns the hash of some bytes before a place; of fewer where the file ends before it. */
  private Sha256 end(LogName name, long place) throws IOException {
    int length = (int) Math.min(END, place);
    ByteBuffer bytes = ByteBuffer.allocate(length);
    try (FileChannel channel = StoreFiles.read(path(name))) {
      int read = 0;
      while (read >= 0 && bytes.hasRemaining()) {
        read = channel.read(bytes, place - length + bytes.position());
      }
    }
    return Sha256.of(Arrays.copyOf(bytes.array(), bytes.position()));
  }

  private Object file(LogName name) throws IOException {
    return Files.getAttribute(path(name), "unix:ino", LinkOption.NOFOLLOW_LINKS);
  }

  private long length(LogName name) throws IOException {
    try (FileChannel channel = StoreFiles.read(path(name))) {
      long length = channel.size();
      channel.force(false); // what comes meanwhile need not be on the disk
      return length;
    }
  }

  private static boolean begins(PrefixDigest digest, Prefix before) throws IOException {
    return digest.to(before.bytes()) && digest.prefix().equals(before);
  }

  /** Finds the rotated file that begins with the sealed bytes of the log. */
  private void rolled(LogName name, Prefix before, Instant now, Consumer<LedgerEntry> entries)
      throws IOException {
    // Listed again, because it may have been rotated after the others were listed.
    List<LogName> since = newlyRolled(name, LogName.in(logDir));
    for (LogName other : since) {
      PrefixDigest digest = new PrefixDigest(path(other), LONGEST);
      if (begins(digest, before)) {
        PrefixDigest.sync(path(other));
        digest.to(LONGEST);
        forget(name);
        sealed.put(other, digest.prefix());
        entries.accept(new LedgerEntry.Rolled(now, name.text(), other.text(), digest.prefix()));
        return;
      }
    }
    forget(name);
    entries.accept(
        since.isEmpty()
            ? removedSince(name, now)
                .orElseGet(
                    () ->
                        new LedgerEntry.Changed(
                            now,
                            name.text(),
                            "no log begins with the " + before.bytes() + " bytes sealed of it"))
            : new LedgerEntry.FileGone(
                now, name.text(), LIMITS, "it was rotated since, and the rotated file is gone"));
  }

  /** Cleanup may have removed the only file into which the log was rolled since. */
  private Optional<LedgerEntry> removedSince(LogName name, Instant now) {
    for (Map.Entry<LogName, LedgerEntry.FileGone> one : noted.entrySet()) {
      if (one.getKey().before().equals(Optional.of(name)) && !sealed.containsKey(one.getKey())) {
        LedgerEntry.FileGone gone = one.getValue();
        return Optional.of(
            new LedgerEntry.FileGone(
                now, name.text(), gone.by(), "rolled into " + gone.name() + ": " + gone.why()));
      }
    }
    return Optional.empty();
  }

  private void forget(LogName name) {
    sealed.remove(name);
    growing.remove(name);
  }

  private List<LogName> newlyRolled(LogName name, SortedSet<LogName> there) {
    List<LogName> found = new ArrayList<>();
    for (LogName other : there) {
      if (!sealed.containsKey(other) && other.before().equals(Optional.of(name))) {
        found.add(other);
      }
    }
    return found;
  }

  private void gone(LogName name, Instant now, Consumer<LedgerEntry> entries) throws IOException {
    Prefix before = sealed.get(name);
    if (Files.exists(path(name)) || Files.exists(GzipFile.of(path(name)))) {
      return; // it was renamed or compressed while the others were listed
    }
    if (name.rolled()) {
      sealed.remove(name);
      LedgerEntry.FileGone why = noted.get(name);
      entries.accept(
          why == null
              ? new LedgerEntry.FileGone(now, name.text(), LIMITS, "it is not there any more")
              : new LedgerEntry.FileGone(now, name.text(), why.by(), why.why()));
    } else if (before != null) {
      rolled(name, before, now, entries);
    }
  }
}
