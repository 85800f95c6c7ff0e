package dev.sessionlog.evidence;

import dev.sessionlog.files.StoreFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a ledger asks of the disk. Tests keep an account of it, and lose power. */
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

  /** Makes the names in the folder survive a loss of power. */
  void sync(LedgerFolder folder) throws IOException {
    folder.sync();
  }
}
