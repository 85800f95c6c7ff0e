package dev.sessionlog.export;

import dev.sessionlog.files.Sha256;
import dev.sessionlog.files.StoreFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Identifies the content of an import's source, independent of its path. */
public final class SourceContent {
  private SourceContent() {}

  /** Returns the identifier; empty if the source can be read only once, for example a pipe. */
  public static Optional<String> of(ImportSource source) throws IOException {
    List<Path> files = new ArrayList<>();
    if (Files.isDirectory(source.file())) {
      StoreFiles.entries(source.file()).stream()
          .filter(Files::isRegularFile)
          .sorted()
          .forEach(files::add);
    } else {
      files.add(source.file());
    }
    source.timing().ifPresent(files::add);
    return files.stream().allMatch(Files::isRegularFile)
        ? Optional.of(digest(files))
        : Optional.empty();
  }

  private static String digest(List<Path> files) throws IOException {
    MessageDigest digest = Sha256.digest();
    byte[] piece = new byte[1 << 16];
    for (Path one : files) {
      digest.update(ByteBuffer.allocate(Long.BYTES).putLong(Files.size(one)).flip());
      try (InputStream in = Files.newInputStream(one)) {
        for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
          digest.update(piece, 0, count);
        }
      }
    }
    return new Sha256(digest.digest()).toString();
  }
}
