package dev.sessionlog.evidence;

import dev.sessionlog.files.CorruptRecordingException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Compares a file with everything that was sealed of it, in one pass. */
final class FileCheck {
  private final Path file;
  private final List<Seal> seals;

  /**
   * What a file held at one time.
   *
   * @param at when that was sealed
   * @param content its first bytes then
   */
  record Seal(Instant at, Prefix content) {}

  /**
   * What is wrong.
   *
   * @param status {@code CHANGED}, {@code CUT} or {@code MISSING}
   * @param text in words, with the file's name
   */
  record Finding(Verdict.Status status, String text) {}

  /**
   * Creates it.
   *
   * @param seals in the order of the ledger
   */
  FileCheck(Path file, List<Seal> seals) {
    this.file = file;
    this.seals = List.copyOf(seals);
  }

  /**
   * Returns what is wrong; empty when the file agrees with all seals.
   *
   * @param exactly when it may hold nothing besides what was sealed last
   */
  Optional<Finding> finding(boolean exactly) {
    PrefixDigest digest = new PrefixDigest(file);
    try {
      Optional<Finding> wrong = finding(digest);
      if (wrong.isPresent() || !exactly || seals.isEmpty()) {
        return wrong;
      }
      long end = digest.length();
      return digest.to(end + 1)
          ? found(Verdict.Status.CHANGED, "has more than the " + end + " bytes that were sealed")
          : Optional.empty();
    } catch (NoSuchFileException e) {
      return found(Verdict.Status.MISSING, "is missing");
    } catch (CorruptRecordingException e) {
      return Optional.of(new Finding(Verdict.Status.CHANGED, String.valueOf(e.getMessage())));
    } catch (IOException e) {
      return found(Verdict.Status.CHANGED, "cannot be read: " + e.getMessage());
    }
  }

  private Optional<Finding> finding(PrefixDigest digest) throws IOException {
    Optional<Seal> right = Optional.empty();
    digest.to(0); // so that one that is missing is
    for (Seal seal : seals) {
      long bytes = seal.content().bytes();
      if (bytes < digest.length()) {
        return found(
            Verdict.Status.CHANGED,
            "was sealed with "
                + digest.length()
                + " bytes, and at "
                + seal.at()
                + " with "
                + bytes);
      }
      if (!digest.to(bytes)) {
        return found(
            Verdict.Status.CUT,
            "has " + digest.length() + " bytes; " + bytes + " were sealed at " + seal.at());
      }
      if (!digest.prefix().equals(seal.content())) {
        return found(Verdict.Status.CHANGED, between(right, seal));
      }
      right = Optional.of(seal);
    }
    return Optional.empty();
  }

  private static String between(Optional<Seal> right, Seal wrong) {
    return "from byte "
        + right.map(seal -> seal.content().bytes()).orElse(0L)
        + " on, before byte "
        + wrong.content().bytes()
        + " that was sealed at "
        + wrong.at()
        + right.map(seal -> ", after what was sealed at " + seal.at()).orElse("");
  }

  private Optional<Finding> found(Verdict.Status status, String what) {
    return Optional.of(new Finding(status, file.getFileName() + " " + what));
  }
}
