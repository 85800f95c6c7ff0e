package dev.sessionlog.evidence;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.Consumer;

/** Compares the users' logs with what was sealed of them. */
final class LogCheck {
  private final Path logDir;
  private final Map<LogName, LogHistory> sealed;

  /**
   * Creates it.
   *
   * @param sealed what the ledger says of the logs that should be there
   */
  LogCheck(Path logDir, Map<LogName, LogHistory> sealed) {
    this.logDir = logDir;
    this.sealed = sealed;
  }

  /** Looks at each of them, and says what is wrong, and which are removed in good order. */
  void check(Consumer<String> problems, Consumer<LedgerEntry.FileGone> removed) throws IOException {
    SortedSet<LogName> there = LogName.in(logDir);
    for (Map.Entry<LogName, LogHistory> one : sealed.entrySet()) {
      Optional<LedgerEntry.FileGone> gone = one.getValue().gone();
      if (gone.isPresent() && !there.contains(one.getKey())) {
        removed.accept(gone.get());
      } else {
        problem(one.getKey(), one.getValue().prefixes(), there).ifPresent(problems);
      }
    }
  }

  private Optional<String> problem(
      LogName name, SealedPrefixes expected, SortedSet<LogName> there) {
    Optional<String> problem = problem(name, expected, name.rolled());
    if (problem.isEmpty() || name.rolled()) {
      return problem;
    }
    List<LogName> since =
        there.stream()
            .filter(other -> !sealed.containsKey(other))
            .filter(other -> other.before().equals(Optional.of(name)))
            .toList();
    for (LogName other : since) {
      if (problem(other, expected, false).isEmpty()) {
        return Optional.empty(); // rolled since it was sealed
      }
    }
    return problem;
  }

  private Optional<String> problem(LogName name, SealedPrefixes expected, boolean exactly) {
    long sealedBytes = expected.last().bytes();
    try {
      PrefixDigest digest = new PrefixDigest(logDir.resolve(name.text()));
      Optional<Prefix> other = digest.firstOther(expected.rising());
      if (other.isPresent() && digest.length() < other.get().bytes()) {
        return Optional.of(
            name + " has " + digest.length() + " bytes; " + other.get().bytes() + " were sealed");
      }
      if (other.isPresent()) {
        return Optional.of(name + " was changed in its first " + other.get().bytes() + " bytes");
      }
      if (exactly && digest.to(digest.length() + 1)) {
        return Optional.of(name + " has more than the " + sealedBytes + " bytes sealed");
      }
      return Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.of(name + " is missing; " + sealedBytes + " bytes were sealed");
    } catch (IOException | InvalidPathException e) {
      return Optional.of(name + " cannot be read: " + e.getMessage());
    }
  }
}
