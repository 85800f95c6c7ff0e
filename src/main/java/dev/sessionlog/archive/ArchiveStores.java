package dev.sessionlog.archive;

import java.io.IOException;
import java.security.SecureRandom;

/** Opens archives, of whichever kind. */
public final class ArchiveStores {
  private ArchiveStores() {}

  /**
   * Opens an archive to be read.
   *
   * @throws ArchiveException when it is not there, or a later version wrote it
   */
  public static ArchiveStore open(ArchiveUrl url) throws IOException {
    if (url instanceof ArchiveUrl.Folder folder) {
      return FolderStore.open(folder, new SecureRandom());
    }
    throw new ArchiveException(
        ArchiveException.Kind.UNFIT, url + ": this version reads archives in folders alone");
  }
}
