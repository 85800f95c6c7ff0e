package dev.sessionlog.evidence;

import dev.sessionlog.files.CorruptRecordingException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Compares a file with all its seals, in one pass. */
final class FileCheck {
  private final Path file;
  private final List<Seal> seals;

  /**
   * The sealed content of a file at one time.
   *
   * @param at the time of the seal
   * @param content its first bytes at that time
   */
  record Seal(Instant at, Prefix content) {}

  /**
   * A problem.
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
   * Returns what is wrong; empty if the file agrees with all seals.
   *
   * @param exactly true if it must not have more than the last seal covers
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
    int rising = rising();
    List<Prefix> contents = seals.subList(0, rising).stream().map(Seal::content).toList();
    OptionalInt other = digest.firstOther(contents);
    if (other.isPresent()) {
      Seal seal = seals.get(other.getAsInt());
      long bytes = seal.content().bytes();
      return digest.length() < bytes
          ? found(
              Verdict.Status.CUT,
              "has " + digest.length() + " bytes; " + bytes + " were sealed at " + seal.at())
          : found(Verdict.Status.CHANGED, between(other.getAsInt()));
    }
    if (rising == seals.size()) {
      return Optional.empty();
    }
    Seal shorter = seals.get(rising);
    return found(
        Verdict.Status.CHANGED,
        "was sealed with "
            + digest.length()
            + " bytes, and at "
            + shorter.at()
            + " with "
            + shorter.content().bytes());
  }

  /**
   * Returns the number of seals before the first one that covers fewer bytes than the previous one.
   */
  private int rising() {
    int count = Math.min(1, seals.size());
    while (count < seals.size()
        && seals.get(count).content().bytes() >= seals.get(count - 1).content().bytes()) {
      count++;
    }
    return count;
  }

  private String between(int wrong) {
    Optional<Seal> right = wrong == 0 ? Optional.empty() : Optional.of(seals.get(wrong - 1));
    return "from byte "
        + right.map(seal -> seal.content().bytes()).orElse(0L)
        + " on, before byte "
        + seals.get(wrong).content().bytes()
        + " that was sealed at "
        + seals.get(wrong).at()
        + right.map(seal -> ", after what was sealed at " + seal.at()).orElse("");
  }

  private Optional<Finding> found(Verdict.Status status, String what) {
    return Optional.of(new Finding(status, file.getFileName() + " " + what));
  }
}
