package dev.sessionlog.collector;

import dev.sessionlog.config.ArchiveSettings;
import dev.sessionlog.files.StoreFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;

/**
 * The credentials of a store, on their way from a file that only root reads to the process that
 * needs them, which is not root: the first line of its input. No environment shows them, and no
 * file of another's.
 */
public final class ArchiverSecret {
  private static final int LARGEST = 1 << 16;
  private static final int OTHERS = 0077;
  private static final String NONE = "-";

  private ArchiverSecret() {}

  /**
   * Gives a process what the configured file holds.
   *
   * @throws IOException also when others than its owner may read the file
   */
  static void write(ArchiveSettings settings, OutputStream input) throws IOException {
    Optional<byte[]> content = file(settings);
    String line = content.map(Base64.getEncoder()::encodeToString).orElse(NONE);
    input.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
    input.flush();
  }

  /**
   * Returns what the configured file holds, for a process that may read it; empty for the usual
   * chain.
   *
   * @throws IOException also when others than its owner may read the file
   */
  public static Optional<String> text(ArchiveSettings settings) throws IOException {
    return file(settings).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  private static Optional<byte[]> file(ArchiveSettings settings) throws IOException {
    Optional<Path> file = settings.credentials();
    if (file.isPresent()) {
      Object mode = Files.getAttribute(file.get(), "unix:mode", LinkOption.NOFOLLOW_LINKS);
      if (((Integer) mode & OTHERS) != 0) {
        throw new IOException(
            file.get() + ": others than its owner may read or write it; chmod 600");
      }
      return Optional.of(StoreFiles.bytes(file.get(), LARGEST));
    }
    return Optional.empty();
  }

  /** Takes them from the input of this process; empty for the usual chain. */
  public static Optional<String> read(InputStream input) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = input.read(); next >= 0 && next != '\n'; next = input.read()) {
      line.write(next);
      if (line.size() > 2 * LARGEST) {
        throw new IOException("too much for credentials");
      }
    }
    String text = line.toString(StandardCharsets.US_ASCII);
    return text.isEmpty() || text.equals(NONE)
        ? Optional.empty()
        : Optional.of(new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8));
  }
}
