package dev.sessionlog.custody;

import dev.sessionlog.files.StoreFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.StringJoiner;

/**
 * What tells later that a copy of a removed file is one: its SHA-256, as sha256sum(1) prints it.
 */
public final class Fingerprint {
  private static final int PIECE = 1 << 16;

  private Fingerprint() {}

  /** Returns the name and fingerprint of each file, in the order of their names; empty for none. */
  public static String of(List<Path> files) throws IOException {
    StringJoiner words = new StringJoiner(" ");
    for (Path file : files.stream().sorted().toList()) {
      words.add(file.getFileName() + " sha256:" + of(file));
    }
    return words.toString();
  }

  private static String of(Path file) throws IOException {
    MessageDigest digest = sha256();
    byte[] piece = new byte[PIECE];
    try (InputStream in = StoreFiles.input(file)) {
      for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
        digest.update(piece, 0, n);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has it", e);
    }
  }
}
