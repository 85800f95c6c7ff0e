package dev.sessionlog.evidence;

import dev.sessionlog.files.DurableFile;
import dev.sessionlog.files.StoreFiles;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The files of a ledger: {@code ledger/} of a log dir. Entries are in segments of 65,536; a full
 * segment never changes again.
 *
 * @param path the folder
 */
public record LedgerFolder(Path path) {
  /** The number of entries of a full segment. */
  static final int SEGMENT = 1 << 16;

  private static final String ENTRIES = ".jsonl";
  private static final int LONGEST_CHECKPOINTS = 1 << 26;

  /** Returns the ledger's folder in a log dir. */
  public static LedgerFolder in(Path logDir) {
    return new LedgerFolder(logDir.resolve("ledger"));
  }

  /** Returns the entries of a segment, one a line. */
  Path entries(long segment) {
    return path.resolve(name(segment) + ENTRIES);
  }

  /** Returns the checkpoints whose last entry is in a segment, one after the other. */
  Path checkpoints(long segment) {
    return path.resolve(name(segment) + ".checkpoints");
  }

  /** Returns the checkpoints whose last entry is in a segment, as written. */
  String notes(long segment) throws IOException {
    try {
      return StoreFiles.text(checkpoints(segment), LONGEST_CHECKPOINTS);
    } catch (NoSuchFileException none) {
      return "";
    }
  }

  /** Returns the file with the secret keys. */
  Path keys() {
    return path.resolve("key");
  }

  private static String name(long segment) {
    return String.format("%06d", segment);
  }

  /**
   * Returns the numbers of the existing segments, in order.
   *
   * @throws IOException if the folder cannot be read; a missing folder has none
   */
  List<Long> segments() throws IOException {
    List<Long> segments = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(path, "*" + ENTRIES)) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        String number = name.substring(0, name.length() - ENTRIES.length());
        if (number.matches("\\d{6,12}")) {
          segments.add(Long.parseLong(number));
        }
      }
    } catch (NoSuchFileException none) {
      return segments;
    }
    segments.sort(null);
    return segments;
  }

  /** Returns the first entry of a segment; empty if there is no such segment or entry. */
  Optional<LedgerEntry> first(long segment) throws IOException {
    return firstLine(segment).flatMap(LedgerEntry::parse);
  }

  /** Returns that entry as written. */
  Optional<byte[]> firstLine(long segment) throws IOException {
    try (LineScanner lines = new LineScanner(StoreFiles.read(entries(segment)))) {
      return lines.next();
    } catch (NoSuchFileException none) {
      return Optional.empty();
    }
  }

  /** Forces the names in the folder to the disk. */
  void sync() throws IOException {
    DurableFile.syncFolder(path);
  }
}
