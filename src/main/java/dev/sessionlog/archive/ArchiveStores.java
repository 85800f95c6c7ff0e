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
    return open(url, "");
  }

  /**
   * Opens an archive to be written.
   *
   * @param writer tells writers apart: there is one process at a time of each; empty for none
   */
  public static ArchiveStore open(ArchiveUrl url, String writer) throws IOException {
    if (url instanceof ArchiveUrl.Folder folder) {
      return FolderStore.open(folder, writer, new SecureRandom());
    }
    throw new ArchiveException(
        ArchiveException.Kind.UNFIT, url + ": this version knows archives in folders alone");
  }
}
