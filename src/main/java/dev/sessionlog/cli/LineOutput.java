package dev.sessionlog.cli;

import java.util.Locale;

/** How lines of transcripts are printed; as journalctl(1) has it for those of the journal. */
enum LineOutput {
  /** Under a heading for each session and day: the time of the day, and the text. */
  SHORT,
  /** As they stand in the log. */
  FULL,
  /** A JSON object a line. */
  JSON,
  /** The text alone. */
  CAT;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
