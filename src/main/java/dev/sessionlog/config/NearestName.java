package dev.sessionlog.config;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Suggests the known name for a misspelt one. */
public final class NearestName {
  private NearestName() {}

  /**
   * Returns the name in {@code known} with the smallest distance, if that is at most a third of its
   * length; the first of equals.
   */
  public static Optional<String> of(String misspelt, Collection<String> known) {
    String best = null;
    int fewest = Integer.MAX_VALUE;
    for (String name : known) {
      int changes = changes(misspelt.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
      if (changes < fewest && changes <= Math.max(1, name.length() / 3)) {
        best = name;
        fewest = changes;
      }
    }
    return Optional.ofNullable(best);
  }

  /** The Levenshtein distance, in which a swap of two neighbours counts as one change. */
  private static int changes(String from, String to) {
    if (Math.abs(from.length() - to.length()) > to.length()) {
      return Integer.MAX_VALUE;
    }
    int[] beforeLast = new int[to.length() + 1];
    int[] last = new int[to.length() + 1];
    int[] row = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        boolean same = from.charAt(i - 1) == to.charAt(j - 1);
        row[j] = Math.min(Math.min(last[j], row[j - 1]) + 1, last[j - 1] + (same ? 0 : 1));
        boolean exchanged =
            i > 1
                && j > 1
                && from.charAt(i - 1) == to.charAt(j - 2)
                && from.charAt(i - 2) == to.charAt(j - 1);
        if (exchanged) {
          row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
        }
      }
      int[] spare = beforeLast;
      beforeLast = last;
      last = row;
      row = spare;
    }
    return last[to.length()];
  }
}
