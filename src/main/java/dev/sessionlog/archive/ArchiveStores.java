package dev.sessionlog.archive;

import java.io.IOException;
import java.security.SecureRandom;

/** Opens archives, of whichever kind. */
public final class ArchiveStores {
  private ArchiveStores() {}

  /**
   * Opens an archive to be read.
   *
   * @param access how it is reached; of no matter for a folder
   * @throws ArchiveException when it is not there
   */
  public static ArchiveStore open(ArchiveUrl url, ArchiveAccess access) throws IOException {
    return open(url, access, "");
  }

  /**
   * Opens an archive to be written.
   *
   * @param writer tells writers apart: there is one process at a time of each; empty for none
   */
  public static ArchiveStore open(ArchiveUrl url, ArchiveAccess access, String writer)
      throws IOException {
    if (url instanceof ArchiveUrl.Folder folder) {
      return FolderStore.open(folder, writer, new SecureRandom());
    }
    if (url instanceof ArchiveUrl.S3 bucket) {
      return S3Classes.open(bucket, access);
    }
    throw new IllegalArgumentException(url.toString());
  }
}
