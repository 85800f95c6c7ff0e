package dev.sessionlog.cli;

import dev.sessionlog.evidence.NoteKey;
import dev.sessionlog.evidence.SignedNote;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What somebody kept elsewhere, as it is given to {@code verify}. */
final class Anchors {
  private Anchors() {}

  /**
   * Reads the checkpoints of a file: notes, as {@code ledger --checkpoint} prints them, or lines as
   * a collector's log has them, among any others.
   */
  static List<SignedNote> read(Path file) throws IOException {
    String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    List<SignedNote> notes = new ArrayList<>(SignedNote.parseAll(text));
    text.lines().forEach(line -> SignedNote.parseLine(line).ifPresent(notes::add));
    if (notes.isEmpty()) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "--anchor "
              + file
              + ": holds no checkpoint, expected what 'sessionlog ledger --checkpoint' printed");
    }
    return notes;
  }

  /** Reads a key: of a file that holds one, or as it stands. */
  static NoteKey key(String given) throws IOException {
    Path file = Path.of(given);
    String text = Files.isRegularFile(file) ? Files.readString(file).strip() : given;
    return NoteKey.parse(text)
        .orElseThrow(
            () ->
                new CommandFailure(
                    ExitCode.USAGE,
                    "--key "
                        + given
                        + ": no key, expected what 'sessionlog ledger --key' printed, or a file"
                        + " that holds it"));
  }
}
