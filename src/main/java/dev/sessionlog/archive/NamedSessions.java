package dev.sessionlog.archive;

import dev.sessionlog.archive.ArchiveCatalog.Found;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which sessions of an archive a text can mean: an id or the beginning of one, or a user with or
 * without {@code ~} and a number, as {@code dev.sessionlog.store.SessionLookup} reads it. No object
 * is opened. For one thread.
 *
 * @param catalog where they are looked for
 */
record NamedSessions(ArchiveCatalog catalog) {
  private static final Pattern BACK =
      Pattern.compile("(?<user>.+?)(~(?<count>\\d{1,9}))?", Pattern.DOTALL);
  private static final Pattern DAY = Pattern.compile("\\d{8}.*");

  /** Returns them; of a user the latest, as many as the number behind the name wants, or more. */
  Collection<Found> of(String text) throws IOException {
    List<LocalDate> days = catalog.sessionDays();
    if (DAY.matcher(text).matches()) {
      String day = text.substring(0, 4) + "-" + text.substring(4, 6) + "-" + text.substring(6, 8);
      for (LocalDate candidate : days) {
        if (candidate.toString().equals(day)) {
          Collection<Found> found = catalog.sessions(candidate, text);
          return found.isEmpty() ? ofUser(text, days) : found;
        }
      }
    }
    return ofUser(text, days);
  }

  private Collection<Found> ofUser(String text, List<LocalDate> days) throws IOException {
    List<Found> theirs = new ArrayList<>();
    Matcher back = BACK.matcher(text);
    if (!back.matches()) {
      return theirs;
    }
    String count = back.group("count");
    int wanted = count == null ? 1 : Integer.parseInt(count) + 1;
    for (LocalDate day : days) {
      if (theirs.size() >= wanted) {
        return theirs;
      }
      for (Found found : catalog.sessions(day)) {
        String user = found.name().user();
        if (user.equals(back.group("user")) || user.equals(text)) {
          theirs.add(found);
        }
      }
    }
    return theirs;
  }
}
