package dev.sessionlog.cli;

import dev.sessionlog.archive.ArchiveStore;
import dev.sessionlog.archive.ArchiveStores;
import dev.sessionlog.archive.ArchiveUrl;
import dev.sessionlog.config.ArchiveSettings;
import java.io.IOException;
import java.util.Optional;

/** The archive that the configuration names. */
final class ArchiveSource {
  private ArchiveSource() {}

  /** Returns what is wrong with the text of {@code archive.url}; empty for none, too. */
  static Optional<String> urlProblem(String text) {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return ArchiveUrl.parse(text) instanceof ArchiveUrl.S3
          ? Optional.of("\"" + text + "\": this version brings nothing to s3, expected a file: URL")
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /** Returns where the archive is; empty when none is configured. */
  static Optional<ArchiveUrl> url(ArchiveSettings settings) {
    return settings.url().map(ArchiveUrl::parse);
  }

  /** Opens it to be written by a host of that name. */
  static ArchiveStore open(ArchiveUrl url, String writer) throws IOException {
    return ArchiveStores.open(url, writer);
  }
}
