package dev.sessionlog.collector;

import dev.sessionlog.config.LoginSettings;
import dev.sessionlog.login.Consent;
import dev.sessionlog.login.RunDir;
import dev.sessionlog.login.UnansweredCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Provides for logins that come while no collector answers. */
final class UnansweredLogins {
  private UnansweredLogins() {}

  /**
   * Leaves in the run dir what they do by the configuration in force, and in system mode also where
   * it outlives a boot. The folder for that is made by an installation: a collector that root
   * merely tries leaves nothing behind. One that cannot write there does its work all the same.
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
          .warn("login.on_unavailable is not kept for the next boot: " + e.getMessage());
    }
  }
}
