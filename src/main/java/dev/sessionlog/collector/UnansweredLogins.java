package dev.sessionlog.collector;

import dev.sessionlog.config.LoginSettings;
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
  static void provideFor(CollectorParts parts) throws IOException {
    LoginSettings settings = parts.configuration().login();
    UnansweredCode.leave(parts.runDir(), settings, parts.unix(), parts.status()::warn);
    Path kept = parts.configuration().systemStateDir();
    if (!parts.access().system() || !Files.isDirectory(kept)) {
      return;
    }
    try {
      UnansweredCode.keep(kept, settings, parts.unix(), unknown -> {});
    } catch (IOException e) {
      parts.status().warn("login.on_unavailable is not kept for the next boot: " + e.getMessage());
    }
  }
}
