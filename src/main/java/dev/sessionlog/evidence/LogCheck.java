package dev.sessionlog.evidence;

import java.io.IOException;
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
  private final Map<LogName, Prefix> sealed;

  /**
   * Creates it.
   *
   * @param sealed what the ledger says of the logs that should be there
   */
  LogCheck(Path logDir, Map<LogName, Prefix> sealed) {
    this.logDir = logDir;
    this.sealed = sealed;
  }

  /** Looks at each of them, and says what is wrong. */
  void check(Consumer<String> problems) throws IOException {
    SortedSet<LogName> there = LogName.in(logDir);
    for (Map.Entry<LogName, Prefix> one : sealed.entrySet()) {
      problem(one.getKey(), one.getValue(), there).ifPresent(problems);
    }
  }

  private Optional<String> problem(LogName name, Prefix expected, SortedSet<LogName> there) {
    Optional<String> problem = problem(name, expected);
    if (problem.isEmpty() || name.rolled()) {
      return problem;
    }
    List<LogName> since =
        there.stream()
            .filter(other -> !sealed.containsKey(other))
            .filter(other -> other.before().equals(Optional.of(name)))
            .toList();
    for (LogName other : since) {
      if (problem(new LogName(other.text()), expected, false).isEmpty()) {
        return Optional.empty(); // rolled since it was sealed
      }
    }
    return problem;
  }

  private Optional<String> problem(LogName name, Prefix expected) {
    return problem(name, expected, name.rolled());
  }

  private Optional<String> problem(LogName name, Prefix expected, boolean exactly) {
    PrefixDigest digest = new PrefixDigest(logDir.resolve(name.text()));
    try {
      if (!digest.to(expected.bytes())) {
        return Optional.of(
            name + " has " + digest.length() + " bytes; " + expected.bytes() + " were sealed");
      }
      if (!digest.prefix().equals(expected)) {
        return Optional.of(name + " was changed in its first " + expected.bytes() + " bytes");
      }
      if (exactly && digest.to(expected.bytes() + 1)) {
        return Optional.of(name + " has more than the " + expected.bytes() + " bytes sealed");
      }
      return Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.of(name + " is missing; " + expected.bytes() + " bytes were sealed");
    } catch (IOException e) {
      return Optional.of(name + " cannot be read: " + e.getMessage());
    }
  }
}
