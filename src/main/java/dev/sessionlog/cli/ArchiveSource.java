package dev.sessionlog.cli;

import dev.sessionlog.archive.ArchiveAccess;
import dev.sessionlog.archive.ArchiveUrl;
import dev.sessionlog.config.ArchiveSettings;
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
      ArchiveUrl.parse(text);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /** Returns where the archive is; empty when none is configured. */
  static Optional<ArchiveUrl> url(ArchiveSettings settings) {
    return settings.url().map(ArchiveUrl::parse);
  }

  /**
   * Returns how the archive is reached.
   *
   * @param credentials the text of the file with them; empty for the usual chain
   */
  static ArchiveAccess access(ArchiveSettings settings, Optional<String> credentials) {
    return new ArchiveAccess(
        settings.endpoint(),
        settings.region(),
        settings.pathStyle(),
        credentials,
        settings.storageClass(),
        settings.lock(),
        settings.encryption());
  }
}
