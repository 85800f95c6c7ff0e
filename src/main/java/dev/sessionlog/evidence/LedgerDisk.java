package dev.sessionlog.evidence;

import dev.sessionlog.files.StoreFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** The disk operations of a ledger. Tests record them, and simulate a loss of power. */
class LedgerDisk {
  FileChannel create(Path file) throws IOException {
    return StoreFiles.create(file);
  }

  FileChannel update(Path file) throws IOException {
    return StoreFiles.update(file);
  }

  FileChannel updateOrCreate(Path file) throws IOException {
    return StoreFiles.updateOrCreate(file);
  }

  void delete(Path file) throws IOException {
    Files.deleteIfExists(file);
  }

  /** Forces the names in the folder to the disk. */
  void sync(LedgerFolder folder) throws IOException {
    folder.sync();
  }
}
