package dev.sessionlog.transcriber;

import dev.sessionlog.config.Configuration;
import dev.sessionlog.userlog.TranscriptSettings;

/** The configuration of transcripts, as the users' logs take it. */
final class TranscriptLogs {
  private TranscriptLogs() {}

  static TranscriptSettings settings(Configuration configuration) {
    dev.sessionlog.config.TranscriptSettings configured = configuration.transcript();
    return new TranscriptSettings(
        configured.pattern(),
        configured.maxFileSize(),
        configured.maxHistory().orElse(0),
        configured.totalSizeCap().orElse(0),
        configured.compress(),
        configured.json(),
        configured.logback());
  }
}
