package dev.sessionlog.archive;

import dev.sessionlog.archive.ArchiveException.Kind;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Locale;

/** What the file system says, as an {@link ArchiveException}. */
final class FolderTrouble {
  private FolderTrouble() {}

  static ArchiveException of(ArchiveUrl.Folder url, IOException e) {
    if (e instanceof ArchiveException known) {
      return known;
    }
    if (e instanceof NoSuchFileException || e instanceof NotDirectoryException) {
      return new ArchiveException(Kind.ABSENT, e.getMessage() + ": no such object", e);
    }
    if (e instanceof AccessDeniedException denied) {
      return new ArchiveException(
          Kind.DENIED,
          denied.getFile() + ": user " + System.getProperty("user.name") + " has no access",
          e);
    }
    String reason = e instanceof FileSystemException of ? of.getReason() : e.getMessage();
    String text = String.valueOf(reason).toLowerCase(Locale.ROOT);
    if (text.contains("no space") || text.contains("quota")) {
      return new ArchiveException(Kind.FULL, url + ": " + reason, e);
    }
    if (text.contains("read-only")) {
      return new ArchiveException(Kind.DENIED, url + ": " + reason, e);
    }
    if (text.contains("not permitted") || text.contains("not supported")) {
      return noLinks(url, e);
    }
    return new ArchiveException(Kind.AWAY, url + ": " + reason, e);
  }

  static ArchiveException full(ArchiveUrl.Folder url) {
    return new ArchiveException(Kind.FULL, url + ": no space left");
  }

  static ArchiveException noLinks(ArchiveUrl.Folder url, Exception e) {
    return new ArchiveException(
        Kind.UNFIT,
        url
            + ": no hard links can be made there, which keep what is there from being overwritten;"
            + " use another file system, or NFS",
        e);
  }
}
