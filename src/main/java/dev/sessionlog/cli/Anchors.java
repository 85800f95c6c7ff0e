package dev.sessionlog.cli;

import dev.sessionlog.evidence.KeptCheckpoints;
import dev.sessionlog.evidence.NoteKey;
import dev.sessionlog.evidence.NoteScanner;
import dev.sessionlog.evidence.SignedNote;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/** Keys and checkpoints that were kept elsewhere, as given to {@code verify}. */
final class Anchors {
  private static final int LONGEST_KEY = 4096;

  private Anchors() {}

  /**
   * Reads the checkpoints of a file, or of all files in a folder: notes, as {@code ledger
   * --checkpoint} prints them, or lines of a collector's log, among other lines, also in syslog and
   * as JSON.
   */
  static List<SignedNote> read(Path given) throws IOException {
    List<SignedNote> notes = new ArrayList<>();
    for (Path file : files(given)) {
      try (InputStream in = Files.newInputStream(file)) {
        notes.addAll(NoteScanner.scan(in));
      }
    }
    requireAny(!notes.isEmpty(), given);
    return notes;
  }

  /** Reads the same of several files and folders, for a comparison: as many as there are. */
  static KeptCheckpoints kept(List<Path> given) throws IOException {
    KeptCheckpoints kept = new KeptCheckpoints();
    for (Path one : given) {
      AtomicBoolean any = new AtomicBoolean();
      for (Path file : files(one)) {
        try (InputStream in = Files.newInputStream(file)) {
          NoteScanner.scan(
              in,
              note -> {
                kept.add(note);
                any.set(true);
              });
        }
      }
      requireAny(any.get(), one);
    }
    return kept;
  }

  private static void requireAny(boolean any, Path given) {
    if (!any) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "--anchor "
              + given
              + ": no checkpoint in it, expected the output of 'sessionlog ledger --checkpoint'");
    }
  }

  private static List<Path> files(Path given) throws IOException {
    if (!Files.isDirectory(given)) {
      return List.of(given);
    }
    try (Stream<Path> files = Files.list(given)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  /** Reads a key from a file, or from the text itself. */
  static NoteKey key(String given) throws IOException {
    Path file = Path.of(given);
    String text = Files.isRegularFile(file) ? beginning(file).strip() : given;
    return NoteKey.parse(text)
        .orElseThrow(
            () ->
                new CommandFailure(
                    ExitCode.USAGE,
                    "--key "
                        + given
                        + ": not a key, expected the output of 'sessionlog ledger --key', or a"
                        + " file with it"));
  }

  /** Reads no more than the length of a key. */
  private static String beginning(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(LONGEST_KEY), StandardCharsets.UTF_8);
    }
  }
}
