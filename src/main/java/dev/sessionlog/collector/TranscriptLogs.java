package dev.sessionlog.collector;

import dev.sessionlog.config.Configuration;
import dev.sessionlog.recording.AuditTrail;
import dev.sessionlog.transcript.TranscriptSettings;
import dev.sessionlog.transcript.UserLogs;
import java.io.IOException;
import java.time.InstantSource;
import java.util.function.Consumer;

/** Opens the users' logs as the configuration wants them. */
final class TranscriptLogs {
  private TranscriptLogs() {}

  static UserLogs open(
      Configuration configuration, long uid, InstantSource wall, Consumer<String> trouble)
      throws IOException {
    dev.sessionlog.config.TranscriptSettings configured = configuration.transcript();
    TranscriptSettings settings =
        new TranscriptSettings(
            configured.pattern(),
            configured.maxFileSize(),
            configured.maxHistory().orElse(0),
            configured.totalSizeCap().orElse(0),
            configured.compress(),
            configured.json(),
            configured.logback());
    String who = "uid " + uid + " collector pid " + ProcessHandle.current().pid();
    AuditTrail trail = new AuditTrail(configuration.logDir(), wall, who);
    prepare(trail, trouble);
    return UserLogs.open(configuration.logDir(), settings, wall, trail, trouble);
  }

  /** Sessions are recorded without it, too. */
  private static void prepare(AuditTrail trail, Consumer<String> trouble) {
    try {
      trail.prepare();
    } catch (IOException e) {
      trouble.accept("no room is kept for the audit log: " + e.getMessage());
    }
  }
}
