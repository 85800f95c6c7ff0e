package dev.sessionlog.export;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** An export that is one file. */
final class FileDestination implements Destination {
  private final Path file;
  private final boolean replace;
  private @Nullable PendingFile pending;

  FileDestination(Path file, boolean replace) {
    this.file = file;
    this.replace = replace;
  }

  @Override
  public OutputStream open(String name) throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file) && !Files.isDirectory(file)) {
      return new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
    }
    PendingFile created = PendingFile.create(file, replace);
    pending = created;
    return created.open();
  }

  @Override
  public void commit() throws IOException {
    if (pending != null) {
      pending.commit();
    }
  }

  @Override
  public void close() throws IOException {
    if (pending != null) {
      pending.close();
    }
  }
}
