package dev.sessionlog.cli;

import dev.sessionlog.archive.ArchiveAccess;
import dev.sessionlog.archive.ArchiveUrl;
import dev.sessionlog.archive.ArchiverState;
import dev.sessionlog.config.ArchiveSettings;
import dev.sessionlog.files.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.List;
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
   * Tells whether an archiver works by other settings than these: the file was changed since, and
   * the collector not reloaded. One of an earlier version does not say.
   */
  static boolean isOther(ArchiverState state, ArchiveSettings settings) {
    return !state.settings().isEmpty() && !state.settings().equals(mark(settings));
  }

  /** Returns what tells these settings from others, as far as they are the archiver's. */
  static String mark(ArchiveSettings settings) {
    List<?> all =
        List.of(
            settings.url(),
            settings.interval(),
            settings.credentials(),
            settings.endpoint(),
            settings.region(),
            settings.pathStyle(),
            settings.storageClass(),
            settings.lock(),
            settings.encryption());
    return Sha256.of(all.toString().getBytes(StandardCharsets.UTF_8)).toString().substring(0, 16);
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
