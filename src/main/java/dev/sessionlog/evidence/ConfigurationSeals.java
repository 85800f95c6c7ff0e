package dev.sessionlog.evidence;

import java.time.Instant;
import java.util.function.Consumer;

/** Notes the configuration in force if it differs from the last noted one. For one thread. */
final class ConfigurationSeals implements Sealer.Source {
  private static final String WHAT = "configuration";

  private final String text;
  private String noted = "";

  /**
   * Creates it.
   *
   * @param text all keys with their values; empty if it is not to be noted
   */
  ConfigurationSeals(String text) {
    this.text = text;
  }

  @Override
  public void past(LedgerEntry entry) {
    if (entry instanceof LedgerEntry.Note note && note.what().equals(WHAT)) {
      noted = note.text();
    }
  }

  @Override
  public void look(Instant now, Consumer<LedgerEntry> entries) {
    if (!text.equals(noted)) {
      noted = text;
      entries.accept(new LedgerEntry.Note(now, WHAT, text, "the collector"));
    }
  }
}
