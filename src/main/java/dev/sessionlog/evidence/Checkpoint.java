package dev.sessionlog.evidence;

import dev.sessionlog.files.Sha256;
import java.util.Base64;
import java.util.Optional;

/**
 * The state of the ledger at one time: a C2SP tlog-checkpoint without extension lines.
 *
 * @param origin the name of the ledger
 * @param size the number of entries
 * @param root the hash of its Merkle tree then
 */
public record Checkpoint(String origin, long size, Sha256 root) {
  /** Returns the text that is signed: three lines. */
  public String text() {
    return origin + "\n" + size + "\n" + Base64.getEncoder().encodeToString(root.bytes()) + "\n";
  }

  /** Parses a checkpoint; empty if the text does not have exactly this form. */
  public static Optional<Checkpoint> parse(String text) {
    String[] lines = text.split("\n", -1);
    if (lines.length != 4 || lines[0].isEmpty() || !lines[1].matches("0|[1-9]\\d{0,17}")) {
      return Optional.empty();
    }
    Optional<byte[]> root = Base64Text.decode(lines[2], Sha256.LENGTH);
    return root.map(bytes -> new Checkpoint(lines[0], Long.parseLong(lines[1]), new Sha256(bytes)))
        .filter(checkpoint -> checkpoint.text().equals(text));
  }
}
