package dev.sessionlog.collector;

import dev.sessionlog.config.LoginSettings;
import dev.sessionlog.login.Consent;
import dev.sessionlog.login.RunDir;
import dev.sessionlog.login.UnansweredCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Prepares for logins while no collector answers. */
final class UnansweredLogins {
  private UnansweredLogins() {}

  /**
   * Writes the code for such logins to the run dir, according to the configuration in force, and in
   * system mode also to a folder that survives a boot. Only an installation creates that folder, so
   * that a collector which root merely tries leaves nothing behind. A failure to write there is not
   * fatal.
   */
  static void provideFor(Essentials essentials, RunDir runDir, LogAccess access)
      throws IOException {
    LoginSettings settings = essentials.configuration().login();
    Consent.leave(runDir, settings.consent());
    UnansweredCode.leave(runDir, settings, essentials.unix(), essentials.status()::warn);
    Path kept = essentials.configuration().systemStateDir();
    if (!access.system() || !Files.isDirectory(kept)) {
      return;
    }
    try {
      UnansweredCode.keep(kept, settings, essentials.unix(), unknown -> {});
    } catch (IOException e) {
      essentials
          .status()
          .warn("cannot save login.on_unavailable for the next boot: " + e.getMessage());
    }
  }
}
