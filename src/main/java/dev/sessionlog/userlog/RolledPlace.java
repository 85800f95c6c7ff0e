package dev.sessionlog.userlog;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The place of a rolled file in a user's log, as its name has it: {@code 2026-11-23.0}. Places sort
 * in the order in which files were rolled, also when the clock was put back meanwhile.
 *
 * @param day the day in the file's name
 * @param index its place among the day's files, from 0
 */
public record RolledPlace(LocalDate day, int index) implements Comparable<RolledPlace> {
  private static final Pattern FORM = Pattern.compile("(\\d{4}-\\d{2}-\\d{2})\\.(0|[1-9]\\d{0,8})");

  private static final Comparator<RolledPlace> IN_ORDER =
      Comparator.comparing(RolledPlace::day).thenComparing(RolledPlace::index);

  /** Returns the place that {@code text} spells, or empty when it is not of a place's form. */
  public static Optional<RolledPlace> parse(String text) {
    Matcher place = FORM.matcher(text);
    if (!place.matches()) {
      return Optional.empty();
    }
    try {
      LocalDate day = LocalDate.parse(place.group(1));
      return Optional.of(new RolledPlace(day, Integer.parseInt(place.group(2))));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  @Override
  public int compareTo(RolledPlace other) {
    return IN_ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return day + "." + index;
  }
}
