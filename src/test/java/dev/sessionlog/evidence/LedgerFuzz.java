package dev.sessionlog.evidence;

import dev.sessionlog.fuzz.FuzzFolder;
import dev.sessionlog.fuzz.Oracle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A ledger: it is checked, or what is wrong is said in words. An entry that is read and written
 * again is the same. An input is the entries, {@code FE}, the checkpoints, {@code FE}, the key.
 */
public final class LedgerFuzz {
  private static final byte END = (byte) 0xfe;

  private LedgerFuzz() {}

  /** Called by the fuzzer. */
  public static void fuzzerTestOneInput(byte[] bytes) {
    Oracle.within2Seconds(() -> check(FuzzFolder.empty(), bytes));
  }

  private static void check(Path logDir, byte[] bytes) throws IOException {
    Path folder = Files.createDirectory(logDir.resolve("ledger"));
    int first = end(bytes, 0);
    int second = end(bytes, first + 1);
    Files.write(folder.resolve("000000.jsonl"), part(bytes, 0, first));
    Files.write(folder.resolve("000000.checkpoints"), part(bytes, first + 1, second));
    Files.write(folder.resolve("key"), part(bytes, second + 1, bytes.length));
    again(part(bytes, 0, first));
    Verifier verifier = new Verifier(logDir);
    Verification found = verifier.ledger(Optional.empty(), List.of());
    Oracle.holds(
        found.entries() > 0 || !found.problems().isEmpty() || found.begin().isPresent(),
        "nothing is there, and nothing is said");
    verifier.sessions((id, user) -> true, 1, verdict -> Oracle.holds(!sealed(verdict), "sealed"));
    SignedNote.parseLine(new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1));
  }

  /** There is no recording. */
  private static boolean sealed(Verdict verdict) {
    return verdict.status() == Verdict.Status.SEALED;
  }

  private static void again(byte[] entries) {
    int start = 0;
    for (int i = 0; i < entries.length; i++) {
      if (entries[i] == '\n') {
        LedgerEntry.parse(part(entries, start, i)).ifPresent(LedgerFuzz::same);
        start = i + 1;
      }
    }
  }

  private static void same(LedgerEntry entry) {
    byte[] line = entry.line();
    byte[] twice = LedgerEntry.parse(line).map(LedgerEntry::line).orElse(new byte[0]);
    Oracle.holds(Arrays.equals(line, twice), "written and read again it is another");
  }

  private static int end(byte[] bytes, int from) {
    for (int i = Math.min(from, bytes.length); i < bytes.length; i++) {
      if (bytes[i] == END) {
        return i;
      }
    }
    return bytes.length;
  }

  private static byte[] part(byte[] bytes, int from, int to) {
    int start = Math.min(from, bytes.length);
    return Arrays.copyOfRange(bytes, start, Math.max(start, to));
  }
}
