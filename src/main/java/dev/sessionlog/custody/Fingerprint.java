package dev.sessionlog.custody;

import dev.sessionlog.files.Sha256;
import dev.sessionlog.files.StoreFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.StringJoiner;

/**
 * Identifies a removed file, so that a copy can be recognized later: its SHA-256, as sha256sum(1)
 * prints it.
 */
public final class Fingerprint {
  private static final int PIECE = 1 << 16;

  private Fingerprint() {}

  /** Returns the name and fingerprint of each file, sorted by name; empty for no files. */
  public static String of(List<Path> files) throws IOException {
    StringJoiner words = new StringJoiner(" ");
    for (Path file : files.stream().sorted().toList()) {
      words.add(file.getFileName() + " sha256:" + of(file));
    }
    return words.toString();
  }

  private static String of(Path file) throws IOException {
    MessageDigest digest = Sha256.digest();
    byte[] piece = new byte[PIECE];
    try (InputStream in = StoreFiles.input(file)) {
      for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
        digest.update(piece, 0, n);
      }
    }
    return new Sha256(digest.digest()).toString();
  }
}
