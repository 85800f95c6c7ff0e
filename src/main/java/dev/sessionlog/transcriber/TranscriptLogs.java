package dev.sessionlog.transcriber;

import dev.sessionlog.config.Configuration;
import dev.sessionlog.config.TranscriptSettings;
import dev.sessionlog.userlog.LogSettings;

/** Converts the configuration of transcripts to the settings of users' logs. */
final class TranscriptLogs {
  private TranscriptLogs() {}

  static LogSettings settings(Configuration configuration) {
    TranscriptSettings configured = configuration.transcript();
    return new LogSettings(
        configured.pattern(),
        configured.maxFileSize(),
        configured.maxHistory().orElse(0),
        configured.totalSizeCap().orElse(0),
        configured.compress(),
        configured.json(),
        configured.logback(),
        configuration.retention().onlyArchived());
  }
}
