package dev.sessionlog.cli;

import java.util.Locale;

/** The forms of printed transcript lines, similar to those of journalctl(1). */
enum LineOutput {
  /** Time of the day and text, with a heading for each session and day. */
  SHORT,
  /** The lines as in the log. */
  FULL,
  /** A JSON object a line. */
  JSON,
  /** Only the text. */
  CAT;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
